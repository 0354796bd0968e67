import { expect, test } from "vitest";
import { arccos, arcsin, arctan } from "../../src/numerics/arcsine.js";
import { ulp64 } from "../support/ulp.js";

// The engine's own functions are within 1 ulp; an ulp is added for them.
const points = Array.from({ length: 20_001 }, (_, i) => -1 + i / 10_000);
const near = Array.from({ length: 40 }, (_, k) => 2 ** -k).flatMap((h) => [1 - h, h - 1, h, -h]);

function greatestError(mine: (x: number) => number, theirs: (x: number) => number, scale = 1) {
  return [...points, ...near].reduce((worst, at) => {
    const x = scale * at;
    return Math.max(worst, Math.abs(mine(x) - theirs(x)) / ulp64(theirs(x)));
  }, 0);
}

test("arcsin and arccos are within 2 ulp on [-1, 1]", () => {
  expect(greatestError(arcsin, Math.asin)).toBeLessThan(3);
  expect(greatestError(arccos, Math.acos)).toBeLessThan(3);
});

test("arctan is within 4 ulp", () => {
  for (const scale of [1, 30, 1e9]) expect(greatestError(arctan, Math.atan, scale)).toBeLessThan(5);
});

test("the ends are exact", () => {
  expect([arccos(1), arccos(-1), arcsin(0), arccos(0)]).toEqual([0, Math.PI, 0, Math.PI / 2]);
  expect([arcsin(1), arcsin(-1)]).toEqual([Math.PI / 2, -Math.PI / 2]);
});
