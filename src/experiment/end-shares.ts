import type { Engine } from "../engine/engine.js";
import type { Layer } from "../network/layer.js";

/** Shares of a layer's activations, over all inputs and units; NaN for a layer without quantiser. */
export interface EndShares {
  /** Beyond the ends of the grid, so that the quantiser clips them. */
  clipped: number;
  /** With the lowest or the highest code. */
  saturated: number;
}

/** Counts the activations at and beyond the ends of their grids. */
export class EndCounter {
  /** [layers][2]: clipped, saturated. */
  private readonly counts: Uint32Array;

  constructor(
    engine: Engine,
    private readonly layers: readonly Layer[],
    private readonly samples: number,
  ) {
    this.counts = engine.arena.take(Uint32Array, 2 * layers.length);
  }

  clear(): void {
    this.counts.fill(0);
  }

  /**
   * Takes in `count` lanes of layer l's activations, just quantised from `real`; each stands for as
   * many inputs as `weights` (u32) says.
   */
  add(l: number, real: number, lanes: number, count: number, weights: number): void {
    const layer = this.layers[l];
    if (layer.quantises)
      layer.countEnds(real, lanes, count, weights, this.counts.byteOffset + 8 * l);
  }

  get shares(): EndShares[] {
    return this.layers.map(({ quantises, units }, l) => {
      if (!quantises) return { clipped: Number.NaN, saturated: Number.NaN };
      const activations = this.samples * units;
      return {
        clipped: this.counts[2 * l] / activations,
        saturated: this.counts[2 * l + 1] / activations,
      };
    });
  }
}
