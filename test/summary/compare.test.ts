import { describe, expect, it } from "vitest";
import type { RunResults } from "../../src/experiment/results.js";
import { meanInterval } from "../../src/phases/bootstrap.js";
import { compareRuns } from "../../src/summary/compare.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { handmadeResults } from "../support/handmade-results.js";

/** Repetitions whose I(X;T) goes 0, peak, end; I(T;Y) goes 0, 0.5, 0.5. */
const run = (ends: number[], layer = "T1", estimator?: string): RunResults =>
  handmadeResults(
    ends.map((end) =>
      [0, 2.5, end].map((input, epoch) => ({
        ...{ epoch, input, layer, label: epoch ? 0.5 : 0 },
        ...(estimator ? { estimator } : {}),
      })),
    ),
  );
const elsewhere = (results: RunResults): RunResults => ({
  ...results,
  experiment: { ...results.experiment, seed: 1 },
});
const compare = (a: RunResults, b: RunResults) => compareRuns(summariseRun(a), summariseRun(b));

const first = [2, 1.5, 1, 0.5, 1, 1.5];
const second = first.map((end, r) => end - 0.25 - 0.01 * r);

describe("compareRuns", () => {
  it("pairs runs of the same seed, weights and data: only differences within a pair count", () => {
    const { pairing, layers } = compare(run(first), run(second));
    expect(pairing).toMatchObject({ paired: true });
    expect(pairing.why).toMatch(/^paired: the 6 repetitions/);
    const { end, phase } = layers[0].input;
    const own = meanInterval(first.map((value, r) => second[r] - value));
    expect(end.value).toBeCloseTo(own.value, 12);
    expect(end.low).toBeCloseTo(own.low, 12);
    expect(end.a).toBeCloseTo(1.25, 12);
    expect(phase.value).toBeCloseTo(-own.value, 12);
  });

  it("takes runs of other seeds as two samples, whose interval is wider here", () => {
    const paired = compare(run(first), run(second)).layers[0].input.end;
    const { pairing, layers } = compare(run(first), elsewhere(run(second)));
    expect(pairing).toMatchObject({ paired: false, places: [] });
    expect(pairing.why).toContain("the seed");
    const { end } = layers[0].input;
    expect(end.value).toBeCloseTo(paired.value, 12);
    expect(end.high - end.low).toBeGreaterThan(5 * (paired.high - paired.low));
  });

  it("leaves out repetitions that only one of a pair has, and says so", () => {
    const more = run([...second, 0]);
    const { pairing, layers } = compare(run(first), more);
    expect(pairing.places).toHaveLength(6);
    expect(pairing.why).toContain("left out");
    expect(layers[0].input.end.b).toBeCloseTo(second.reduce((sum, x) => sum + x) / 6, 12);
  });

  it("finds no difference between a run and itself", () => {
    const { layers, accuracy } = compare(run(first), run(first));
    for (const key of ["start", "peak", "end", "phase"] as const) {
      expect(layers[0].input[key]).toMatchObject({ value: 0, low: 0, high: 0 });
    }
    expect(accuracy.test).toMatchObject({ value: 0, low: 0, high: 0 });
  });

  it("gives the opposite when the runs are exchanged", () => {
    const [one, two] = [compare(run(first), run(second)), compare(run(second), run(first))];
    const [there, back] = [one.layers[0].input.end, two.layers[0].input.end];
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.a).toBe(there.b);
  });

  it("compares codes with floats, as both are exact counts of the layer", () => {
    const { layers, onlyA } = compare(run(first), run(second, "T1", "distinct float32 vectors"));
    expect(layers[0].estimators).toEqual({ a: "exact codes", b: "distinct float32 vectors" });
    expect(onlyA).toEqual([]);
  });

  it("refuses runs without a common layer, and summaries without phases", () => {
    expect(() => compare(run(first), run(first, "T2"))).toThrow(/no layer in common: T1/);
    const { phases: _, ...old } = summariseRun(run(first));
    expect(() => compareRuns(old, summariseRun(run(second)))).toThrow(/without phases/);
  });
});
