import { expect, test } from "vitest";
import { reliabilityOf } from "../../src/estimators/reliability.js";
import { reliabilityLines } from "../../src/figures/reliability-lines.js";

const about = { layer: "T1", estimator: "exact codes" };
/** Every input has a state of its own: H(T) is log2 n, of any subset. */
const lone = reliabilityOf(Uint32Array.from({ length: 64 }, (_, i) => i));
const one = reliabilityOf(new Uint32Array(64));

test("a line per count shows H(T) of every size, and what the last doubling gains", () => {
  const lines = reliabilityLines(
    [
      { ...about, reliability: lone },
      { ...about, reliability: one },
    ],
    99,
  );
  expect(lines.slice(0, 6)).toEqual([
    "Reliability: H(T) of n of the inputs, in bits; the mean over 10 random choices of them.",
    "",
    "layer  estimator    n = 16  n = 32  n = 64  last doubling",
    "T1     exact codes   4.000   5.000   6.000         +1.000",
    "T1     exact codes   0.000   0.000   0.000         +0.000",
    "",
  ]);
});

test("of many sizes the five greatest are shown", () => {
  const reliability = reliabilityOf(new Uint32Array(1000));
  expect(reliabilityLines([{ ...about, reliability }], 99)[2]).toBe(
    "layer  estimator    n = 62  n = 125  n = 250  n = 500  n = 1000  last doubling",
  );
});

test("counts without subsets are not spoken of", () => {
  const few = reliabilityOf(new Uint32Array(20));
  expect(few.curve).toHaveLength(1);
  expect(reliabilityLines([about, { ...about, reliability: few }], 99)).toEqual([]);
});
