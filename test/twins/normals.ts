import { add, mul, sqrt } from "./f32.js";
import { log } from "./math.js";
import type { Memory } from "./memory.js";
import { wordsOf } from "./threefry.js";

const f = Math.fround;

function radius(word: number): number {
  const u = mul(add(f(word >>> 1), 0.5), 2 ** -31);
  return sqrt(mul(-2, log(u)));
}

/** Cosine and sine of the angle that a word stands for. */
function direction(word: number): [along: number, across: number] {
  const x = mul(f(word & 0x1fffffff), 2 ** -29);
  const square = mul(x, x);
  const horner = (coefficients: number[]) =>
    coefficients.map(f).reduce((p, coefficient) => add(mul(p, square), coefficient));
  const s = mul(
    horner([-3.595045563997701e-5, 0.00249000103212893, -0.08074543625116348, 0.7853981852531433]),
    x,
  );
  const c = horner([
    3.5313346415932756e-6, -0.00032594200456514955, 0.015854327008128166, -0.3084251284599304, 1,
  ]);
  const [along, across] = (word >>> 29) & 1 ? [s, c] : [c, s];
  return [word >>> 31 ? -along : along, (word >>> 30) & 1 ? -across : across];
}

/** The first `count` standard normal numbers of the stream of a key. */
export function normals(count: number, key0: number, key1: number): Float32Array {
  const words = wordsOf(key0, key1);
  const out = new Float32Array(count);
  for (let i = 0; i < count; i += 8) {
    const block = Array.from({ length: 8 }, () => Number(words.next().value));
    for (let l = 0; l < 4; l++) {
      const [along, across] = direction(block[4 + l]);
      out[i + l] = mul(radius(block[l]), along);
      out[i + 4 + l] = mul(radius(block[l]), across);
    }
  }
  return out;
}

export function gaussians(
  { f32 }: Memory,
  out: number,
  count: number,
  key0: number,
  key1: number,
  scale: number,
): void {
  normals(count, key0, key1).forEach((normal, i) => {
    f32[out / 4 + i] = mul(f(scale), normal);
  });
}
