import type { NetworkPlan } from "../../src/network/network.js";
import type { Image } from "./connections.js";
import { f, greater, less, mul, nearestEven, tanh } from "./scalar-math.js";
import { type ScalarLayer, ScalarNetwork, type Trace } from "./scalar-network.js";
import { codeOf, type ScalarGrid } from "./scalar-quantiser.js";

/**
 * A network in integer arithmetic, slow and plain: accumulators and their requantisation in BigInt, by
 * the formulas of docs/network/integer.md. Training is that of the float network, from the real numbers
 * that the integers stand for.
 */
export class ScalarIntegerNetwork extends ScalarNetwork {
  constructor(
    plan: NetworkPlan,
    features: number,
    sparse: boolean,
    private readonly inputGrid: ScalarGrid,
    image?: Image,
  ) {
    super(plan, features, sparse, image);
  }

  protected override pass(
    inputs: number[][],
    see: (layer: ScalarLayer, tensor: number[]) => void,
  ): Trace[][] {
    let grid = this.inputGrid;
    let x = inputs.map((sample) => sample.map((value) => levelOf(grid, value)));
    return this.layers.map((layer) => {
      if (layer.rows === 0) {
        x = x.map((sample) =>
          layer.units.map(({ taps }) => Math.max(...taps.map(({ input }) => sample[input]))),
        );
        return x.map((levels) => {
          const out = levels.map((level) => mul(level, f(grid.scale)));
          return { real: out, out };
        });
      }
      const weightGrid = layer.weightQuantiser.grid!;
      layer.used = layer.parameters.map((row) =>
        row.slice(0, -1).map((w) => layer.weightQuantiser.quantise(w)),
      );
      const levels = layer.parameters.map((row) =>
        row.slice(0, -1).map((w) => BigInt(levelOf(weightGrid, w))),
      );
      const scale = weightGrid.scale * grid.scale;
      const biases = layer.parameters.map((row) => {
        const bias = nearestEven(row[row.length - 1] / scale);
        return BigInt(Math.min(2 ** 29 - 1, Math.max(1 - 2 ** 29, bias)));
      });
      const accumulators = x.map((sample) =>
        layer.units.map(({ row, taps }) =>
          taps.reduce(
            (sum, { input, weight }) => sum + levels[row][weight] * BigInt(sample[input]),
            biases[row],
          ),
        ),
      );
      const reals = accumulators.map((sums) =>
        sums.map((sum) => {
          const real = mul(f(Number(sum)), f(scale));
          if (layer.activation === "tanh") return tanh(real);
          return layer.activation === "relu" ? greater(real, 0) : real;
        }),
      );
      see(layer, reals.flat());
      grid = layer.quantiser.grid!;
      const requantise = requantiser(layer, scale, grid);
      x = accumulators.map((sums) => sums.map(requantise));
      const { scale: step } = grid;
      return reals.map((real, s) => ({ real, out: x[s].map((level) => mul(level, f(step))) }));
    });
  }

  protected override codes(grid: ScalarGrid, _real: number[], out: number[]): number[] {
    return out.map((value) => codeOf(grid, value));
  }
}

const levelOf = (grid: ScalarGrid, x: number) => codeOf(grid, x) - grid.zeroPoint;

function requantiser(layer: ScalarLayer, scale: number, grid: ScalarGrid) {
  const lowest = 0 - grid.zeroPoint;
  const highest = grid.top - grid.zeroPoint;
  if (layer.activation === "tanh") {
    const bits = Math.log2(grid.top + 1);
    const places = 2 ** Math.min(16, Math.max(10, bits + 5));
    const times = rounded(scale / (16 / places));
    return (sum: bigint) => {
      const place = clamp(times(sum), -places / 2, places / 2 - 1);
      const level = nearestEven(mul(tanh(place * (16 / places)), grid.inverse));
      return less(greater(level, lowest), highest) + 0;
    };
  }
  const times = rounded(scale / grid.scale);
  const least = layer.activation === "relu" ? 0 : lowest;
  return (sum: bigint) => clamp(times(sum), least, highest);
}

/** Product with a ratio in fixed point of 30 significant bits, at least 2^-30; halves go up. */
function rounded(ratio: number): (sum: bigint) => bigint {
  let shift = 0;
  while (ratio / 2 ** shift > 1 - 2 ** -31) shift++;
  const multiplier = BigInt(Math.round((ratio / 2 ** shift) * 2 ** 30)) << BigInt(shift);
  return (sum) => (sum * multiplier + (1n << 29n)) >> 30n;
}

function clamp(x: bigint, lowest: number, highest: number): number {
  if (x < lowest) return lowest;
  return x > highest ? highest : Number(x);
}
