import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { type Estimate, EstimatorError, type Sample } from "../../src/estimators/estimator.js";
import { kde } from "../../src/estimators/kde.js";
import { references } from "../../src/experiment/references.js";
import { bruteKde } from "../support/brute-information.js";
import { Distributions } from "../support/distributions.js";
import { mapped, permuted, relabelled, samples } from "../support/estimator-samples.js";
import { FIXED } from "../support/shapes.js";

const engine = await createEngine();
const upper = (variance: number) => kde({ variance, bound: "upper" }, engine);
const lower = (variance: number) => kde({ variance, bound: "lower" }, engine);
const variances = fc.constantFrom(0.001, 0.05, 1, 30);

const numbers = (estimate: Estimate) => [estimate.inputInformation, estimate.labelInformation];

function expectNear(got: Estimate, wanted: Estimate, tolerance = 1e-12): void {
  numbers(wanted).forEach((value, i) => {
    expect(Math.abs(numbers(got)[i] - value)).toBeLessThan(tolerance);
  });
}

function sampleOf(values: number[], labels: number[]): Sample {
  return {
    values: Float64Array.from(values),
    units: values.length / labels.length,
    labels: Uint8Array.from(labels),
    classes: Math.max(...labels) + 1,
  };
}

// n terms below 1 are added up in each sum: relative errors below n ulp, here 1e-13 bits.
test("both bounds equal the formula, summed directly, to 1e-12 bits", () => {
  fc.assert(
    fc.property(samples, variances, (sample, variance) => {
      for (const [estimator, a] of [
        [upper(variance), 2],
        [lower(variance), 8],
      ] as const) {
        const brute = bruteKde(sample, sample.labels, variance, a);
        const estimate = estimator.estimate(sample);
        expect(Math.abs(estimate.inputInformation - brute.input)).toBeLessThan(1e-12);
        expect(Math.abs(estimate.labelInformation - brute.label)).toBeLessThan(1e-12);
        expect(estimate.conditionalEntropy).toBe(
          estimate.inputInformation - estimate.labelInformation,
        );
        expect(estimate.entropy).toBe(estimate.inputInformation);
      }
    }),
    FIXED,
  );
});

/** I(T';X) of a one-dimensional mixture by the trapezoidal rule, which converges exponentially here. */
function mixtureInformation(centres: ArrayLike<number>, variance: number): number {
  const sigma = Math.sqrt(variance);
  const all = Array.from(centres);
  const [low, high] = [Math.min(...all) - 10 * sigma, Math.max(...all) + 10 * sigma];
  const step = sigma / 8;
  let entropy = 0;
  for (let x = low; x <= high; x += step) {
    const kernels = all.map((c) => Math.exp(-((x - c) ** 2) / (2 * variance)));
    const density =
      kernels.reduce((sum, value) => sum + value, 0) /
      (all.length * Math.sqrt(2 * Math.PI * variance));
    if (density > 0) entropy -= density * Math.log2(density) * step;
  }
  return entropy - 0.5 * Math.log2(2 * Math.PI * Math.E * variance);
}

test("the information of a mixture of Gaussians lies between the bounds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 8 }),
      fc.constantFrom(0.03, 0.3, 3),
      (centres, variance) => {
        const sample = sampleOf(centres, [0, ...centres.slice(1).map(() => 1)]);
        const truth = mixtureInformation(centres, variance);
        expect(lower(variance).estimate(sample).inputInformation).toBeLessThan(truth + 1e-9);
        expect(upper(variance).estimate(sample).inputInformation).toBeGreaterThan(truth - 1e-9);
      },
    ),
    FIXED,
  );
});

/*
 * Activations from N(0, 1): for n -> infinity the mean of a Gaussian kernel of variance w at t is
 * sqrt(w / (1 + w)) exp(-t^2 / (2 (1 + w))), so that the estimate becomes
 * 1/2 ln((1 + w) / w) + 1 / (2 (1 + w)) nats, with w the variance for the upper bound and four times that
 * for the lower one (derived here). Its standard deviation is that of t^2 / (2 (1 + w)), its bias at most
 * the pairs of points with themselves, (1 + w) / (w n).
 */
test("for normal activations both bounds have their limit in closed form", () => {
  const count = 4000;
  const random = new Distributions(1);
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const sample = sampleOf(
    labels.map(() => random.normal()),
    labels,
  );
  for (const variance of [0.1, 1]) {
    for (const [estimator, w] of [
      [upper(variance), variance],
      [lower(variance), 4 * variance],
    ] as const) {
      const limit = 0.5 * Math.log((1 + w) / w) + 0.5 / (1 + w);
      const tolerance = (4 * Math.SQRT1_2) / (1 + w) / Math.sqrt(count) + (1 + w) / (w * count);
      const nats = estimator.estimate(sample).inputInformation * Math.LN2;
      expect(Math.abs(nats - limit)).toBeLessThan(tolerance);
    }
  }
});

test("three disjoint uniforms far apart tell the label: ln 3 nats", () => {
  const random = new Distributions(2);
  const labels = Array.from({ length: 300 }, (_, i) => i % 3);
  const sample = sampleOf(
    labels.map((label) => 10 * label + random.uniform()),
    labels,
  );
  for (const estimator of [upper(0.01), lower(0.01)]) {
    const { labelInformation, labelCeiling } = estimator.estimate(sample);
    expect(labelInformation * Math.LN2).toBeCloseTo(Math.log(3), 12);
    expect(labelCeiling * Math.LN2).toBeCloseTo(Math.log(3), 12);
  }
});

test("clusters far apart are counted: 2 bits for four of them, with points coinciding in each", () => {
  const labels = Array.from({ length: 64 }, (_, i) => i % 2);
  const sample = sampleOf(
    labels.map((_, i) => 100 * (i % 4)),
    labels,
  );
  for (const estimator of [upper(1), lower(1)]) {
    expect(estimator.estimate(sample).inputInformation).toBeCloseTo(2, 13);
    expect(estimator.estimate(sample).labelInformation).toBeCloseTo(1, 13);
    expect(estimator.estimate(sample).status).toBe("estimate");
  }
});

test("a constant layer knows nothing, noise or not", () => {
  const estimate = upper(0.1).estimate(sampleOf([7, 7, 7, 7, 7], [0, 1, 0, 1, 1]));
  expect(estimate.inputInformation).toBeCloseTo(0, 14);
  expect(estimate.labelInformation).toBeCloseTo(0, 14);
});

test("noise narrower than the distances saturates at log2 n, and is called so", () => {
  const sample = sampleOf([0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 1, 1, 1, 1]);
  const narrow = upper(1e-6).estimate(sample);
  expect(narrow.inputInformation).toBe(3);
  expect([narrow.ceiling, narrow.status]).toEqual([3, "saturated"]);
  expect(narrow.notes.join()).toContain("number of inputs");
  const wide = upper(1).estimate(sample);
  expect(wide.status).toBe("estimate");
  expect(wide.notes.join()).toContain("a bound of neither kind");
});

describe("invariances", () => {
  test("the order of inputs and the names of classes change rounding alone", () => {
    fc.assert(
      fc.property(samples, variances, fc.integer(), (sample, variance, seed) => {
        const estimator = lower(variance);
        const estimate = estimator.estimate(sample);
        expectNear(estimator.estimate(permuted(sample, seed)), estimate);
        expectNear(estimator.estimate(relabelled(sample)), estimate);
      }),
      FIXED,
    );
  });

  test("activations four times as large with noise of 16 times the variance are the same, to the bit", () => {
    fc.assert(
      fc.property(samples, variances, (sample, variance) => {
        const larger = upper(16 * variance).estimate(mapped(sample, (value) => 4 * value));
        expect(numbers(larger)).toEqual(numbers(upper(variance).estimate(sample)));
      }),
      FIXED,
    );
  });

  test("a shift changes nothing but rounding, and a mirror nothing", () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const estimate = upper(0.3).estimate(sample);
        expectNear(upper(0.3).estimate(mapped(sample, (value) => value + 3)), estimate);
        expect(numbers(upper(0.3).estimate(mapped(sample, (value) => -value)))).toEqual(
          numbers(estimate),
        );
      }),
      FIXED,
    );
  });

  test("more noise leaves less, and the lower bound lies below the upper", () => {
    fc.assert(
      fc.property(samples, (sample) => {
        let last = Number.POSITIVE_INFINITY;
        for (const variance of [0.01, 0.1, 1, 10]) {
          const { inputInformation } = upper(variance).estimate(sample);
          expect(inputInformation).toBeLessThan(last + 1e-12);
          expect(lower(variance).estimate(sample).inputInformation).toBeLessThan(
            inputInformation + 1e-12,
          );
          last = inputInformation;
        }
      }),
      FIXED,
    );
  });

  test("float32 activations are taken at their value", () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const values = Float32Array.from(sample.values);
        const wide = { ...sample, values: Float64Array.from(values) };
        const estimator = upper(0.1);
        expect(estimator.estimate({ ...sample, values })).toEqual(estimator.estimate(wide));
      }),
      FIXED,
    );
  });
});

test("the name says the bound and the noise, the references are known", () => {
  expect(upper(0.001).name).toBe("KDE upper bound, noise variance 0.001");
  expect(lower(0.1).name).toBe("KDE lower bound, noise variance 0.1");
  for (const key of upper(1).references) expect(references[key].year).toBeGreaterThan(2000);
});

describe("errors", () => {
  test.each([
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e-320,
  ])("noise variance %d", (variance) => {
    expect(() => upper(variance)).toThrow(EstimatorError);
    expect(() => upper(variance)).toThrow(/must be a positive number/);
  });

  test.each([
    ["NaN", sampleOf([0, Number.NaN, 2, 3], [0, 1]), /unit 1 of input 0 is NaN; .* finite/],
    ["infinity", sampleOf([0, 1, Number.NEGATIVE_INFINITY], [0, 1, 0]), /input 2 is -Infinity/],
    [
      "lengths",
      { ...sampleOf([0, 1, 2], [0, 1, 0]), units: 2 },
      /3 values are no 3 rows .* must be 6/,
    ],
    ["one class", { ...sampleOf([0, 1], [1, 1]) }, /at least two classes/],
    ["label", { ...sampleOf([0, 1], [0, 2]), classes: 2 }, /label of input 1 is 2; .* below 2/],
    ["no units", { ...sampleOf([], [0, 1]), units: 0 }, /at least 1 unit/],
  ])("%s", (_, sample, message) => {
    expect(() => upper(1).estimate(sample)).toThrow(EstimatorError);
    expect(() => upper(1).estimate(sample)).toThrow(message);
  });
});
