import { describe, expect, it } from "vitest";
import { comparisonPage } from "../../src/figures/comparison-page.js";
import { type Compared, formatComparison } from "../../src/figures/comparison-text.js";
import { differenceCurves, differencePanels } from "../../src/figures/difference-curves.js";
import { standaloneMarkup } from "../../src/figures/serialise.js";
import { compareRuns } from "../../src/summary/compare.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { figureDocument } from "../support/figure-document.js";
import { type SyntheticOptions, syntheticResults } from "../support/synthetic-results.js";

const small: SyntheticOptions = { layers: 3, repetitions: 5, epochs: 100, every: 5 };
const of = (options: SyntheticOptions) => summariseRun(syntheticResults(options));
const runs = { a: of(small), b: of({ ...small, prefit: 30, layers: 4, repetitions: 6 }) };
const compared: Compared = {
  a: { name: "first", repetitions: 5 },
  b: { name: "<b>", repetitions: 6 },
  differences: ['prefit: absent in A, {"epochs":30} in B'],
  comparison: compareRuns(runs.a, runs.b),
};

describe("differenceCurves", () => {
  it("looks like its stored SVG", async () => {
    const svg = standaloneMarkup(
      differenceCurves(runs, { document: figureDocument(), width: 800 }),
    );
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    await expect(svg).toMatchFileSnapshot("output/difference-curves.svg");
  });

  it("puts epochs on true labels beside each other, and adds the variances", () => {
    const [{ epochs, curves }] = differencePanels(runs);
    expect([epochs[0], epochs[1]]).toEqual([0, 5]);
    expect(curves.map(({ name }) => name)).toEqual(["T1", "T2"]);
    const from = runs.b.epochs.indexOf(30);
    const [a, b] = [runs.a, runs.b].map(({ layers }) => layers[1].curves.input);
    const { mean, deviation, count } = curves[1].curve;
    expect(mean[2]).toBeCloseTo(b.mean[from + 2] - a.mean[2], 6);
    const error = Math.sqrt(a.deviation[2] ** 2 / 5 + b.deviation[from + 2] ** 2 / 6);
    expect(deviation[2] / Math.sqrt(count[2])).toBeCloseTo(error, 6);
  });

  it("is drawn for a run and itself, and where no epoch is in both", () => {
    const apart = of({ ...small, every: 7, epochs: 5 });
    for (const two of [
      { a: runs.a, b: runs.a },
      { a: runs.a, b: apart },
    ]) {
      const svg = standaloneMarkup(
        differenceCurves(two, { document: figureDocument(), width: 358 }),
      );
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

describe("formatComparison", () => {
  const text = formatComparison(compared);

  it("names the runs, what differs, how they were compared and what was left out", () => {
    expect(text).toMatch(/^A {2}first, 5 repetitions\nB {2}<b>, 6 repetitions\n/);
    expect(text).toContain("What differs in what decides results:\n  prefit: absent in A");
    expect(text).toMatch(/Unpaired, as two independent samples: the runs differ in the layers/);
    expect(text).toMatch(/Not compared, only in A: T3, logit codes, all/);
  });

  it("says what the states of either lose of the prediction, or that it was not counted", () => {
    expect(text).toMatch(/^T1 +exact codes +0 \(5 of 5\) +0 \(6 of 6\)$/m);
    const [first] = compared.comparison.layers;
    const bits = { mean: 0.25, standardError: null };
    const lostPrediction = { a: { bits, counted: 1, valid: 0 }, b: null };
    const comparison = { ...compared.comparison, layers: [{ ...first, lostPrediction }] };
    expect(formatComparison({ ...compared, comparison })).toMatch(
      /^T1 +exact codes +0\.250 \(0 of 1\) +not counted$/m,
    );
    const layers = compared.comparison.layers.map((one) => ({
      ...one,
      lostPrediction: { a: null, b: null },
    }));
    const former = formatComparison({
      ...compared,
      comparison: { ...compared.comparison, layers },
    });
    expect(former).not.toContain("Lost of the prediction");
    expect(former).toContain("Of the states it was not counted whether they tell the prediction");
  });

  it("marks what is apart", () => {
    const { end } = compared.comparison.layers[0].input;
    expect(text).toContain(end.low > 0 || end.high < 0 ? " *" : "]");
  });
});

describe("marks behind intervals", () => {
  const [first] = compared.comparison.layers;
  const contrast = (a: number, b: number, off = 0) => ({
    ...{ a, b, value: b - a, low: b - a - off, high: b - a + off },
  });
  const input = {
    start: contrast(12, 16.095),
    peak: contrast(11.5, 16, 0.1),
    end: contrast(3, 3.0004),
    phase: contrast(3, 3.0006),
  };
  const ceilings = { input: { a: 12, b: 16.0951 }, label: first.ceilings.label };
  const lines = (more: object) => {
    const comparison = { ...compared.comparison, layers: [{ ...first, input, ...more }] };
    const [, table, notes] = /I\(X;T\), bits\n(.*?)\n\n.*Verdicts\n.*?\n\n(.*)$/s.exec(
      formatComparison({ ...compared, comparison }, { width: 10_000 }),
    )!;
    return {
      ends: table
        .split("\n")
        .slice(1)
        .map((line) => line.slice(-1)),
      notes,
    };
  };

  it("are for differences that are there in the digits printed", () => {
    expect(lines({}).ends).toEqual(["*", "*", "]", "*"]);
    expect(lines({}).notes).not.toContain("ceilings");
  });

  it("say where a difference is that of the ceilings alone", () => {
    const { ends, notes } = lines({ ceilings });
    // 11.5 is more than 1 % below 12: that difference is not of the ceilings alone.
    expect(ends).toEqual(["c", "*", "]", "*"]);
    expect(notes).toContain(
      "I(X;T) is at most 12.000 bits in A and 16.095 in B (log2 of the number of inputs). c: both are within 1 % of that",
    );
    expect(notes).not.toContain("I(T;Y) is at most");
  });
});

describe("comparisonPage", () => {
  const page = comparisonPage(runs, compared, figureDocument());

  it("needs no network, runs no script and cannot be broken by names", () => {
    expect(page).not.toMatch(/https?:|<script|<link|@import|url\(|<b>/);
  });

  it("has both figures and all tables", () => {
    for (const id of ["planes", "difference-curves", "numbers"]) {
      expect(page).toContain(`<section id="${id}">`);
    }
    expect(page.match(/<table/g)).toHaveLength(5);
  });
});
