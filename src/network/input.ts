import type { Arena } from "../engine/arena.js";
import { decode, encode, type Grid, gridOf } from "../quantize/grid.js";
import type { InputQuantiser } from "../quantize/schema.js";
import type { IntegerInput } from "./integer/input.js";

/** Row-major inputs in linear memory: byte offset of f32 values, samples x features. */
export interface DenseInput {
  kind: "dense";
  features: number;
  values: number;
}

/**
 * Non-zero inputs in linear memory (compressed sparse rows), as byte offsets: row starts (u32,
 * samples + 1); entries (u32), the feature in the upper and the raw byte in the lower half; and the
 * value (f32) of each of the 256 bytes.
 */
export interface SparseInput {
  kind: "sparse";
  features: number;
  starts: number;
  entries: number;
  levels: number;
}

/** `integer`: the same inputs as levels, for integer arithmetic. */
export type InputPlan = (DenseInput | SparseInput) & { integer?: IntegerInput };

/** Inputs as data sets hold them; see Dataset. */
export interface RawInputs {
  inputs: Uint8Array | Float32Array;
  divisor: number;
  samples: number;
  features: number;
}

/** Above this share of zeros the first layer skips them; a rule, so that bits do not depend on timing. */
const SPARSE_SHARE = 0.6;

/** The grid on which the inputs are put, or undefined for float inputs. */
export function inputGrid(raw: RawInputs, quantiser: InputQuantiser): Grid | undefined {
  if (quantiser.bits === "float") return undefined;
  let { low, high } = quantiser.range;
  if (quantiser.range.widen) {
    const { least, greatest } = extremes(raw.inputs);
    low = Math.min(low, Math.fround(least / raw.divisor));
    high = Math.max(high, Math.fround(greatest / raw.divisor));
  }
  return gridOf(low, high, quantiser.bits);
}

function extremes(entries: Uint8Array | Float32Array): { least: number; greatest: number } {
  let least = 0;
  let greatest = 0;
  for (let i = 0; i < entries.length; i++) {
    least = Math.min(least, entries[i]);
    greatest = Math.max(greatest, entries[i]);
  }
  return { least, greatest };
}

/** How the network sees a raw entry. */
export function inputValue(entry: number, divisor: number, grid: Grid | undefined): number {
  const value = Math.fround(entry / divisor);
  return grid ? decode(grid, encode(grid, value)) : value;
}

/**
 * Writes the (quantised) inputs to linear memory; byte inputs most of which are zero, without the
 * zeros.
 */
export function writeInputs(arena: Arena, raw: RawInputs, grid: Grid | undefined): InputPlan {
  const { divisor, features, inputs } = raw;
  if (inputs instanceof Uint8Array && features <= 65536) {
    const levels = Float32Array.from({ length: 256 }, (_, byte) => inputValue(byte, divisor, grid));
    const nonZeros = countNonZeros(inputs, levels);
    if (nonZeros <= (1 - SPARSE_SHARE) * inputs.length) {
      return writeSparse(arena, inputs, features, levels, nonZeros);
    }
  }
  const values = arena.take(Float32Array, inputs.length);
  for (let i = 0; i < inputs.length; i++) values[i] = inputValue(inputs[i], divisor, grid);
  return { kind: "dense", features, values: values.byteOffset };
}

function countNonZeros(inputs: Uint8Array, levels: Float32Array): number {
  let count = 0;
  for (let i = 0; i < inputs.length; i++) if (levels[inputs[i]] !== 0) count++;
  return count;
}

function writeSparse(
  arena: Arena,
  inputs: Uint8Array,
  features: number,
  levels: Float32Array,
  nonZeros: number,
): SparseInput {
  const samples = inputs.length / features;
  const starts = arena.take(Uint32Array, samples + 1);
  const entries = arena.take(Uint32Array, nonZeros);
  const table = arena.take(Float32Array, 256);
  table.set(levels);
  let next = 0;
  for (let s = 0, i = 0; s < samples; s++) {
    for (let j = 0; j < features; j++, i++) {
      if (levels[inputs[i]] !== 0) entries[next++] = j * 65536 + inputs[i];
    }
    starts[s + 1] = next;
  }
  return {
    kind: "sparse",
    features,
    starts: starts.byteOffset,
    entries: entries.byteOffset,
    levels: table.byteOffset,
  };
}
