import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { chaoShen, metWithin } from "../../src/estimators/chao-shen.js";
import { codes } from "../../src/estimators/codes.js";
import { Counting } from "../../src/estimators/counting.js";
import { type CorrectionName, discretising } from "../../src/estimators/discretising.js";
import { histogramOf } from "../../src/estimators/histogram.js";
import { millerMadow } from "../../src/estimators/miller-madow.js";
import { nsb } from "../../src/estimators/nsb.js";
import { plugIn } from "../../src/estimators/plug-in.js";
import { sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";

const counting = new Counting(await createEngine());
const FIXED = { seed: 20260219, numRuns: 200 };
const counts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });

const entropyOf = (p: number[]) => p.reduce((sum, q) => (q > 0 ? sum - q * Math.log2(q) : sum), 0);

/** Counts of n draws from p. */
function draw(p: number[], n: number, values: Values): number[] {
  const found = p.map(() => 0);
  for (let i = 0; i < n; i++) {
    let rest = values.uniform(0, 1);
    let k = 0;
    while (k < p.length - 1 && rest >= p[k]) rest -= p[k++];
    found[k]++;
  }
  return found;
}

function mean(values: number[]): { mean: number; error: number } {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
  return { mean: average, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

test("a histogram holds all counts but those of 0", () => {
  expect(histogramOf([3, 0, 1, 3, 1, 1])).toEqual({
    inputs: 9,
    states: 5,
    counts: [1, 3],
    multiplicities: [3, 2],
  });
  expect(histogramOf([9, 1, 9, 2, 9, 0], 1, 2)).toMatchObject({ inputs: 3, states: 2 });
});

test("the plug-in entropy is -sum p log p, and Miller-Madow adds (m - 1) / 2n nats", () => {
  fc.assert(
    fc.property(counts, (own) => {
      const n = own.reduce((sum, count) => sum + count);
      const expected = entropyOf(own.map((count) => count / n));
      expect(plugIn(histogramOf(own))).toBeCloseTo(expected, 12);
      const more = (own.length - 1) / (2 * n * Math.LN2);
      expect(millerMadow(histogramOf(own))).toBeCloseTo(expected + more, 12);
    }),
    FIXED,
  );
});

test("Chao-Shen is its formula", () => {
  fc.assert(
    fc.property(counts, (own) => {
      if (own.length === 1) return;
      const n = own.reduce((sum, count) => sum + count);
      const singletons = Math.min(own.filter((count) => count === 1).length, n - 1);
      const expected = own.reduce((sum, count) => {
        const p = ((1 - singletons / n) * count) / n;
        return sum - (p * Math.log2(p)) / -Math.expm1(n * Math.log1p(-p));
      }, 0);
      expect(chaoShen(histogramOf(own))).toBeCloseTo(expected, 11);
    }),
    FIXED,
  );
});

test("1 - (1 - p)^n loses no digits however small p is", () => {
  for (const n of [1, 2, 3, 7, 1000, 70_000, 2 ** 20 + 5]) {
    for (const p of [1e-300, 1e-12, 1 / n ** 2, 0.3 / n, 0.01, 0.5]) {
      const expected = -Math.expm1(n * Math.log1p(-p));
      expect(Math.abs(metWithin(p, n) / expected - 1)).toBeLessThan(1e-14);
    }
  }
  expect(metWithin(1, 3)).toBe(1);
});

test("one state only has no entropy", () => {
  for (const entropy of [plugIn, millerMadow, chaoShen]) expect(entropy(histogramOf([7]))).toBe(0);
});

/** Distributions of different shapes on 100 states. */
const SHAPES: [string, number[]][] = (
  [
    ["uniform", () => 1],
    ["as 1 / k", (k: number) => 1 / (k + 1)],
    ["geometric", (k: number) => 0.9 ** k],
  ] as [string, (k: number) => number][]
).map(([name, weight]) => {
  const weights = Array.from({ length: 100 }, (_, k) => weight(k));
  const sum = weights.reduce((a, b) => a + b);
  return [name, weights.map((w) => w / sum)];
});

test.each(SHAPES)("%s: the plug-in entropy is too low, and each correction less so", (_, p) => {
  const values = new Values(11);
  const truth = entropyOf(p);
  const histograms = Array.from({ length: 60 }, () => histogramOf(draw(p, 100, values)));
  const plain = mean(histograms.map(plugIn));
  expect(plain.mean + 6 * plain.error).toBeLessThan(truth);
  const corrections = [millerMadow, chaoShen, (h: (typeof histograms)[0]) => nsb(h, 100).entropy];
  for (const correct of corrections) {
    const { mean: corrected, error } = mean(histograms.slice(0, 30).map(correct));
    expect(Math.abs(corrected - truth) + 3 * error).toBeLessThan(truth - plain.mean);
  }
});

test("the plug-in bias of a uniform distribution well sampled is (m - 1) / 2n nats, which Miller-Madow takes away", () => {
  const values = new Values(5);
  const p = new Array(20).fill(1 / 20);
  const n = 1000;
  const { error, mean: plain } = mean(
    Array.from({ length: 200 }, () => plugIn(histogramOf(draw(p, n, values)))),
  );
  // The next term, (1 - sum 1/p) / 12 n^2 nats (Paninski, 2003, eq. 8 in its expansion), is 5e-5 bits.
  expect(Math.abs(plain + 19 / (2 * n * Math.LN2) - Math.log2(20))).toBeLessThan(4 * error + 1e-4);
});

const all: CorrectionName[] = ["none", "miller-madow", "chao-shen", "nsb"];

function estimate(
  correction: CorrectionName,
  rows: number[][],
  labels: number[],
  population = false,
) {
  const alphabet = correction === "nsb" ? 16 : undefined;
  const estimator = discretising(counting, codes(), correction, alphabet);
  return estimator.estimate({ ...sampleOf(rows, labels), population });
}

test("I(T;Y) of independent labels is too high by plug-in, and less so corrected", () => {
  const values = new Values(2);
  const informations = Array.from({ length: 25 }, () => {
    const rows = Array.from({ length: 60 }, () => [values.below(16)]);
    const labels = values.integers(60, 3);
    return all.map((correction) => estimate(correction, rows, labels).labelInformation);
  });
  const [plain, ...corrected] = all.map((_, c) => mean(informations.map((row) => row[c])));
  expect(plain.mean - 6 * plain.error).toBeGreaterThan(0);
  for (const { mean: one } of corrected) expect(Math.abs(one)).toBeLessThan(plain.mean);
});

test("H(T) and H(T|Y) are corrected, H(Y) is not, and I(T;Y) is their difference", () => {
  const values = new Values(8);
  const labels = values.integers(90, 3);
  const rows = labels.map((label) => [label + values.below(5)]);
  const countsOf = (label?: number) => {
    const own = rows.filter((_, i) => label === undefined || labels[i] === label).map(([x]) => x);
    return [...new Set(own)].map((x) => own.filter((y) => x === y).length);
  };
  for (const [correction, entropy] of [
    ["none", plugIn],
    ["miller-madow", millerMadow],
    ["chao-shen", chaoShen],
    ["nsb", (h: ReturnType<typeof histogramOf>) => nsb(h, 16).entropy],
  ] as const) {
    const found = estimate(correction, rows, labels);
    const whole = entropy(histogramOf(countsOf()));
    const conditional = [0, 1, 2].reduce((sum, label) => {
      const own = countsOf(label);
      const n = own.reduce((a, b) => a + b, 0);
      return sum + (n / 90) * entropy(histogramOf(own));
    }, 0);
    expect(found.entropy).toBeCloseTo(whole, 12);
    expect(found.inputInformation).toBe(found.entropy);
    expect(found.conditionalEntropy).toBeCloseTo(conditional, 12);
    expect(found.labelInformation).toBeCloseTo(whole - conditional, 12);
    expect(found.labelCeiling).toBeCloseTo(
      plugIn(histogramOf([0, 1, 2].map((c) => labels.filter((l) => l === c).length))),
      12,
    );
    expect(found.status).toBe(correction === "none" ? "exact" : "estimate");
  }
});

test("Miller-Madow of H(T) - H(T|Y) is that of H(T) + H(Y) - H(T,Y)", () => {
  const values = new Values(4);
  const labels = values.integers(50, 3);
  const rows = labels.map(() => [values.below(7)]);
  const count = (keys: (string | number)[]) =>
    histogramOf([...new Set(keys)].map((key) => keys.filter((other) => other === key).length));
  const joint = count(rows.map(([x], i) => `${x} ${labels[i]}`));
  const expected =
    millerMadow(count(rows.map(([x]) => x))) + millerMadow(count(labels)) - millerMadow(joint);
  expect(estimate("miller-madow", rows, labels).labelInformation).toBeCloseTo(expected, 12);
});

test("notes tell of the alphabet, of states all different, and of a whole population", () => {
  const rows = Array.from({ length: 8 }, (_, i) => [i]);
  const labels = rows.map((_, i) => i % 2);
  expect(estimate("nsb", rows, labels).notes[0]).toContain("NSB with 16 possible states");
  expect(estimate("chao-shen", rows, labels).notes).toEqual([
    "No two inputs share a state: Chao-Shen has nothing to go by but its assumptions.",
    expect.stringContaining("I(X;T) is above log2 n"),
    expect.stringContaining("I(T;Y) is above H(Y)"),
  ]);
  expect(estimate("miller-madow", rows, labels, true).notes).toEqual([
    expect.stringContaining("No two inputs share a state"),
    expect.stringContaining("all there are"),
    expect.stringMatching(
      /I\(X;T\) is above log2 n; Miller-Madow is for a sample, and here is none/,
    ),
    expect.stringContaining("I(T;Y) is above H(Y)"),
  ]);
  expect(estimate("none", rows, labels, true).status).toBe("exact");
  expect(estimate("none", rows, labels).status).toBe("saturated");
});
