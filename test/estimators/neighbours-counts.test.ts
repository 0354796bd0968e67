import { expect, test } from "vitest";
import { meanDigamma, radiusBelow, tieNotes } from "../../src/estimators/neighbours-counts.js";
import { digamma } from "../../src/numerics/digamma.js";

test("the mean of psi does not depend on the order of counts, to the bit", () => {
  const counts = Uint32Array.from({ length: 999 }, (_, i) => 1 + ((i * 389) % 41));
  const mean = counts.reduce((sum, count) => sum + digamma(count), 0) / 999;
  expect(meanDigamma(counts)).toBeCloseTo(mean, 13);
  expect(meanDigamma(counts.slice().reverse())).toBe(meanDigamma(counts));
  expect(meanDigamma(counts.slice().sort())).toBe(meanDigamma(counts));
  expect(meanDigamma(Uint32Array.of(7))).toBe(digamma(7));
});

test("the radius below a distance leaves that distance out, but coinciding points in", () => {
  expect(radiusBelow(1)).toBeLessThan(1);
  expect(radiusBelow(0)).toBe(0);
});

test("ties are noted only where there are some", () => {
  expect(tieNotes(0, 0, 10)).toEqual([]);
  expect(tieNotes(1, 2, 10)).toHaveLength(2);
});
