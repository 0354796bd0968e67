import type { Arena } from "../../engine/arena.js";
import { encode, type Grid } from "../../quantize/grid.js";
import type { RawInputs } from "../input.js";

/**
 * Inputs as levels of their grid, in pairs of features (2k, 2k + 1), the last one 0 when their number
 * is odd; byte offsets in linear memory.
 *
 * `dense`: `pairs`, samples x pairs of two i16. `sparse`: row starts (u32, samples + 1) and entries of
 * 8 bytes: k (u32) and the two levels (i16) wherever one of them is not 0.
 */
export type IntegerInput =
  | (Origin & { kind: "dense"; pairs: number })
  | (Origin & { kind: "sparse"; starts: number; entries: number });

/** Raw inputs are divided by `divisor`, then put on the grid. */
interface Origin {
  divisor: number;
  grid: Grid;
}

/** Writes the levels of the inputs to linear memory. */
export function writeIntegerInputs(
  arena: Arena,
  raw: RawInputs,
  grid: Grid,
  kind: IntegerInput["kind"],
): IntegerInput {
  const levelOf = levels(raw, grid);
  const origin = { divisor: raw.divisor, grid };
  if (kind === "sparse") return { kind, ...origin, ...writeSparse(arena, raw, levelOf) };
  const pairs = Math.ceil(raw.features / 2);
  const table = arena.take(Int16Array, raw.samples * pairs * 2);
  for (let s = 0, i = 0; s < raw.samples; s++) {
    for (let j = 0; j < raw.features; j++, i++) table[s * pairs * 2 + j] = levelOf(i);
  }
  return { kind, ...origin, pairs: table.byteOffset };
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
  const words = arena.take(Int32Array, 2 * starts[samples]);
  let next = 0;
  for (let s = 0; s < samples; s++) {
    for (const [pair, even, odd] of pairsOf(s)) {
      words[next++] = pair;
      words[next++] = (even & 0xffff) | (odd << 16);
    }
  }
  return { starts: starts.byteOffset, entries: words.byteOffset };
}
