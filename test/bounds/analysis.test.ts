import { beforeEach, describe, expect, it } from "vitest";
import { analyse } from "../../src/bounds/analysis.js";
import { parseGate } from "../../src/bounds/settings.js";
import { onSphere } from "../../src/bounds/sphere.js";
import { makeTask } from "../../src/bounds/task.js";
import { symmetricEigen } from "../../src/numerics/symmetric-eigen.js";
import { createAlgebra, sphereProblem } from "../support/sphere-problem.js";

const algebra = await createAlgebra();
beforeEach(() => algebra.engine.arena.reset());

const task = makeTask(
  { source: "sphere", target: "product", dimension: 4, noise: 0 },
  { train: 30, validation: 30, test: 100 },
  1,
);

describe("analyse", () => {
  const { analysis, optimal } = analyse(algebra, task, { spectra: true, ridges: [1e-3, 1e-1] });

  it("brackets the adaptive optimum, and no fixed member is below it", () => {
    const { adaptive, members } = analysis;
    expect(adaptive.lower).toBeLessThanOrEqual(adaptive.value);
    expect(adaptive.converged).toBe(true);
    expect(members).toHaveLength(3);
    for (const { complexity } of members) expect(complexity).toBeGreaterThanOrEqual(adaptive.lower);
  });

  it("tells the iterations down to the value that it ends with", () => {
    const { adaptive, steps } = analysis;
    expect(steps.map(({ iteration }) => iteration)).toEqual(steps.map((_, i) => i + 1));
    expect(steps).toHaveLength(adaptive.iterations);
    // What follows the last iteration restores the labels, to 1e-11 of their size.
    expect(steps[steps.length - 1].value / adaptive.value).toBeCloseTo(1, 6);
  });

  it("gives the smallest eigenvalues to a relative 1e-3", () => {
    const { feature } = sphereProblem(algebra, { n: 2, d: 4, seed: 1, target: "product" });
    expect(feature.rows).toBe(2);
    const named = analysis.smallestEigenvalues.find(({ name }) => name === "H")!;
    const spectrum = analysis.spectra.find(({ name }) => name === "H/n")!.values;
    const truth = 30 * spectrum[spectrum.length - 1];
    expect(Math.abs(named.value / truth - 1)).toBeLessThan(1e-3);
  });

  it("gives the eigenvalues of the optimal G", () => {
    const own = Array.from(symmetricEigen(optimal, 30).values).reverse();
    const told = analysis.spectra[0];
    expect(told.name).toBe("optimal G");
    expect(told.values).toHaveLength(analysis.adaptive.rank);
    told.values.forEach((value, i) => {
      expect(value / own[i]).toBeCloseTo(1, 12);
    });
  });

  it("aligns the labels with an optimum that is nearly y y'", () => {
    const of = (name: string) => analysis.alignments.find((one) => one.name === name)!.value!;
    expect(of("yy'")).toBeGreaterThan(of("H"));
    expect(of("yy'")).toBeLessThanOrEqual(1 + 1e-12);
  });

  it("is plain data without time, the same each time", () => {
    const again = analyse(algebra, task, { spectra: true, ridges: [1e-3, 1e-1] });
    expect(JSON.stringify(again.analysis)).toBe(JSON.stringify(analysis));
    expect(analysis.seconds).toBeNull();
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
  });

  it("tells the time where it has a clock", () => {
    let now = 0;
    const clock = () => (now += 500);
    expect(analyse(algebra, task, { ridges: [1e-2], clock }).analysis.seconds).toBe(0.5);
  });

  it("gives back the memory it takes", () => {
    const mark = algebra.engine.arena.mark();
    analyse(algebra, task, { ridges: [1e-2] });
    expect(algebra.engine.arena.mark()).toEqual(mark);
  });
});

it("other gates make another family over the same H", () => {
  const ridges = [1e-2];
  const gap = 1e-6;
  const relu = analyse(algebra, task, { ridges, gap }).analysis;
  const same = analyse(algebra, task, { ridges, gap, gate: parseGate("threshold:0") }).analysis;
  const other = analyse(algebra, task, { ridges, gate: parseGate("threshold:1") }).analysis;
  // Threshold 0 is the ReLU's gate, by a quadrature with an error below 1e-8. As G <= H, whose entries
  // are at most 1/2, K∘G moves by at most n 1e-8/2 = 1.5e-7; over the ridge 1e-2, and halved by the root.
  expect(Math.abs(same.adaptive.value / relu.adaptive.value - 1)).toBeLessThan(7.5e-6 + gap);
  expect(other.contestants[0]).toEqual(relu.contestants[0]);
  // Gates open more seldom: K is smaller, complexities greater.
  expect(other.adaptive.lower).toBeGreaterThan(relu.adaptive.value);
});

describe("analyse of inputs whose H is singular", () => {
  // H = r F2(r) is linear in its odd part: of three pairs x, -x in the plane, the three differences
  // have rank 2.
  const hexagon = onSphere([1, 0, 3, 4, -4, 3, -1, 0, -3, -4, 4, -3], 2);
  const train = { data: hexagon, y: Float64Array.of(1, -1, 1, 1, 1, -1) };
  const run = () =>
    analyse(algebra, { train, validation: train, test: train }, { spectra: true, ridges: [1e-2] });

  it("tells the spectrum of the optimal G alone, and that H is singular", () => {
    const { analysis } = run();
    expect(analysis.smallestEigenvalues[0]).toEqual({ name: "H", value: 0, proven: true });
    expect(analysis.spectra.map(({ name }) => name)).toEqual(["optimal G"]);
    expect(analysis.spectra[0].values).toHaveLength(analysis.adaptive.rank);
    expect(analysis.members).toEqual([]);
    expect(analysis.arora).toBeNull();
  });

  it("gives back the memory it takes", () => {
    const mark = algebra.engine.arena.mark();
    run();
    expect(algebra.engine.arena.mark()).toEqual(mark);
  });
});

describe("analyse refuses", () => {
  const parts = (rows: number[]) => {
    const data = onSphere(rows, 2);
    return { ...task, train: { data, y: new Float64Array(data.samples).fill(1) } };
  };

  it("one sample", () => {
    expect(() => analyse(algebra, parts([1, 0]))).toThrow(/there is 1 sample.*at least 2/);
  });

  it("samples of one direction, and names them", () => {
    expect(() => analyse(algebra, parts([1, 0, 0, 1, 2, 0]))).toThrow(
      /training samples 0 and 2 have the same direction/,
    );
  });
});
