import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { adaptiveBins } from "../../src/estimators/adaptive-bins.js";
import { bins } from "../../src/estimators/bins.js";
import { Counting } from "../../src/estimators/counting.js";
import { type Discretisation, discretising } from "../../src/estimators/discretising.js";
import { widthBins } from "../../src/estimators/width-bins.js";
import { normal, sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";

const counting = new Counting(await createEngine());

function information(discretisation: Discretisation, values: number[], labels: number[]): number {
  const sample = sampleOf(
    values.map((value) => [value]),
    labels,
  );
  return discretising(counting, discretisation, "none").estimate(sample).labelInformation;
}

/** `count` points spread evenly over (low, high): a sample without chance. */
function spread(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((i + 0.5) / count) * (high - low));
}

test("labels to three disjoint uniforms: ln 3 nats, by any bins that keep them apart", () => {
  const labels = Array.from({ length: 300 }, (_, i) => Math.floor(i / 100));
  const values = [0, 1, 2].flatMap((label) => spread(label, label + 0.9, 100));
  for (const discretisation of [bins(30, [0, 3]), widthBins(0.25), adaptiveBins(3, "unit")]) {
    expect(information(discretisation, values, labels)).toBeCloseTo(Math.log2(3), 12);
  }
});

test.each([2, 3, 5, 16])("label X of %i, T ~ U(X, X + 2): ln m - (m - 1) / m ln 2 nats", (m) => {
  const labels = Array.from({ length: 40 * m }, (_, i) => Math.floor(i / 40));
  const values = Array.from({ length: m }, (_, x) => spread(x, x + 2, 40)).flat();
  const expected = Math.log2(m) - (m - 1) / m;
  // The density is constant within unit intervals: bins made of whole parts of them lose nothing.
  for (const discretisation of [
    bins(m + 1, [0, m + 1]),
    bins(5 * (m + 1), [0, m + 1]),
    widthBins(1),
  ]) {
    expect(information(discretisation, values, labels)).toBeCloseTo(expected, 12);
  }
});

test.each([0.3, 0.6, 0.9])("bivariate normal, correlation %d: -1/2 ln(1 - rho^2) nats", (rho) => {
  const values = new Values(21);
  const n = 40_000;
  const [range, count] = [4, 32];
  const step = (2 * range) / count;
  const pairs = Array.from({ length: n }, () => {
    const x = normal(values);
    return [x, rho * x + Math.sqrt(1 - rho * rho) * normal(values)];
  });
  const cell = (y: number) => Math.max(0, Math.min(count + 1, Math.floor((y + range) / step) + 1));
  const labels = pairs.map(([, y]) => cell(y));
  const found =
    information(
      bins(count, [-range, range]),
      pairs.map(([x]) => x),
      labels,
    ) * Math.LN2;
  const occupied = (keys: (string | number)[]) => new Set(keys).size;
  const both = occupied(pairs.map(([x], i) => `${cell(x)} ${labels[i]}`));
  const apart = occupied(pairs.map(([x]) => cell(x))) + occupied(labels);
  /** First term of the bias (Miller, 1955); so much at most is missed by what lies in few cells. */
  const bias = (both - apart + 1) / (2 * n);
  /** Bins of width h lose h^2 / 24 E[(d/dx ln p(y|x))^2] on either side, to second order. */
  const loss = ((2 * step * step) / 24) * ((rho * rho) / (1 - rho * rho));
  /** The information density has variance rho^2. */
  const deviation = rho / Math.sqrt(n);
  const expected = -0.5 * Math.log(1 - rho * rho) + bias - loss;
  expect(Math.abs(found - expected)).toBeLessThan(4 * deviation + bias / 2 + loss / 4);
});

test("an invertible increasing map of T leaves the information of equal-mass bins unchanged", () => {
  const values = new Values(2);
  const x = Array.from({ length: 500 }, () => values.uniform(-2, 2));
  const labels = x.map((value) => (value + values.uniform(-1, 1) > 0 ? 1 : 0));
  const mapped = x.map((value) => Math.exp(3 * value));
  const discretisation = adaptiveBins(20, "unit");
  expect(information(discretisation, mapped, labels)).toBe(information(discretisation, x, labels));
});
