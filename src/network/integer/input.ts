import type { Arena } from "../../engine/arena.js";
import { encode, type Grid } from "../../quantize/grid.js";
import type { InputPlan, RawInputs } from "../input.js";
import type { LayerSpec } from "../schema.js";

/**
 * Inputs as levels of their grid, in pairs of features (2k, 2k + 1), the last one 0 when their number
 * is odd; byte offsets in linear memory.
 *
 * `dense`: `pairs`, samples x pairs of two i16. `sparse`: row starts (u32, samples + 1) and an entry
 * wherever one level of a pair is not 0: up to 8 bits, k in the upper half of a u32 and the two codes in
 * the bytes of the lower half; of more bits, k (u32) and the two levels (i16). `image`: nothing more, as
 * a conv layer makes the levels of a batch from the codes or values of the plan.
 */
export type IntegerInput =
  | (Origin & { kind: "dense"; pairs: number })
  | (Origin & { kind: "sparse"; starts: number; entries: number })
  | (Origin & { kind: "image" });

/** Raw inputs are divided by `divisor`, then put on the grid. */
interface Origin {
  divisor: number;
  grid: Grid;
}

/** Writes the levels of the inputs to linear memory, as a first layer of the given type takes them. */
export function writeIntegerInputs(
  arena: Arena,
  raw: RawInputs,
  grid: Grid,
  planned: InputPlan["kind"],
  first: LayerSpec["type"] = "dense",
): IntegerInput {
  const levelOf = levels(raw, grid);
  const origin = { divisor: raw.divisor, grid };
  if (first === "conv") return { kind: "image", ...origin };
  if (planned === "sparse") {
    return { kind: planned, ...origin, ...writeSparse(arena, raw, levelOf, grid) };
  }
  const pairs = Math.ceil(raw.features / 2);
  const table = arena.take(Int16Array, raw.samples * pairs * 2);
  for (let s = 0, i = 0; s < raw.samples; s++) {
    for (let j = 0; j < raw.features; j++, i++) table[s * pairs * 2 + j] = levelOf(i);
  }
  return { kind: "dense", ...origin, pairs: table.byteOffset };
}

/** Level of the i-th entry. */
function levels({ divisor, inputs }: RawInputs, grid: Grid): (i: number) => number {
  const level = (entry: number) => encode(grid, Math.fround(entry / divisor)) - grid.zeroPoint;
  if (!(inputs instanceof Uint8Array)) return (i) => level(inputs[i]);
  const ofByte = Int16Array.from({ length: 256 }, (_, byte) => level(byte));
  return (i) => ofByte[inputs[i]];
}

function writeSparse(
  arena: Arena,
  { features, samples }: RawInputs,
  levelOf: (i: number) => number,
  { bits, zeroPoint }: Grid,
): { starts: number; entries: number } {
  const starts = arena.take(Uint32Array, samples + 1);
  const pairsOf = function* (s: number) {
    for (let j = 0; j < features; j += 2) {
      const even = levelOf(s * features + j);
      const odd = j + 1 < features ? levelOf(s * features + j + 1) : 0;
      if (even !== 0 || odd !== 0) yield [j / 2, even, odd];
    }
  };
  for (let s = 0; s < samples; s++) {
    let count = 0;
    for (const _ of pairsOf(s)) count++;
    starts[s + 1] = starts[s] + count;
  }
  const words = arena.take(Uint32Array, (bits > 8 ? 2 : 1) * starts[samples]);
  let next = 0;
  for (let s = 0; s < samples; s++) {
    for (const [pair, even, odd] of pairsOf(s)) {
      if (bits > 8) {
        words[next++] = pair;
        words[next++] = (even & 0xffff) | (odd << 16);
      } else {
        words[next++] = (pair << 16) | ((odd + zeroPoint) << 8) | (even + zeroPoint);
      }
    }
  }
  return { starts: starts.byteOffset, entries: words.byteOffset };
}
