import type { Arena } from "../engine/arena.js";
import { decode, encode, type Grid, gridOf } from "../quantize/grid.js";
import type { InputQuantiser } from "../quantize/schema.js";
import type { IntegerInput } from "./integer/input.js";
import type { LayerSpec } from "./schema.js";
import type { ImageShape } from "./shapes.js";

interface Features {
  features: number;
  /** The features as an image, where they are one. */
  image?: ImageShape;
}

/** Row-major inputs in linear memory: byte offset of f32 values, samples x features. */
export interface DenseInput extends Features {
  kind: "dense";
  values: number;
}

/**
 * Row-major inputs in linear memory: byte offset of u8 codes, samples x features. Code c stands for
 * the f32 value (c - zeroPoint) * scale / divisor.
 */
export interface ByteInput extends Features {
  kind: "bytes";
  codes: number;
  zeroPoint: number;
  scale: number;
  divisor: number;
}

/**
 * Non-zero inputs in linear memory (compressed sparse rows), as byte offsets: row starts (u32,
 * samples + 1); entries (u32), the feature in the upper and the raw byte in the lower half; and the
 * value (f32) of each of the 256 bytes.
 */
export interface SparseInput extends Features {
  kind: "sparse";
  starts: number;
  entries: number;
  levels: number;
}

/** `integer`: the same inputs as levels, for integer arithmetic. */
export type InputPlan = (DenseInput | ByteInput | SparseInput) & { integer?: IntegerInput };

/** Inputs as data sets hold them; see Dataset. */
export interface RawInputs {
  inputs: Uint8Array | Float32Array;
  divisor: number;
  samples: number;
  features: number;
  image?: ImageShape;
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
 * Writes the (quantised) inputs to linear memory, as a first layer of the given type takes them.
 * For a dense one, byte inputs most of which are zero are written without the zeros; for a conv one,
 * which touches all of them, byte inputs stay bytes if their grid is no finer.
 */
export function writeInputs(
  arena: Arena,
  raw: RawInputs,
  grid: Grid | undefined,
  first: LayerSpec["type"] = "dense",
): InputPlan {
  const { divisor, features, image, inputs } = raw;
  if (inputs instanceof Uint8Array && first === "conv" && (!grid || grid.bits <= 8)) {
    return writeBytes(arena, raw, inputs, grid);
  }
  if (inputs instanceof Uint8Array && first !== "conv" && features <= 65536) {
    const levels = Float32Array.from({ length: 256 }, (_, byte) => inputValue(byte, divisor, grid));
    const nonZeros = countNonZeros(inputs, levels);
    if (nonZeros <= (1 - SPARSE_SHARE) * inputs.length) {
      return { image, ...writeSparse(arena, inputs, features, levels, nonZeros) };
    }
  }
  const values = arena.take(Float32Array, inputs.length);
  for (let i = 0; i < inputs.length; i++) values[i] = inputValue(inputs[i], divisor, grid);
  return { kind: "dense", features, image, values: values.byteOffset };
}

function writeBytes(
  arena: Arena,
  { divisor, features, image }: RawInputs,
  inputs: Uint8Array,
  grid: Grid | undefined,
): ByteInput {
  const codes = arena.take(Uint8Array, inputs.length);
  const plan = { kind: "bytes", features, image, codes: codes.byteOffset } as const;
  if (!grid) {
    codes.set(inputs);
    return { ...plan, zeroPoint: 0, scale: 1, divisor };
  }
  const codeOf = Uint8Array.from({ length: 256 }, (_, byte) => encode(grid, byte / divisor));
  for (let i = 0; i < inputs.length; i++) codes[i] = codeOf[inputs[i]];
  return { ...plan, zeroPoint: grid.zeroPoint, scale: grid.scale, divisor: 1 };
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
