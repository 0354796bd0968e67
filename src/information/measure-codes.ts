import { createEngine, type Engine } from "../engine/engine.js";
import type { Information } from "./information.js";
import { rowBytes, StateCounter } from "./state-counter.js";

/** Codes or float values of one layer, row-major: inputs x units. */
export type Codes =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

export interface MeasureOptions {
  /** True when the inputs are all there are; then counts never saturate. Default false. */
  population?: boolean;
}

/**
 * Exact H(T), I(X;T), I(T;Y) and H(T|Y) of a layer's activations, by counting equal rows.
 *
 * `activations`: inputs x units; floats count as equal when they compare equal. `labels`: one class
 * index (0..255) per input. Throws a RangeError on lengths that do not fit, on NaN and on other
 * labels, a TypeError on other arrays.
 */
export async function measureCodes(
  activations: Codes,
  labels: ArrayLike<number>,
  options: MeasureOptions = {},
): Promise<Information> {
  return countCodes(await createEngine(), activations, labels, options).information;
}

/** `measureCodes` on an engine at hand; with the counter, which knows the state of every input. */
export function countCodes(
  engine: Engine,
  activations: Codes,
  labels: ArrayLike<number>,
  { population: complete = false }: MeasureOptions = {},
): { information: Information; counter: StateCounter } {
  if (!ArrayBuffer.isView(activations) || !(activations.BYTES_PER_ELEMENT <= 8)) {
    throw new TypeError("activations must be a typed array of integers or floats");
  }
  const samples = labels.length;
  const units = activations.length / samples;
  if (samples === 0 || !Number.isInteger(units) || units === 0) {
    throw new RangeError(
      `${activations.length} activations cannot be divided among ${samples} labels: ` +
        "pass as many rows of activations as there are labels",
    );
  }
  const counter = new StateCounter(engine, labels, countClasses(labels), { complete });
  const bytes = rowBytes(units, activations.BYTES_PER_ELEMENT);
  const rows = engine.arena.take(Uint8Array, samples * bytes);
  if (activations instanceof Float32Array || activations instanceof Float64Array) {
    packFloats(activations, units, rows, bytes);
  } else {
    pack(activations, units, rows, bytes);
  }
  return { information: counter.count(rows.byteOffset, bytes)[0], counter };
}

function countClasses(labels: ArrayLike<number>): number {
  let greatest = 0;
  for (let s = 0; s < labels.length; s++) {
    const label = labels[s];
    if (!Number.isInteger(label) || label < 0 || label > 255) {
      throw new RangeError(`label ${label} of input ${s} is no class index from 0 to 255`);
    }
    greatest = Math.max(greatest, label);
  }
  return greatest + 1;
}

/** Copies rows of integers into rows of `bytes` bytes each, the rest of which stays zero. */
function pack(source: Codes, units: number, rows: Uint8Array, bytes: number): void {
  const raw = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const width = units * source.BYTES_PER_ELEMENT;
  if (width === bytes) {
    rows.set(raw);
    return;
  }
  for (let from = 0, to = 0; from < raw.length; from += width, to += bytes) {
    rows.set(raw.subarray(from, from + width), to);
  }
}

/** The same for floats, with +0 for -0, so that equal values have equal bits. */
function packFloats(
  source: Float32Array | Float64Array,
  units: number,
  { buffer, byteLength, byteOffset }: Uint8Array,
  bytes: number,
): void {
  const size = source.BYTES_PER_ELEMENT;
  const length = byteLength / size;
  const rows =
    source instanceof Float32Array
      ? new Float32Array(buffer, byteOffset, length)
      : new Float64Array(buffer, byteOffset, length);
  const stride = bytes / size;
  for (let from = 0, row = 0; from < source.length; from += units, row += stride) {
    for (let u = 0; u < units; u++) {
      const value = source[from + u];
      if (Number.isNaN(value)) {
        throw new RangeError(`activation of unit ${u} for input ${from / units} is NaN`);
      }
      rows[row + u] = value + 0;
    }
  }
}
