import { expect, test } from "vitest";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { reliabilityOf } from "../../src/estimators/reliability.js";
import { Values } from "../support/values.js";
import { bruteForce } from "../twins/information.js";

const values = new Values(12);
const STATES = Uint32Array.from(values.integers(400, 50), (state, i) => (i < 60 ? 100 + i : state));

test("the curve ends at H(T) of all inputs, without deviation", () => {
  const { curve, inputs, saturated, singletonShare, states } = reliabilityOf(STATES);
  const rows = Array.from(STATES, (state) => [state]);
  const expected = bruteForce(
    rows,
    rows.map(() => 0),
  );
  expect([inputs, states, saturated]).toEqual([400, expected.states, false]);
  expect(singletonShare).toBeCloseTo(expected.singletons / 400, 14);
  expect(curve.map((point) => point.inputs)).toEqual([25, 50, 100, 200, 400]);
  const last = curve[curve.length - 1];
  expect(last.entropy).toBeCloseTo(expected.entropy, 12);
  expect(last.deviation).toBeLessThan(1e-12);
});

test("H(T) of a subset rises with its size, in expectation (plug-in entropy, concave)", () => {
  const { curve } = reliabilityOf(STATES, { draws: 100 });
  for (let k = 1; k < curve.length; k++) {
    const [a, b] = [curve[k - 1], curve[k]];
    expect(b.entropy).toBeGreaterThan(a.entropy);
    expect(a.deviation).toBeGreaterThan(b.deviation);
    expect(a.singletonShare).toBeGreaterThan(b.singletonShare);
  }
});

test("the mean over subsets is the mean over all subsets, within four standard errors", () => {
  const states = Uint32Array.of(0, 0, 1, 2);
  // Of six pairs one is of equal states: H is 1 bit with probability 5/6.
  const { curve } = reliabilityOf(states, { sizes: [2], draws: 2000, seed: 4 });
  expect(Math.abs(curve[0].entropy - 5 / 6)).toBeLessThan(4 * Math.sqrt(5 / 36 / 2000));
  expect(curve[0].deviation).toBeCloseTo(Math.sqrt(5 / 36), 1);
  expect(curve[0].singletonShare).toBeCloseTo(curve[0].entropy, 12);
});

test("draws do not depend on how many there are, and sizes may come in any order", () => {
  const one = reliabilityOf(STATES, { sizes: [300, 100], draws: 1, seed: 3 });
  expect(one.curve.map(({ deviation, inputs }) => [inputs, deviation])).toEqual([
    [100, 0],
    [300, 0],
  ]);
  expect(reliabilityOf(STATES, { sizes: [100, 300], draws: 1, seed: 3 })).toEqual(one);
  expect(reliabilityOf(STATES, { sizes: [100], draws: 1, seed: 4 }).curve[0]).not.toEqual(
    one.curve[0],
  );
});

test("states that are mostly met once are saturated", () => {
  const states = Uint32Array.from({ length: 100 }, (_, i) => Math.min(i, 51));
  expect(reliabilityOf(states)).toMatchObject({ saturated: true, singletonShare: 0.51 });
});

test("sizes and draws that make no sense are an EstimatorError", () => {
  expect(() => reliabilityOf(STATES, { sizes: [401] })).toThrow(EstimatorError);
  expect(() => reliabilityOf(STATES, { sizes: [0] })).toThrow("from 1 to 400");
  expect(() => reliabilityOf(STATES, { draws: 0 })).toThrow("at least 1 draw");
  expect(() => reliabilityOf(new Uint32Array(0))).toThrow("at least 1 input");
});
