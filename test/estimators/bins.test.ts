import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { type Bounds, bins } from "../../src/estimators/bins.js";
import { Counting } from "../../src/estimators/counting.js";
import { discretising } from "../../src/estimators/discretising.js";
import { EstimatorError, type Sample } from "../../src/estimators/estimator.js";
import { binnedStatus, drawSample, rowsOf, sampleOf } from "../support/samples.js";
import { Values } from "../support/values.js";
import { exactBin } from "../twins/bin.js";
import { bruteForce } from "../twins/information.js";

const engine = await createEngine();
const counting = new Counting(engine);
const FIXED = { seed: 20260219, numRuns: 150 };
const COUNTS = [1, 2, 3, 30, 100, 256, 257, 1000, 65536];

/** Two sides that are equal in theory may differ by rounding. */
const ROUNDING = 1e-12;

const estimator = (count: number, bounds: Bounds) =>
  discretising(counting, bins(count, bounds), "none");

const estimate = (sample: Sample, count: number, bounds: Bounds) =>
  estimator(count, bounds).estimate(sample);

/** Ranges of each unit by the textbook. */
function rangesOf(sample: Sample, bounds: Bounds): [number, number][] {
  const rows = rowsOf(sample);
  const over = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const own = rows[0].map((_, u) => over(rows.map((row) => row[u])));
  if (bounds === "unit") return own;
  if (bounds === "layer") return own.map(() => over(rows.flat()));
  if (bounds === "global") {
    const { high, low } = sample.bounds as NonNullable<Sample["bounds"]>;
    return own.map(() => over([...low, ...high]));
  }
  return own.map(() => [bounds[0], bounds[1]]);
}

function exactRows(sample: Sample, count: number, bounds: Bounds): number[][] {
  const ranges = rangesOf(sample, bounds);
  return rowsOf(sample).map((row) =>
    row.map((x, u) => {
      const [low, high] = ranges[u];
      return x < low ? -1 : x > high ? count : exactBin(x, low, high, count);
    }),
  );
}

const BOUNDS: Bounds[] = ["unit", "layer", "global", [-1, 1], [-0.3, 0.7]];

test.each(BOUNDS)("bounds %j: states and information are those of exact arithmetic", (bounds) => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(...COUNTS), (seed, count) => {
      const values = new Values(seed);
      const type = values.below(2) === 0 ? Float32Array : Float64Array;
      const own = drawSample(values, type);
      const low = Float64Array.from({ length: own.units }, () => -values.uniform(1, 3));
      const high = Float64Array.from({ length: own.units }, () => values.uniform(2, 3));
      const sample = { ...own, bounds: { low, high } };
      const rows = exactRows(sample, count, bounds);
      const { notes, status, ...found } = estimate(sample, count, bounds);
      const expected = bruteForce(rows, sample.labels);
      expect([found.states, found.singletons]).toEqual([expected.states, expected.singletons]);
      expect(Math.abs(found.entropy - expected.entropy)).toBeLessThan(ROUNDING);
      expect(Math.abs(found.labelInformation - expected.labelInformation)).toBeLessThan(ROUNDING);
      expect(status).toBe(binnedStatus(expected.singletons, sample));
      const outside = rows.flat().filter((bin) => bin < 0 || bin >= count).length;
      expect(notes.filter((note) => note.includes("outside the bounds"))).toEqual(
        outside === 0
          ? []
          : [
              `${outside} of ${sample.values.length} values lie outside the bounds, ` +
                "in a bin of their own at each end.",
            ],
      );
    }),
    FIXED,
  );
});

test("f32 values give the same states in the kernel, copied or in place, and in f64", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom(...COUNTS),
      fc.constantFrom(...BOUNDS),
      (seed, count, bounds) => {
        const sample = drawSample(new Values(seed));
        const placed = engine.arena.take(Float32Array, sample.values.length);
        placed.set(sample.values);
        const states = estimator(count, bounds).states(sample);
        expect(estimator(count, bounds).states({ ...sample, values: placed })).toEqual(states);
        const wide = { ...sample, values: Float64Array.from(sample.values) };
        expect(estimator(count, bounds).states(wide)).toEqual(states);
        expect([...placed]).toEqual([...sample.values]);
      },
    ),
    FIXED,
  );
});

test("finer bins by a whole factor lie within the coarser ones, whatever the range", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 2, max: 9 }),
      fc.constantFrom<Bounds>("unit", "layer", "global"),
      (seed, count, factor, bounds) => {
        const values = new Values(seed);
        const own = drawSample(values, Float64Array);
        const [shift, scale] = [values.uniform(-9, 9), 10 ** values.uniform(-3, 3)];
        const sample = { ...own, values: own.values.map((value) => shift + scale * value) };
        const coarse = estimator(count, bounds).states(sample);
        const fine = estimator(count * factor, bounds).states(sample);
        const within = new Map<number, number>();
        fine.forEach((state, i) => {
          expect(within.get(state) ?? coarse[i]).toBe(coarse[i]);
          within.set(state, coarse[i]);
        });
        const [a, b] = [estimate(sample, count, bounds), estimate(sample, count * factor, bounds)];
        expect(b.entropy).toBeGreaterThanOrEqual(a.entropy - ROUNDING);
        expect(b.labelInformation).toBeGreaterThanOrEqual(a.labelInformation - ROUNDING);
      },
    ),
    FIXED,
  );
});

test("the order of the inputs does not matter, to the last bit", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom<Bounds>("unit", "layer"), (seed, bounds) => {
      const values = new Values(seed);
      const sample = drawSample(values);
      const order = Array.from(sample.labels, (_, i) => [values.u32(), i]).sort(
        (a, b) => a[0] - b[0],
      );
      const rows = rowsOf(sample);
      const permuted = sampleOf(
        order.map(([, i]) => rows[i]),
        order.map(([, i]) => sample.labels[i]),
      );
      expect(estimate({ ...permuted, classes: sample.classes }, 30, bounds)).toEqual(
        estimate(sample, 30, bounds),
      );
    }),
    FIXED,
  );
});

test("informations keep within their bounds, and coarser states lose by data processing", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(2, 30, 256), (seed, count) => {
      const sample = drawSample(new Values(seed));
      const { entropy, labelCeiling, labelInformation } = estimate(sample, count, "layer");
      expect(labelInformation).toBeGreaterThanOrEqual(-ROUNDING);
      expect(labelInformation).toBeLessThanOrEqual(Math.min(entropy, labelCeiling) + ROUNDING);
      const rows = rowsOf(sample);
      if (sample.units === 1) return;
      const fewer = {
        ...sampleOf(
          rows.map((row) => row.slice(1)),
          sample.labels,
        ),
        classes: sample.classes,
      };
      const range: Bounds = [-2, 2];
      const [all, some] = [estimate(sample, count, range), estimate(fewer, count, range)];
      expect(some.entropy).toBeLessThanOrEqual(all.entropy + ROUNDING);
      expect(some.labelInformation).toBeLessThanOrEqual(all.labelInformation + ROUNDING);
    }),
    FIXED,
  );
});

test("an end of a range belongs to it: tanh that saturates is not outside [-1, 1]", () => {
  const { notes, states } = estimate(sampleOf([[-1], [1], [0], [-1]], [0, 1, 1, 0]), 30, [-1, 1]);
  expect([states, notes]).toEqual([3, []]);
});

test("fixed bounds that no f32 equals are compared as they are", () => {
  const near = Math.fround(0.1);
  const rows = [[near], [near - 2 ** -27], [0.5]];
  const { notes } = estimate(sampleOf(rows, [0, 1, 1]), 4, [0.1, 1]);
  expect(notes).toEqual([
    "1 of 3 values lie outside the bounds, in a bin of their own at each end.",
  ]);
});

test("bins of ranges far from 0 and of extreme width are found as in f64", () => {
  const cases = [
    [1000, 1000.01],
    [-1e30, 1e30],
    [0, 1e-40],
    [0, 3e38],
    [5e-39, 3e-38],
  ];
  const values = new Values(3);
  for (const [low, high] of cases) {
    const rows = Array.from({ length: 500 }, () => [Math.fround(values.uniform(low, high))]);
    const sample = sampleOf(rows, values.integers(500, 2));
    for (const count of [2, 30, 256, 1000]) {
      const wide = { ...sample, values: Float64Array.from(sample.values) };
      const states = estimator(count, "layer").states(sample);
      expect(estimator(count, "layer").states(wide)).toEqual(states);
      const exact = exactRows(sample, count, "layer").map(([bin]) => bin);
      expect(new Set(states).size).toBe(new Set(exact).size);
    }
  }
});

test("constant layers, constant units and missing bounds of the run are told", () => {
  const sample = sampleOf(
    [
      [1, 2],
      [1, 3],
    ],
    [0, 1],
  );
  expect(estimate(sample, 3, "unit").notes).toEqual(["1 of 2 units are constant: one bin each."]);
  expect(estimate(sampleOf([[5], [5]], [0, 1]), 3, "layer")).toMatchObject({
    states: 1,
    entropy: 0,
    labelInformation: 0,
    notes: ["The layer is constant: it has one bin."],
  });
  expect(estimate(sample, 3, "global").notes).toEqual([
    "No bounds of the whole run were given: those of this sample stand in for them.",
  ]);
});

test("one class is no error: H(Y) and I(T;Y) are 0, and said to be", () => {
  const { labelCeiling, labelInformation, notes } = estimate(
    sampleOf([[1], [2]], [0, 0]),
    2,
    "layer",
  );
  expect([labelCeiling, labelInformation]).toEqual([0, 0]);
  expect(notes).toEqual(["All inputs have the same label: H(Y) and I(T;Y) are 0."]);
});

test.each<[string, Partial<Sample>, Bounds, string]>([
  ["NaN", { values: Float32Array.of(1, Number.NaN) }, "layer", "unit 0 for input 1 is NaN"],
  ["infinity", { values: Float64Array.of(Number.POSITIVE_INFINITY, 1) }, "layer", "is Infinity"],
  ["lengths", { values: new Float32Array(3) }, "layer", "3 values are no 2 rows of 1 units"],
  [
    "no inputs",
    { values: new Float32Array(0), labels: new Uint8Array(0) },
    "unit",
    "at least 1 input",
  ],
  ["units", { units: 0 }, "unit", "at least 1 unit"],
  ["labels", { labels: Uint8Array.of(0, 2) }, "unit", "the label of input 1 is 2"],
  ["classes", { classes: 257 }, "unit", "from 1 to 256 classes"],
  [
    "bounds",
    { bounds: { low: Float64Array.of(1), high: Float64Array.of(0) } },
    "global",
    "unit 0 are 1 and 0",
  ],
  [
    "their number",
    { bounds: { low: new Float64Array(2), high: new Float64Array(1) } },
    "global",
    "2 and 1 units",
  ],
  ["width", { values: Float64Array.of(-1e308, 1e308) }, "layer", "cannot be divided into bins"],
])("%s that cannot be used is an EstimatorError", (_, change, bounds, message) => {
  const sample = { ...sampleOf([[1], [2]], [0, 1]), ...change };
  expect(() => estimate(sample, 3, bounds)).toThrow(EstimatorError);
  expect(() => estimate(sample, 3, bounds)).toThrow(message);
});

test("names say all that matters", () => {
  const name = (bounds: Bounds) => estimator(30, bounds).name;
  expect(BOUNDS.slice(2, 4).map(name)).toEqual(["30 bins, global bounds", "30 bins in [-1, 1]"]);
  expect(discretising(counting, bins(30, "unit"), "nsb", 4096).name).toBe(
    "30 bins, unit bounds, NSB, 4096 possible states",
  );
});
