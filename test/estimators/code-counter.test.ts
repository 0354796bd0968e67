import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { countBins } from "../../src/estimators/code-counter.js";
import { CodedLayer, type CodeRows } from "../../src/estimators/coded-layer.js";
import { Counting } from "../../src/estimators/counting.js";
import { createEstimators } from "../../src/estimators/create.js";
import { isDiscretising } from "../../src/estimators/discretising.js";
import type { Sample } from "../../src/estimators/estimator.js";
import { type EstimatorDocument, estimatorsSchema } from "../../src/estimators/schema.js";
import { validityOf } from "../../src/estimators/validity.js";
import { CountSums } from "../../src/information/count-sums.js";
import { Values } from "../support/values.js";

const engine = await createEngine();
const counting = new Counting(engine);

/** Every kind of bins, with few and many, and every correction. */
const documents: EstimatorDocument[] = [
  { kind: "bins", bins: [1, 2, 30, 256, 4000], bounds: "global" },
  { kind: "bins", bins: [3, 30, 256], bounds: "layer" },
  { kind: "bins", bins: [30, 1000], bounds: "unit" },
  { kind: "bins", bins: 30, bounds: [-1, 1] },
  { kind: "bins", bins: 10, bounds: [-0.2, 0.3], correction: "nsb" },
  { kind: "bins", bins: 20, bounds: [-0.2, 0.3], correction: "chao-shen" },
  { kind: "bins", width: [0.07, 1e-4, 5] },
  { kind: "adaptive", bins: [1, 2, 30, 300] },
  { kind: "adaptive", bins: [4, 300], bounds: "layer", correction: "miller-madow" },
  { kind: "codes" },
  { kind: "codes", correction: "chao-shen" },
];
const estimators = createEstimators(estimatorsSchema.parse(documents), engine).filter(
  isDiscretising,
);

/** A layer in codes, rows with rubbish between them, and the same as values of every input. */
function drawLayer(seed: number) {
  const values = new Values(seed);
  const inputs = 1 + values.below(60);
  const classes = 1 + values.below(4);
  const units = 1 + values.below(values.below(4) === 0 ? 90 : 9);
  const levels = [2, 16, 256, 300][values.below(4)];
  const width = levels > 256 || values.below(2) === 0 ? 2 : 1;
  const isCommon = values.below(2) === 0;
  const table = Float32Array.from({ length: isCommon ? levels : units * levels }, () =>
    values.below(6) === 0 ? 0 : values.uniform(-1, 1.5),
  );
  for (let at = 0; at < table.length; at += levels) table.subarray(at, at + levels).sort();
  const few = 1 + values.below(levels);
  const kinds = Array.from({ length: 1 + values.below(40) }, () =>
    Array.from({ length: units }, () => (values.below(3) === 0 ? 0 : values.below(few))),
  );
  // Codes of equal values are no different states.
  const first = (u: number, code: number) => {
    const own = isCommon ? table : table.subarray(u * levels, (u + 1) * levels);
    return own.indexOf(own[code]);
  };
  const rows = kinds.map((kind) => kind.map((code, u) => first(u, code)));
  const chosen = Array.from({ length: inputs }, () => values.below(rows.length));
  const labels = Uint8Array.from({ length: inputs }, () => values.below(classes));
  const outputs = classes + values.below(3);
  const predictions = Uint8Array.from({ length: inputs }, () => values.below(outputs));
  const valueIn = (code: number, u: number) => table[isCommon ? code : u * levels + code];
  const sample: Sample = {
    values: Float32Array.from(chosen.flatMap((row) => rows[row].map(valueIn))),
    units,
    labels,
    classes,
    population: values.below(2) === 0,
    bounds: {
      low: Float64Array.from({ length: units }, () => -values.uniform(1, 2)),
      high: Float64Array.from({ length: units }, () => values.uniform(1.5, 2)),
    },
  };
  return {
    sample,
    rows,
    chosen,
    outputs,
    predictions,
    codes: { levels, width, units, values: table, areCommon: isCommon } as const,
  };
}

/** The layer as the states that its inputs have, or, unless `areDistinct`, as one row for each input. */
function codedLayer(
  { chosen, codes, outputs, predictions, rows, sample }: ReturnType<typeof drawLayer>,
  areDistinct = true,
): CodedLayer {
  const { arena } = engine;
  const { classes, labels, population = false } = sample;
  const { levels, units, width } = codes;
  const stride = width * (units + 3);
  const type = width === 1 ? Uint8Array : Uint16Array;
  const memory = arena.take<Uint8Array | Uint16Array>(type, (rows.length * stride) / width);
  memory.fill(200);
  rows.forEach((row, r) => {
    memory.set(row, (r * stride) / width);
  });
  const stateOf = (row: number, i: number) => (areDistinct ? rows[row].join() : String(i));
  const firsts = new Map<string, number>();
  chosen.forEach((row, i) => {
    if (!firsts.has(stateOf(row, i))) firsts.set(stateOf(row, i), row);
  });
  const states = [...firsts.keys()];
  const picks = arena.take(Uint32Array, states.length);
  const counts = arena.take(Uint32Array, states.length);
  const joint = arena.take(Uint32Array, states.length * classes);
  const predicted = arena.take(Uint32Array, states.length * outputs);
  picks.set([...firsts.values()]);
  chosen.forEach((row, i) => {
    const state = states.indexOf(stateOf(row, i));
    counts[state]++;
    joint[state * classes + labels[i]]++;
    predicted[state * outputs + predictions[i]]++;
  });
  const perLabel = new Uint32Array(classes);
  for (const label of labels) perLabel[label]++;
  const sums = new CountSums(engine, labels.length);
  const values = arena.take(Float32Array, codes.values.length);
  values.set(codes.values);
  const inRows: CodeRows = { ...codes, values, rows: memory.byteOffset, stride };
  const found = {
    states: states.length,
    areDistinct,
    picks: picks.byteOffset,
    counts: counts.byteOffset,
    joint: joint.byteOffset,
    predicted: predicted.byteOffset,
  };
  const over = { classes, outputs, sums, inputs: sums.inputsOf(perLabel, population) };
  const histogram = arena.take(Uint32Array, units * levels).byteOffset;
  return new CodedLayer(engine, inRows, found, over, histogram, sample.bounds);
}

test("states in bins are, to the last bit, what binning the values of all inputs finds", () => {
  fc.assert(
    fc.property(fc.integer(), fc.boolean(), (seed, areDistinct) => {
      const drawn = drawLayer(seed);
      const layer = codedLayer(drawn, areDistinct);
      const kinds = estimators.map((estimator) => estimator.codeBins(layer));
      const found = new Map<string, unknown>();
      countBins(layer, kinds, counting, (index, counted) => {
        const { name } = estimators[index];
        const { lostPrediction: lost } = counted;
        found.set(name, {
          ...estimators[index].estimateCounted(layer, kinds[index], counted),
          lost,
        });
      });
      expect(found.size).toBe(estimators.length);
      for (const estimator of estimators) {
        const { notes: _, ...expected } = estimator.estimate(drawn.sample);
        const { entropy: lost } = validityOf(estimator.states(drawn.sample), drawn.predictions);
        expect(found.get(estimator.name), estimator.name).toEqual({ ...expected, lost });
      }
    }),
    { seed: 20261126, numRuns: 160 },
  );
});

test("columns tell which values inputs have, and how many", () => {
  const drawn = drawLayer(7);
  const layer = codedLayer(drawn);
  const { units, values } = drawn.sample;
  for (let u = 0; u < units; u++) {
    const own = [...values].filter((_, i) => i % units === u);
    const distinct = [...new Set(own)].sort((a, b) => a - b);
    const { counts, from, to, values: all } = layer.columns[u];
    const met = Array.from(all.keys()).filter((code) => counts[code] > 0);
    expect([from, to]).toEqual([met[0], met[met.length - 1] + 1]);
    expect(met.map((code) => all[code])).toEqual(distinct);
    expect(met.map((code) => counts[code])).toEqual(
      distinct.map((value) => own.filter((other) => other === value).length),
    );
    expect([layer.extremes.low[u], layer.extremes.high[u]]).toEqual([
      distinct[0],
      distinct[distinct.length - 1],
    ]);
  }
});
