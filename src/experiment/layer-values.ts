import type { Network } from "../network/network.js";
import { decode } from "../quantize/grid.js";
import type { StateRows } from "./views.js";

/** What must be known of a layer to read its values. */
export type ValuedLayer = Pick<Network["layers"][number], "bits" | "grid" | "units">;

/** Real values of a layer's rows of states, just counted: of codes on its grid, or float32 values. */
export class LayerValues {
  private readonly elements: Float32Array | Uint16Array | Uint8Array;
  private readonly stride: number;
  private readonly table: Float32Array | undefined;

  private readonly units: number;

  constructor({ bits, grid, units }: ValuedLayer, rows: StateRows) {
    this.units = units;
    this.elements = elementsOf(rows, bits);
    this.stride = rows.bytes / this.elements.BYTES_PER_ELEMENT;
    this.table =
      grid && Float32Array.from({ length: 2 ** grid.bits }, (_, code) => decode(grid, code));
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
    for (let s = 0; s < rowOf.length; s++) this.read(rowOf[s], out, s * this.units);
  }
}

function elementsOf(rows: StateRows, bits: ValuedLayer["bits"]) {
  const { buffer, byteLength, byteOffset } = rows.all;
  if (bits === "float") return new Float32Array(buffer, byteOffset, byteLength / 4);
  if (bits > 8) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Uint8Array(buffer, byteOffset, byteLength);
}
