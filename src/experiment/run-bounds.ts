import type { Extremes } from "../estimators/estimator.js";

/** Follows the least and greatest value of all units over a run, layer by layer. */
export class RunBounds {
  readonly layers: readonly Extremes[];

  /** `units`: of each layer. */
  constructor(units: readonly number[]) {
    this.layers = units.map((count) => ({
      low: new Float64Array(count),
      high: new Float64Array(count),
    }));
    this.clear();
  }

  /** Takes in the values of layer l, inputs x units. */
  observe(l: number, values: Float32Array): void {
    const { high, low } = this.layers[l];
    const units = low.length;
    for (let at = 0; at < values.length; ) {
      for (let u = 0; u < units; u++) {
        const value = values[at++];
        if (value < low[u]) low[u] = value;
        if (value > high[u]) high[u] = value;
      }
    }
  }

  /** Takes in the least and greatest value of every unit of layer l. */
  widen(l: number, extremes: Extremes): void {
    const { high, low } = this.layers[l];
    for (let u = 0; u < low.length; u++) {
      if (extremes.low[u] < low[u]) low[u] = extremes.low[u];
      if (extremes.high[u] > high[u]) high[u] = extremes.high[u];
    }
  }

  clear(): void {
    for (const { high, low } of this.layers) {
      low.fill(Number.POSITIVE_INFINITY);
      high.fill(Number.NEGATIVE_INFINITY);
    }
  }

  save(): Float64Array {
    return Float64Array.from(this.layers.flatMap(({ high, low }) => [...low, ...high]));
  }

  restore(saved: ArrayLike<number>): void {
    let at = 0;
    for (const { high, low } of this.layers) {
      for (let u = 0; u < low.length; u++) low[u] = saved[at++];
      for (let u = 0; u < high.length; u++) high[u] = saved[at++];
    }
  }
}
