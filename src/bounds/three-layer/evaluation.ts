import type { Points, TargetedPoints } from "./data.js";
import { placePoints } from "./descent.js";
import type { Loss } from "./losses.js";
import type { Model } from "./network.js";
import type { TrainedMatrix } from "./weights.js";

/** How well a network fits points. */
export interface Fit {
  /** Mean loss. */
  loss: number;
  /** Share of points with y f <= 0; null unless all targets are -1 or 1. */
  error: number | null;
}

/** Shares of gates that differ from those at the start, over all units and points. */
export interface Flips {
  first: number;
  second: number;
}

/** Calls `use` with each batch of the points in the model's lanes: where it begins, how many there are. */
export function eachBatch(
  { layers }: Model,
  points: Points,
  use: (from: number, count: number) => void,
): void {
  for (let from = 0; from < points.samples; from += layers.lanes) {
    const count = Math.min(layers.lanes, points.samples - from);
    placePoints(
      layers,
      points,
      Uint32Array.from({ length: count }, (_, l) => from + l),
    );
    use(from, count);
  }
}

/** Makes the current weights those without smoothing noise: start + trained. */
export function settle(model: Model): void {
  const { first, second } = model.layers.weights;
  for (const { current, start, trained } of [first, second] satisfies TrainedMatrix[]) {
    for (let i = 0; i < current.length; i++) current[i] = start[i] + trained[i];
  }
}

/** Outputs on the points with the current weights. */
export function outputsOn(model: Model, points: Points): Float32Array {
  const { first, second } = model.layers.weights;
  const out = new Float32Array(points.samples);
  eachBatch(model, points, (from, count) => {
    model.forward(first.current, second.current);
    out.set(model.layers.outputs.subarray(0, count), from);
  });
  return out;
}

/** Loss and error with the current weights. */
export function fitOn(model: Model, loss: Loss, points: TargetedPoints): Fit {
  const { targets } = points;
  const outputs = outputsOn(model, points);
  let total = 0;
  let wrong = 0;
  outputs.forEach((f, s) => {
    total += loss.value(f, targets[s]);
    if (f * targets[s] <= 0) wrong++;
  });
  const classes = targets.every((y) => y === 1 || y === -1);
  return { loss: total / points.samples, error: classes ? wrong / points.samples : null };
}

/** Gates of the network with the current weights against those with the weights at the start. */
export function flipsOn(model: Model, points: Points): Flips {
  const { layers, open } = model;
  const { first, gates, lanes, second, weights } = layers;
  const flips = { first: 0, second: 0 };
  eachBatch(model, points, (_from, count) => {
    model.forward(weights.first.start, weights.second.start);
    const startOpen = open.slice();
    const startGates = gates.slice();
    model.forward(weights.first.current, weights.second.current);
    for (let i = 0; i < open.length; i++) {
      if (i % lanes < count && open[i] > 0 !== startOpen[i] > 0) flips.first++;
    }
    for (let i = 0; i < gates.length; i++) {
      if (i % lanes < count) flips.second += BITS[gates[i] ^ startGates[i]];
    }
  });
  return {
    first: flips.first / (first * points.samples),
    second: flips.second / (second * points.samples),
  };
}

/** Bits set in each number of four bits. */
const BITS = Uint8Array.of(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
