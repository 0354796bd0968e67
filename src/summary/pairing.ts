import type { Experiment } from "../experiment/schema.js";
import type { RunSummary } from "./run-summary.js";

/** Whether two runs are compared repetition by repetition, and why. */
export interface Pairing {
  paired: boolean;
  /** In words. */
  why: string;
  /** Places of the same repetition in either run; empty when they are not paired. */
  places: [a: number, b: number][];
}

/**
 * Runs are paired when repetition r of either begins from the same weights on the same data: the
 * seed, the data, the split and the shapes and initialisation of the layers are the same.
 */
export function pairing(a: RunSummary, b: RunSummary): Pairing {
  const apart = differing(a.experiment, b.experiment);
  if (apart.length > 0) {
    const why = `unpaired, as two independent samples: the runs differ in ${apart.join(", ")}, which initial weights or data depend on`;
    return { paired: false, why, places: [] };
  }
  const places = a.repetitions.flatMap(({ repetition }, i): [number, number][] => {
    const j = b.repetitions.findIndex((one) => one.repetition === repetition);
    return j < 0 ? [] : [[i, j]];
  });
  if (places.length === 0) {
    return { paired: false, why: "unpaired: no repetition is in both runs", places };
  }
  const more = Math.max(a.repetitions.length, b.repetitions.length) > places.length;
  const restarted = places.some(
    ([i, j]) => a.repetitions[i].restarts !== b.repetitions[j].restarts,
  );
  const why = [
    `paired: the ${places.length} repetitions that both have begin from the same weights on the same data`,
    ...(more ? ["repetitions that only one has are left out"] : []),
    ...(restarted ? ["those restarted after a bad fit in one of them only share the data"] : []),
  ].join("; ");
  return { paired: true, why, places };
}

function differing(a: Experiment, b: Experiment): string[] {
  const parts = (experiment: Experiment): [string, unknown][] => [
    ["the seed", experiment.seed],
    ["the data", experiment.data],
    ["the split", experiment.split],
    ["the layers", experiment.network.layers.map(shape)],
    ["the initialisation", experiment.network.initialisation],
  ];
  const others = parts(b);
  return parts(a)
    .filter(([, value], place) => JSON.stringify(value) !== JSON.stringify(others[place][1]))
    .map(([name]) => name);
}

/** What of a layer its initial weights depend on. */
function shape(layer: Experiment["network"]["layers"][number]): unknown {
  if (layer.type !== "dense" && layer.type !== "conv") return layer;
  const { weights: _, activations: __, activation: ___, ...rest } = layer;
  return rest;
}
