import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import type { Vectors } from "../../src/estimators/continuous.js";
import { EstimatorError } from "../../src/estimators/estimator.js";
import { ksg, ksgInformation } from "../../src/estimators/ksg.js";
import { Neighbours } from "../../src/estimators/neighbours.js";
import { ross } from "../../src/estimators/ross.js";
import { references } from "../../src/experiment/references.js";
import { digamma } from "../../src/numerics/digamma.js";
import { bruteKsg } from "../support/brute-information.js";
import { Distributions, moments } from "../support/distributions.js";
import { permuted, samples } from "../support/estimator-samples.js";
import { FIXED } from "../support/shapes.js";

const engine = await createEngine();
const neighbours = new Neighbours(engine);
const K = 3;
const algorithms = fc.constantFrom(1 as const, 2 as const);

/** In nats. */
function estimate(x: Vectors, y: Vectors, algorithm: 1 | 2, k = K): number {
  return ksgInformation(x, y, { algorithm, k }, neighbours).information * Math.LN2;
}

test("equals the equations over all pairs, with ties, to 1e-12 bits", () => {
  fc.assert(
    fc.property(samples, algorithms, fc.integer({ min: 1, max: 3 }), (sample, algorithm, k) => {
      const x = sample.inputs as Vectors;
      const { information } = ksgInformation(x, sample, { algorithm, k }, neighbours);
      expect(Math.abs(information - bruteKsg(x, sample, algorithm, k))).toBeLessThan(1e-12);
    }),
    FIXED,
  );
});

type Pair = (random: Distributions) => [x: number[], y: number[]];
const COUNT = 800;
const SEEDS = 20;

function meanOver(pair: Pair, algorithm: 1 | 2, count = COUNT): number {
  const values = Array.from({ length: SEEDS }, (_, seed) => {
    const random = new Distributions(seed);
    const rows = Array.from({ length: count }, () => pair(random));
    const side = (s: 0 | 1): Vectors => ({
      values: Float64Array.from(rows.flatMap((row) => row[s])),
      units: rows[0][s].length,
    });
    return estimate(side(0), side(1), algorithm);
  });
  return moments(values).mean;
}

/*
 * The mean over seeds may be 4 standard errors off. Per input, the variance is at most that of the
 * pointwise information plus psi'(k) for each of the three logarithms of counts (derived here).
 */
const TRIGAMMA_K = Math.PI ** 2 / 6 - 1 - 1 / 4;
const noise = (variance: number, count = COUNT) =>
  4 * Math.sqrt((variance + 3 * TRIGAMMA_K) / (count * SEEDS));

describe.each([1, 2] as const)("algorithm %i", (algorithm) => {
  // The pointwise information of a bivariate normal has variance rho^2.
  test.each([0, -0.3, 0.6, 0.9])("bivariate normal, correlation %d", (rho) => {
    const pair: Pair = (random) => {
      const x = random.normal();
      return [[x], [rho * x + Math.sqrt(1 - rho ** 2) * random.normal()]];
    };
    const truth = -0.5 * Math.log(1 - rho ** 2);
    expect(Math.abs(meanOver(pair, algorithm) - truth)).toBeLessThan(noise(rho ** 2));
  });

  // x in two dimensions, y in two, each pair of coordinates with a correlation of its own.
  test("block normal", () => {
    const [first, second] = [0.8, 0.5];
    const pair: Pair = (random) => {
      const x = [random.normal(), random.normal()];
      const y = [first, second].map(
        (rho, u) => rho * x[u] + Math.sqrt(1 - rho ** 2) * random.normal(),
      );
      return [
        [x[0] + x[1], x[0] - x[1]],
        [y[0] + 0.5 * y[1], y[1]],
      ];
    };
    const truth = -0.5 * Math.log((1 - first ** 2) * (1 - second ** 2));
    const allowed = noise(first ** 2 + second ** 2);
    expect(Math.abs(meanOver(pair, algorithm) - truth)).toBeLessThan(allowed);
  });

  /*
   * Where the density f ends abruptly along a line y = x + c, half of what lies around a point is empty:
   * the estimate loses at most ln 2 for the share of points within 2 epsilon of the edge, with
   * n f (2 epsilon)^2 = k. That share is the integral of sqrt(k f / n) along the edge (derived here). So
   * the bias is negative, and goes with 1 / sqrt n.
   */
  function expectBelow(
    pair: Pair,
    truth: number,
    share: (count: number) => number,
    variance: number,
  ) {
    const biases = [200, COUNT].map((count) => {
      const bias = meanOver(pair, algorithm, count) - truth;
      expect(bias).toBeLessThan(0);
      expect(bias).toBeGreaterThan(-Math.LN2 * share(count) - noise(variance, count));
      return bias;
    });
    expect(biases[1]).toBeGreaterThan(biases[0]);
  }

  test.each([0.1, 0.5, 1])("Y = X + U(-e, e) with X ~ U(0, 1), e = %d, from below", (e) => {
    const truth = e <= 0.5 ? e - Math.log(2 * e) : 1 / (4 * e);
    const pair: Pair = (random) => {
      const x = random.uniform();
      return [[x], [x + random.uniform(-e, e)]];
    };
    expectBelow(pair, truth, (count) => 2 * Math.sqrt(K / (2 * e * count)), 1);
  });

  test.each([2, 4])("Y = X + Exp(%d) with X ~ Exp(1), from below", (b) => {
    const truth = 0.5772156649015329 + Math.log(b - 1) + digamma(b / (b - 1));
    const pair: Pair = (random) => {
      const x = random.exponential(1);
      return [[x], [x + random.exponential(b)]];
    };
    expectBelow(pair, truth, (count) => 2 * Math.sqrt((K * b) / count), 1);
  });
});

const grid = (value: number) => Math.round(value * 2 ** 20) / 2 ** 20;
const mapped = ({ units, values }: Vectors, map: (value: number) => number): Vectors => ({
  units,
  values: Float64Array.from(values, map),
});

test("order of rows, swapped sides, common scale, mirror and shift change no bit", () => {
  fc.assert(
    fc.property(samples, algorithms, fc.integer(), (sample, algorithm, seed) => {
      const [x, y] = [mapped(sample.inputs as Vectors, grid), mapped(sample, grid)];
      const shuffled = permuted({ ...sample, ...y, inputs: x }, seed);
      const wanted = estimate(x, y, algorithm);
      const times8 = (value: number) => 8 * value;
      expect(estimate(mapped(x, times8), mapped(y, times8), algorithm)).toBe(wanted);
      expect(estimate(shuffled.inputs as Vectors, shuffled, algorithm)).toBe(wanted);
      expect(
        estimate(
          mapped(x, (value) => -value),
          y,
          algorithm,
        ),
      ).toBe(wanted);
      expect(
        estimate(
          x,
          mapped(y, (value) => value + 100),
          algorithm,
        ),
      ).toBe(wanted);
      expect(Math.abs(estimate(y, x, algorithm) - wanted)).toBeLessThan(1e-13);
    }),
    FIXED,
  );
});

// Another scale gives other neighbours: two estimates of the same, each with its own noise.
test("the scale of one side matters no more than chance does", () => {
  const rho = 0.8;
  const scaled =
    (scale: number): Pair =>
    (random) => {
      const x = random.normal();
      return [[x], [scale * (rho * x + Math.sqrt(1 - rho ** 2) * random.normal())]];
    };
  const one = meanOver(scaled(1), 1);
  for (const scale of [0.5, 4]) {
    expect(Math.abs(meanOver(scaled(scale), 1) - one)).toBeLessThan(2 * noise(0));
  }
});

test("on a grid it counts, and its notes say where", () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => i % 4);
  const copy = { values, units: 1 };
  for (const algorithm of [1, 2] as const) {
    const { information, notes } = ksgInformation(copy, copy, { algorithm, k: K }, neighbours);
    expect(information * Math.LN2).toBeCloseTo(digamma(100) - digamma(25), 13);
    expect(notes).toEqual([
      expect.stringContaining("100 of 100 inputs the k-th neighbour coincides"),
    ]);
  }
  const steps = { values: Float64Array.from({ length: 20 }, (_, i) => i), units: 1 };
  const { notes } = ksgInformation(steps, steps, { algorithm: 1, k: 1 }, neighbours);
  expect(notes).toEqual([expect.stringContaining("18 of 20 inputs the k-th and the next")]);
});

describe("as an estimator of a layer", () => {
  const random = new Distributions(3);
  const inputs = random.rows(60, () => [random.normal(), random.normal()]);
  const values = Float32Array.from({ length: 60 }, (_, i) => Math.tanh(inputs.values[2 * i]));
  const labels = Uint8Array.from(values, (value) => (value > 0 ? 1 : 0));
  const sample = { values, units: 1, labels, classes: 2, inputs };

  test("I(X;T) is its own, I(T;Y) is Ross's, and the truth is infinite", () => {
    const layer = ksg({ algorithm: 2, k: 4 }, engine).estimate(sample);
    const alone = ksgInformation(inputs, sample, { algorithm: 2, k: 4 }, neighbours);
    expect(layer.inputInformation).toBe(alone.information);
    const label = ross({ k: 4 }, engine).estimate(sample);
    expect(layer.labelInformation).toBe(label.labelInformation);
    expect([layer.status, layer.ceiling]).toEqual(["infinite", label.ceiling]);
    expect(layer.entropy).toBeNaN();
    expect(layer.conditionalEntropy).toBeNaN();
    expect(layer.notes[0]).toContain("has infinite I(X;T)");
    expect(layer.notes[0]).toContain("k = 4 and n = 60");
  });

  test.each([
    ["the inputs are all there are", { population: true }],
    ["the layer is of codes", { discrete: true }],
  ])("where %s, I(X;T) is finite and KSG an estimate", (why, changes) => {
    const { notes, status } = ksg({ algorithm: 1, k: 4 }, engine).estimate({
      ...sample,
      ...changes,
    });
    expect(status).toBe("estimate");
    expect(notes[0]).toMatch(/^I\(X;T\) is H\(T\), finite, as /);
    expect(notes[0]).toContain(why);
    expect(notes.join()).not.toContain("infinite");
  });

  test("an estimator can be used for layers of any size in turn", () => {
    const estimator = ksg({ algorithm: 1, k: 2 }, engine);
    const small = { ...sample, values: values.slice(0, 9), labels: labels.slice(0, 9) };
    const first = estimator.estimate({
      ...small,
      labels: Uint8Array.from([0, 1, 0, 1, 0, 1, 0, 1, 0]),
      inputs: { values: inputs.values.slice(0, 18), units: 2 },
    });
    estimator.estimate(sample);
    const again = estimator.estimate({
      ...small,
      labels: Uint8Array.from([0, 1, 0, 1, 0, 1, 0, 1, 0]),
      inputs: { values: inputs.values.slice(0, 18), units: 2 },
    });
    expect(again).toEqual(first);
  });

  test("its name says both estimators, the references are known", () => {
    const { name, references: keys } = ksg({ algorithm: 1, k: 3 }, engine);
    expect(name).toBe("KSG algorithm 1, k = 3; I(T;Y) by Ross, k = 3");
    for (const key of keys) expect(references[key].year).toBeGreaterThan(2000);
  });

  test("without the inputs it says what is missing", () => {
    const { inputs: _, ...rest } = sample;
    const estimator = ksg({ algorithm: 1, k: 3 }, engine);
    expect(() => estimator.estimate(rest)).toThrow(EstimatorError);
    expect(() => estimator.estimate(rest)).toThrow(
      /needs the network's inputs .* give the sample `inputs`/,
    );
  });
});

describe("errors", () => {
  const vectors = (...values: number[]): Vectors => ({
    values: Float64Array.from(values),
    units: 1,
  });
  const ask = (x: Vectors, y: Vectors) => () =>
    ksgInformation(x, y, { algorithm: 1, k: K }, neighbours);

  test.each([
    ["k >= n", ask(vectors(1, 2, 3), vectors(1, 2, 3)), /k = 3 .* k must be at most 2/],
    ["rows", ask(vectors(1, 2, 3, 4), vectors(1, 2, 3, 4, 5)), /x has 4 rows and y 5/],
    ["constant", ask(vectors(1, 2, 3, 4), vectors(6, 6, 6, 6)), /^y are the same|y are the same/],
    ["NaN", ask(vectors(1, 2, Number.NaN, 4), vectors(1, 2, 3, 4)), /x: unit 0 of input 2 is NaN/],
    ["k", () => ksg({ algorithm: 1, k: 0 }, engine), /positive integer, not 0/],
    ["algorithm", () => ksg({ algorithm: 3 as 1, k: 1 }, engine), /algorithms 1 and 2, not 3/],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(EstimatorError);
    expect(call).toThrow(message);
  });
});
