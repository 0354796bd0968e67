import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { RunResults } from "../../src/experiment/results.js";
import { type ReportFigure, reportFigures } from "../../src/figures/report-figures.js";
import { inlineMarkup, standaloneMarkup } from "../../src/figures/serialise.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { figureDocument } from "../support/figure-document.js";
import { type SyntheticOptions, syntheticResults } from "../support/synthetic-results.js";

const small: SyntheticOptions = { layers: 4, repetitions: 3, epochs: 100, every: 5 };

const unusual: [string, SyntheticOptions][] = [
  ["one repetition", { ...small, repetitions: 1 }],
  ["one measurement", { ...small, epochs: 1 }],
  ["a run that is not finished", { ...small, repetitions: 2, planned: 8 }],
  ["saturated layers", { ...small, kind: "sample" }],
  ["a float network", { ...small, kind: "float" }],
  ["one layer", { ...small, layers: 1 }],
  ["one layer, one repetition, one measurement", { layers: 1, repetitions: 1, epochs: 1 }],
  ["more layers than colours and shapes", { ...small, layers: 11 }],
];

const figures = reportFigures(syntheticResults(small));
const drawn = (name: string, results: RunResults, width?: number) => {
  const { draw } = reportFigures(results).find((one) => one.name === name) as ReportFigure;
  return draw(summariseRun(results), { document: figureDocument(), width });
};

for (const { name } of figures) {
  describe(name, () => {
    it("looks like its stored SVG", async () => {
      const svg = standaloneMarkup(drawn(name, syntheticResults(small), 800));
      await expect(svg).toMatchFileSnapshot(`output/${name}.svg`);
    });

    it("gives the same bytes for the same results", () => {
      const bytes = () => inlineMarkup(drawn(name, syntheticResults(small)));
      expect(bytes()).toBe(bytes());
    });

    it.each(unusual)("is drawn for %s", (_, options) => {
      const results = syntheticResults(options);
      for (const width of [1040, 358]) {
        const markup = standaloneMarkup(drawn(name, results, width));
        expect(markup).not.toMatch(/NaN|Infinity|undefined|null/);
        expect(markup).toContain(`viewBox="0 0 ${width} `);
      }
    });

    it("is drawn when a value is not finite", () => {
      const results = syntheticResults(small);
      for (const { training, information } of results.repetitions) {
        training.trainLoss.fill(Number.NaN, 3);
        training.testLoss.fill(Number.POSITIVE_INFINITY, 3);
        information.labelInformation[7] = Number.NaN;
      }
      expect(inlineMarkup(drawn(name, results))).not.toMatch(/NaN|Infinity/);
    });
  });
}

describe("the words in the figures", () => {
  const words = (name: string, results: RunResults) => {
    const markup = inlineMarkup(drawn(name, results));
    return Array.from(parseHTML(markup).document.querySelectorAll("text"), (t) => t.textContent);
  };

  it("name axes with units, ceilings and layers in the information plane", () => {
    const seen = words("information-plane", syntheticResults(small));
    const ceilings = ["H(Y) = 0.999 bits", "log₂ n = 12 bits"];
    for (const word of [
      "I(X;T), bits",
      "I(T;Y), bits",
      ...ceilings,
      "T1",
      "T2",
      "T3",
      "T4",
      "95",
    ]) {
      expect(seen).toContain(word);
    }
  });

  it("share one label between layers that end at the same place", () => {
    const results = syntheticResults(small);
    for (const { information } of results.repetitions) {
      information.layer.forEach((layer, row) => {
        if (layer === "T4") return;
        information.inputInformation[row] = 12;
        information.labelInformation[row] = 0.99916;
      });
    }
    expect(words("information-plane", results)).toContain("T1, T2, T3");
  });

  it("say which layers are saturated and which are infinite in truth", () => {
    const sample = words("information-plane", syntheticResults({ ...small, kind: "sample" })).join(
      " ",
    );
    expect(sample).toMatch(/Hollow: saturated \(T1/);
    const float = words("information-plane", syntheticResults({ ...small, kind: "float" })).join(
      " ",
    );
    expect(float).toMatch(/Infinite in truth: I\(X;T\) of T1, T2, T3, T4/);
    expect(float).not.toMatch(/saturated/);
  });

  it("call the rebinned softmax an estimate and the counts exact", () => {
    const seen = words("output-layer", syntheticResults(small));
    expect(seen).toContain("softmax, rebinned (estimate)");
    expect(seen).toContain("logit codes (exact)");
    expect(seen).toContain("distinct softmax vectors (exact)");
  });

  it("give units to losses and accuracies", () => {
    const seen = words("training-curves", syntheticResults(small));
    expect(seen).toContain("cross entropy, nats");
    expect(seen).toContain("accuracy, %");
  });

  it("tell restarts of a repetition", () => {
    expect(words("repetition-grid", syntheticResults(small))).toContain("repetition 2 (1 restart)");
  });
});
