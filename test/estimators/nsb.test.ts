import { expect, test } from "vitest";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { histogramOf } from "../../src/estimators/histogram.js";
import { nsb } from "../../src/estimators/nsb.js";
import { NSB } from "../numerics/gamma-fixtures.js";
import { normal } from "../support/samples.js";
import { Values } from "../support/values.js";

test.each(
  NSB,
)("counts %j of %d possible states have the posterior of mpmath", (counts, alphabet, mean, deviation) => {
  const posterior = nsb(histogramOf(counts), alphabet);
  expect(Math.abs(posterior.entropy * Math.LN2 - mean)).toBeLessThan(1e-9 * Math.max(1, mean));
  expect(Math.abs(posterior.deviation * Math.LN2 - deviation)).toBeLessThan(
    1e-6 * Math.max(1, mean),
  );
});

test("it finds what another implementation does (ndd, README, to its integration's error)", () => {
  const counts = [7, 3, 5, 8, 9, 1, 3, 3, 1, 2, 5, 2, 11, 4, 23, 5, 8];
  expect(nsb(histogramOf(counts), 20).entropy * Math.LN2).toBeCloseTo(2.623634344902917, 8);
});

/** Gamma(shape, 1), by Marsaglia and Tsang. */
function gamma(shape: number, values: Values): number {
  if (shape < 1) return gamma(shape + 1, values) * values.uniform(0, 1) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(values);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - values.uniform(0, 1)) < x * x * 0.5 + d - d * v + d * Math.log(v))
      return d * v;
  }
}

/** Mean entropy of a Dirichlet prior in nats, by digamma's series. */
function priorMean(alphabet: number, beta: number): number {
  let sum = 0;
  for (let k = 1; k < 200_000; k++) sum += 1 / (k + beta) - 1 / (k + alphabet * beta);
  return sum + Math.log((200_000 + alphabet * beta - 0.5) / (200_000 + beta - 0.5));
}

test("truths drawn from its prior lie about the estimate as its deviation says", () => {
  const values = new Values(17);
  const alphabet = 12;
  const betas = Array.from({ length: 60 }, (_, i) => Math.exp(-7 + i * 0.2));
  const means = betas.map((beta) => priorMean(alphabet, beta));
  const scores: number[] = [];
  for (let round = 0; round < 300; round++) {
    const wanted = values.uniform(means[0], means[means.length - 1]);
    const i = Math.max(
      1,
      means.findIndex((mean) => mean >= wanted),
    );
    const share = (wanted - means[i - 1]) / (means[i] - means[i - 1]);
    const beta = Math.exp(-7 + (i - 1 + share) * 0.2);
    const weights = Array.from({ length: alphabet }, () => gamma(beta, values));
    const sum = weights.reduce((a, b) => a + b);
    const p = weights.map((w) => w / sum);
    const truth = p.reduce((h, q) => (q > 0 ? h - q * Math.log2(q) : h), 0);
    const counts = p.map(() => 0);
    for (let k = 0; k < 15; k++) {
      let rest = values.uniform(0, 1);
      let state = 0;
      while (state < alphabet - 1 && rest >= p[state]) rest -= p[state++];
      counts[state]++;
    }
    const { deviation, entropy } = nsb(histogramOf(counts), alphabet);
    scores.push((truth - entropy) / deviation);
  }
  const mean = scores.reduce((a, b) => a + b) / scores.length;
  const square = scores.reduce((a, b) => a + b * b, 0) / scores.length;
  // Under the prior scores have mean 0 and mean square 1; four standard errors, with kurtosis up to 6.
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(scores.length));
  expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(5 / scores.length));
});

test("many inputs leave little doubt, and the plug-in entropy", () => {
  const { deviation, entropy } = nsb(histogramOf([50_000, 30_000, 20_000]), 3);
  const exact = -(0.5 * Math.log2(0.5) + 0.3 * Math.log2(0.3) + 0.2 * Math.log2(0.2));
  expect(Math.abs(entropy - exact)).toBeLessThan(5 * deviation);
  // sqrt(Var log2 p / n), the standard error of a plug-in entropy.
  const mean = exact;
  const variance =
    0.5 * (1 - mean) ** 2 +
    0.3 * (Math.log2(1 / 0.3) - mean) ** 2 +
    0.2 * (Math.log2(5) - mean) ** 2;
  expect(deviation / Math.sqrt(variance / 100_000)).toBeCloseTo(1, 2);
});

test("a single possible state has no entropy, and an alphabet too small or too large is refused", () => {
  expect(nsb(histogramOf([5]), 1)).toEqual({ entropy: 0, deviation: 0 });
  expect(() => nsb(histogramOf([1, 1, 1]), 2)).toThrow(EstimatorError);
  expect(() => nsb(histogramOf([1]), Number.POSITIVE_INFINITY)).toThrow("more than 1e250");
});

test("70,000 inputs of which most have a state of their own are estimated, too", () => {
  const counts = [...new Array(60_000).fill(1), ...new Array(5000).fill(2)];
  const { deviation, entropy } = nsb(histogramOf(counts), 256 ** 16);
  // 5000 pairs in n^2 / 2 say that two inputs coincide with probability 2e-6.
  expect(entropy).toBeGreaterThan(Math.log2(5e5));
  expect(deviation).toBeLessThan(1);
});
