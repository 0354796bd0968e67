import type { Tally } from "../information/state-counter.js";
import { LayerValues, type ValuedLayer } from "./layer-values.js";
import type { ScatterTable } from "./records.js";
import { Rows } from "./rows.js";
import { nearestEpoch } from "./schedule.js";
import type { Experiment } from "./schema.js";
import type { StateRows } from "./views.js";

/** Keeps the states of one layer of two units, with the labels of their inputs, epoch by epoch. */
export class Scatter {
  /** Index of the layer in the network. */
  readonly layer: number;
  private readonly epochs: ReadonlySet<number>;
  /** epoch, first, second, label, count. */
  readonly rows = new Rows(5);

  /**
   * `classes`: of the labels; parts of the inputs are put together. `measured`: the epochs that are
   * measured, ascending; of these the nearest to each wanted one is taken, of two the earlier.
   */
  constructor(
    private readonly spec: NonNullable<Experiment["scatter"]>,
    private readonly classes: number,
    measured: readonly number[],
  ) {
    this.layer = Number(spec.layer.slice(1)) - 1;
    this.epochs = new Set(spec.epochs.map((wanted) => measured[nearestEpoch(measured, wanted)]));
  }

  /** Whether the states are to be kept after this epoch. */
  wants(epoch: number): boolean {
    return this.epochs.has(epoch);
  }

  /** Takes in the states that were just counted. */
  add(epoch: number, layer: ValuedLayer, rows: StateRows, { states, firsts, joint }: Tally): void {
    const columns = joint.length / states;
    const values = new LayerValues(layer, rows);
    const units: number[] = [];
    firsts.forEach((row, state) => {
      values.read(row, units);
      const [first, second] = units;
      for (let label = 0; label < this.classes; label++) {
        let count = 0;
        for (let c = label; c < columns; c += this.classes) count += joint[state * columns + c];
        if (count > 0) this.rows.add(epoch, first, second, label, count);
      }
    });
  }

  table(): ScatterTable {
    const { rows } = this;
    return {
      epoch: Int32Array.from(rows.column(0)),
      layer: new Array<string>(rows.length).fill(this.spec.layer),
      first: rows.column(1),
      second: rows.column(2),
      label: Int32Array.from(rows.column(3)),
      count: Int32Array.from(rows.column(4)),
    };
  }
}

/** The table of a repetition that keeps no scatter. */
export function emptyScatter(): ScatterTable {
  return {
    epoch: new Int32Array(),
    layer: [],
    first: new Float64Array(),
    second: new Float64Array(),
    label: new Int32Array(),
    count: new Int32Array(),
  };
}
