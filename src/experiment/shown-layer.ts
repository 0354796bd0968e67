import type { CodeRows } from "../estimators/coded-layer.js";
import type { Tally } from "../information/state-counter.js";
import {
  LayerValues,
  type NumberingMemory,
  type ValuedLayer,
  type ValueScratch,
} from "./layer-values.js";
import type { StateRows } from "./views.js";

/** Memory for one layer, in the engine. */
export interface LayerMemory extends NumberingMemory {
  /** Room for a value per input and unit. */
  values: Float32Array;
  scratch: ValueScratch;
}

/** A layer whose states were just counted; all about it is valid until the next count. */
export class ShownLayer {
  readonly units: number;
  private readonly layerValues: LayerValues;
  private all: Float32Array | undefined;
  /** Null when there are none. */
  private coded: CodeRows | null | undefined;

  constructor(
    layer: ValuedLayer,
    rows: StateRows,
    readonly tally: Tally,
    private readonly memory: LayerMemory,
    /** See Sample. */
    readonly discrete: boolean,
    /** The network's predictions of all inputs, if it is to be counted what binnings lose of them. */
    readonly predictions?: Uint8Array,
  ) {
    this.units = layer.units;
    this.layerValues = new LayerValues(layer, rows, memory.scratch);
  }

  /** Its states in codes, if its units take few values, all of them finite. */
  get codes(): CodeRows | undefined {
    if (this.coded === undefined) {
      const codes = this.layerValues.codes(this.tally, this.memory);
      this.coded = codes && hasFiniteEnds(codes) ? codes : null;
    }
    return this.coded ?? undefined;
  }

  /** Values of all inputs, inputs x units. */
  get values(): Float32Array {
    if (!this.all) {
      const { rowOf } = this.tally;
      this.all = this.memory.values.subarray(0, rowOf.length * this.units);
      this.layerValues.readAll(rowOf, this.all);
    }
    return this.all;
  }
}

/** Whether all values are finite: they ascend, NaN at an end. */
function hasFiniteEnds({ areCommon, levels, units, values }: CodeRows): boolean {
  for (let first = 0; first < (areCommon ? 1 : units) * levels; first += levels) {
    if (!Number.isFinite(values[first] - values[first + levels - 1])) return false;
  }
  return true;
}
