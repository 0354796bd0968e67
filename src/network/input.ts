import type { Arena } from "../engine/arena.js";
import { type Grid, decode, encode, gridOf } from "../quantize/grid.js";
import type { InputQuantiser } from "../quantize/schema.js";

/** Row-major inputs in linear memory: byte offset of f32 values, samples x features. */
export interface DenseInput {
  kind: "dense";
  features: number;
  values: number;
}

/**
 * Non-zero inputs in linear memory (compressed sparse rows): byte offsets of row starts (u32,
 * samples + 1), feature indices (u16) and values (f32).
 */
export interface SparseInput {
  kind: "sparse";
  features: number;
  starts: number;
  indices: number;
  values: number;
}

export type InputPlan = DenseInput | SparseInput;

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
    let least = 0;
    let greatest = 0;
    for (const entry of raw.inputs) {
      if (entry < least) least = entry;
      if (entry > greatest) greatest = entry;
    }
    low = Math.min(low, Math.fround(least / raw.divisor));
    high = Math.max(high, Math.fround(greatest / raw.divisor));
  }
  return gridOf(low, high, quantiser.bits);
}

/** How the network sees a raw entry. */
export function inputValue(entry: number, divisor: number, grid: Grid | undefined): number {
  const value = Math.fround(entry / divisor);
  return grid ? decode(grid, encode(grid, value)) : value;
}

/** Writes the (quantised) inputs to linear memory, without the zeros when most of them are zero. */
export function writeInputs(arena: Arena, raw: RawInputs, grid: Grid | undefined): InputPlan {
  const { features, inputs, samples } = raw;
  const valueOf = lookUp(raw, grid);
  let nonZeros = 0;
  for (const entry of inputs) if (valueOf(entry) !== 0) nonZeros++;
  return nonZeros <= (1 - SPARSE_SHARE) * samples * features && features <= 65536
    ? writeSparse(arena, raw, valueOf, nonZeros)
    : writeDense(arena, raw, valueOf);
}

type ValueOf = (entry: number) => number;

function writeDense(arena: Arena, { features, inputs }: RawInputs, valueOf: ValueOf): DenseInput {
  const values = arena.take(Float32Array, inputs.length);
  for (let i = 0; i < inputs.length; i++) values[i] = valueOf(inputs[i]);
  return { kind: "dense", features, values: values.byteOffset };
}

function writeSparse(
  arena: Arena,
  { features, inputs, samples }: RawInputs,
  valueOf: ValueOf,
  nonZeros: number,
): SparseInput {
  const starts = arena.take(Uint32Array, samples + 1);
  const indices = arena.take(Uint16Array, nonZeros);
  const values = arena.take(Float32Array, nonZeros);
  let next = 0;
  for (let s = 0, i = 0; s < samples; s++) {
    for (let j = 0; j < features; j++, i++) {
      const value = valueOf(inputs[i]);
      if (value === 0) continue;
      indices[next] = j;
      values[next++] = value;
    }
    starts[s + 1] = next;
  }
  return {
    kind: "sparse",
    features,
    starts: starts.byteOffset,
    indices: indices.byteOffset,
    values: values.byteOffset,
  };
}

function lookUp(raw: RawInputs, grid: Grid | undefined): (entry: number) => number {
  const { divisor, inputs } = raw;
  if (!(inputs instanceof Uint8Array)) return (entry) => inputValue(entry, divisor, grid);
  const table = Float32Array.from({ length: 256 }, (_, byte) => inputValue(byte, divisor, grid));
  return (entry) => table[entry];
}
