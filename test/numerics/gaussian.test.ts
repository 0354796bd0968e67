import { expect, test } from "vitest";
import { Gaussian } from "../../src/numerics/gaussian.js";
import { normalTail } from "../../src/numerics/normal.js";
import { RandomStream } from "../../src/numerics/random.js";

const N = 200_000;
const gaussian = new Gaussian(new RandomStream(7));
const draws = Float64Array.from({ length: N }, () => gaussian.next());

test("shares above thresholds are those of the normal law, within five standard errors", () => {
  for (const b of [-2, -1, 0, 0.5, 1, 2, 3]) {
    const tail = normalTail(b);
    const share = draws.filter((g) => g > b).length / N;
    expect(Math.abs(share - tail)).toBeLessThan(5 * Math.sqrt((tail * (1 - tail)) / N));
  }
});

test("neighbours are uncorrelated, within five standard errors", () => {
  let sum = 0;
  for (let i = 1; i < N; i++) sum += draws[i] * draws[i - 1];
  expect(Math.abs(sum / N)).toBeLessThan(5 / Math.sqrt(N));
});

test("a seed gives the same numbers again", () => {
  const again = new Gaussian(new RandomStream(7));
  expect([again.next(), again.next(), again.next()]).toEqual([...draws.subarray(0, 3)]);
});
