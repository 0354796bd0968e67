import type { Arena } from "../engine/arena.js";
import type { Engine } from "../engine/engine.js";
import { type CodeRows, MOST_CODES } from "../estimators/coded-layer.js";
import type { Tally } from "../information/state-counter.js";
import type { Network } from "../network/network.js";
import type { Grid } from "../quantize/grid.js";
import type { StateRows } from "./views.js";

/** What must be known of a layer to read its values. */
export type ValuedLayer = Pick<Network["layers"][number], "bits" | "grid" | "units">;

/** Float layers of more states are not numbered: it would take longer than it saves. */
const MOST_NUMBERED = 1024;

/** Numbers in the engine's memory, to be overwritten by whoever takes them next. */
export class ValueScratch {
  private numbers = new Float32Array();

  constructor(private readonly arena: Arena) {}

  /** At least so many. */
  take(length: number): Float32Array {
    if (this.numbers.length < length) this.numbers = this.arena.take(Float32Array, 2 * length);
    return this.numbers;
  }
}

/** Memory in which float layers are numbered. */
export interface NumberingMemory {
  engine: Engine;
  /** Room for a number per row and unit. */
  codes: Uint16Array;
  /** Byte offset of so many bytes. */
  sorting: number;
}

export const SORTING_BYTES = 16 * MOST_NUMBERED + 4 * 4 * 256;

/** Real values of a layer's rows of states, just counted: of codes on its grid, or float32 values. */
export class LayerValues {
  readonly units: number;
  private readonly elements: Float32Array | Uint16Array | Uint8Array;
  private readonly stride: number;
  /** Value of every code of the grid. */
  private readonly table: Float32Array | undefined;
  private readonly levels: number;

  /** `scratch`: holds values of codes as long as these are looked at; without it there are no `codes`. */
  constructor(
    { bits, grid, units }: ValuedLayer,
    private readonly rows: StateRows,
    private readonly scratch?: ValueScratch,
  ) {
    this.units = units;
    this.elements = elementsOf(rows, bits);
    this.stride = rows.bytes / this.elements.BYTES_PER_ELEMENT;
    this.levels = grid ? 1 << grid.bits : 0;
    const memory = () => scratch?.take(this.levels) ?? new Float32Array(this.levels);
    this.table = grid && decodeAll(grid, memory());
  }

  /** Values of one row, to `out` from `offset` on. */
  read(row: number, out: Float32Array | number[], offset = 0): void {
    const { elements, stride, table, units } = this;
    const start = row * stride;
    if (table) {
      for (let u = 0; u < units; u++) out[offset + u] = table[elements[start + u]];
    } else {
      for (let u = 0; u < units; u++) out[offset + u] = elements[start + u];
    }
  }

  /** Values of all inputs, inputs x units; `rowOf`: the row of each input. */
  readAll(rowOf: Uint32Array, out: Float32Array): void {
    const { elements, stride, table, units } = this;
    for (let s = 0, to = 0; s < rowOf.length; s++) {
      const start = rowOf[s] * stride;
      for (let u = 0; u < units; u++) {
        const element = elements[start + u];
        out[to++] = table ? table[element] : element;
      }
    }
  }

  /**
   * The rows as codes, if the layer has so few values: those of its grid, or of the states found if
   * there are few of these.
   */
  codes({ firsts, states }: Tally, memory: NumberingMemory): CodeRows | undefined {
    const { elements, levels, rows, scratch, table, units } = this;
    if (!scratch) throw new Error("values of codes have to lie in the engine's memory");
    if (!(elements instanceof Float32Array)) {
      if (!table || levels > MOST_CODES) return undefined;
      const width = elements.BYTES_PER_ELEMENT as 1 | 2;
      const { bytes: stride, offset } = rows;
      return { rows: offset, stride, width, units, levels, values: table, areCommon: true };
    }
    if (states > MOST_NUMBERED) return undefined;
    const values = scratch.take(units * states);
    const { codes, engine, sorting } = memory;
    const [from, numbers] = [firsts.byteOffset, codes.byteOffset];
    for (let u = 0; u < units; u++) {
      const what = [rows.offset + 4 * u, rows.bytes, from, states] as const;
      const to = [values.byteOffset + 4 * u * states, numbers + 2 * u, 2 * units] as const;
      engine.kernels.numberValues(...what, ...to, sorting);
    }
    const stride = 2 * units;
    return { rows: numbers, stride, width: 2, units, levels: states, values, areCommon: false };
  }
}

/** `decode` of every code. */
function decodeAll({ bits, scale, zeroPoint }: Grid, values: Float32Array): Float32Array {
  const levels = 1 << bits;
  for (let code = 0; code < levels; code++) values[code] = (code - zeroPoint) * scale;
  return values;
}

function elementsOf(rows: StateRows, bits: ValuedLayer["bits"]) {
  const { buffer, byteLength, byteOffset } = rows.all;
  if (bits === "float") return new Float32Array(buffer, byteOffset, byteLength / 4);
  if (bits > 8) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
