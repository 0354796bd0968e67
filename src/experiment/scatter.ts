import type { Tally } from "../information/state-counter.js";
import type { Network } from "../network/network.js";
import { decode } from "../quantize/grid.js";
import type { ScatterTable } from "./records.js";
import { nearestEpoch } from "./schedule.js";
import type { Experiment } from "./schema.js";
import type { StateRows } from "./views.js";

type MeasuredLayer = Pick<Network["layers"][number], "bits" | "grid">;

const UNITS = 2;
const COLUMNS = 5;

/** Keeps the states of one layer of two units, with the labels of their inputs, epoch by epoch. */
export class Scatter {
  /** Index of the layer in the network. */
  readonly layer: number;
  private readonly epochs: ReadonlySet<number>;
  /** epoch, first, second, label, count; row after row. */
  private entries: number[] = [];

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
  add(
    epoch: number,
    layer: MeasuredLayer,
    rows: StateRows,
    { states, firsts, joint }: Tally,
  ): void {
    const columns = joint.length / states;
    firsts.forEach((row, state) => {
      const [first, second] = unitValues(layer, rows.row(row));
      for (let label = 0; label < this.classes; label++) {
        let count = 0;
        for (let c = label; c < columns; c += this.classes) count += joint[state * columns + c];
        if (count > 0) this.entries.push(epoch, first, second, label, count);
      }
    });
  }

  clear(): void {
    this.entries = [];
  }

  save(): Float64Array {
    return Float64Array.from(this.entries);
  }

  restore(entries: ArrayLike<number>): void {
    this.entries = Array.from(entries);
  }

  table(): ScatterTable {
    const rows = this.entries.length / COLUMNS;
    const column = (c: number) =>
      Float64Array.from({ length: rows }, (_, row) => this.entries[row * COLUMNS + c]);
    return {
      epoch: Int32Array.from(column(0)),
      layer: new Array<string>(rows).fill(this.spec.layer),
      first: column(1),
      second: column(2),
      label: Int32Array.from(column(3)),
      count: Int32Array.from(column(4)),
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

/** Values of the units whose codes, or float32 values, a row of states holds. */
function unitValues({ bits, grid }: MeasuredLayer, row: Uint8Array): number[] {
  if (!grid) return Array.from(new Float32Array(row.buffer, row.byteOffset, UNITS));
  const wide = bits !== "float" && bits > 8;
  const codes = wide ? new Uint16Array(row.buffer, row.byteOffset, UNITS) : row.subarray(0, UNITS);
  return Array.from(codes, (code) => decode(grid, code));
}
