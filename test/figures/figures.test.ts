import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import type { RunResults } from "../../src/experiment/results.js";
import { reportFigures } from "../../src/figures/report-figures.js";
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
  ["a prefit", { ...small, prefit: 40 }],
];

/** What a figure is about where it is not about every run. */
const special: Record<string, SyntheticOptions> = {
  "information-by-inputs": { informationOn: ["all", "train", "test"] },
  "state-scatter": { scatter: [0, 20, 50] },
  "estimator-planes": { estimators: true },
  "lost-prediction": { estimators: true },
  diagnostics: { diagnostics: true },
};

/** More of a run for the stored SVG. */
const stored: Record<string, SyntheticOptions> = { phases: { repetitions: 6 } };

const names = reportFigures(
  syntheticResults(Object.assign({}, small, ...Object.values(special))),
).map(({ name }) => name);
const find = (name: string, results: RunResults) =>
  reportFigures(results).find((one) => one.name === name);
const drawn = (name: string, results: RunResults, width?: number) =>
  find(name, results)!.draw(summariseRun(results), { document: figureDocument(), width });

it("there are these figures", () => {
  expect(names).toEqual([
    "information-plane",
    "information-curves",
    "phases",
    "information-by-inputs",
    "chosen-repetitions",
    "training-curves",
    "output-layer",
    "gradients-and-weights",
    "estimator-planes",
    "lost-prediction",
    "diagnostics",
    "state-scatter",
    "repetition-grid",
  ]);
});

for (const name of names) {
  const usual = { ...small, ...special[name], ...stored[name] };
  const keepsStates = ({ layers = 6, epochs = 8000 }: SyntheticOptions) => layers > 1 && epochs > 1;
  const applying = unusual
    .filter(([, options]) => name !== "state-scatter" || keepsStates(options))
    .map(([what, options]) => [what, { ...options, ...special[name] }] as const)
    .filter(([, options]) => find(name, syntheticResults(options)));

  describe(name, () => {
    it("looks like its stored SVG", async () => {
      const svg = standaloneMarkup(drawn(name, syntheticResults(usual), 800));
      await expect(svg).toMatchFileSnapshot(`output/${name}.svg`);
    });

    it("gives the same bytes for the same results", () => {
      const bytes = () => inlineMarkup(drawn(name, syntheticResults(usual)));
      expect(bytes()).toBe(bytes());
    });

    it.each(applying)("is drawn for %s", (_, options) => {
      const results = syntheticResults(options);
      for (const width of [1040, 358]) {
        const markup = standaloneMarkup(drawn(name, results, width));
        expect(markup).not.toMatch(/NaN|Infinity|undefined|null/);
        expect(markup).toContain(`viewBox="0 0 ${width} `);
      }
    });

    it("is drawn when a value is not finite", () => {
      const results = syntheticResults(usual);
      for (const { training, information, layers } of results.repetitions) {
        layers.gradientMean.fill(Number.NaN, 3, 9);
        layers.gradientDeviation.fill(0, 12, 15);
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

  it("say where the prefit ends, and count colours from there", () => {
    const results = syntheticResults({ ...small, prefit: 40 });
    expect(words("information-curves", results).join("; ")).toMatch(/true labels from here/);
    const plane = words("information-plane", results);
    expect(plane.join(" ")).toContain("Grey: 40 epochs on shuffled labels");
    expect(plane).toContain("epoch on true labels (colour, log scale)");
    expect(words("information-curves", syntheticResults(small)).join()).not.toMatch(/true labels/);
  });

  it("name the chosen repetitions by their role", () => {
    const { chosen } = summariseRun(syntheticResults(small));
    const seen = words("chosen-repetitions", syntheticResults(small)).join("; ");
    for (const { role, repetition } of chosen) {
      expect(seen).toContain(`${role}: repetition ${repetition}`);
    }
  });

  it("give each part of the inputs its own ceiling", () => {
    const options = { ...small, ...special["information-by-inputs"] };
    const seen = words("information-by-inputs", syntheticResults(options));
    expect(seen).toContain("log₂ n = 12 bits");
    expect(seen).toContain("log₂ n = 11.678 bits");
    expect(seen).toContain("I(X;T) over the test part");
  });

  it("name the estimators, but for those that say nothing of I(X;T)", () => {
    const seen = words("estimator-planes", syntheticResults({ ...small, estimators: true }));
    expect(seen).toContain("exact count");
    expect(seen).toContain("30 bins, global bounds");
    expect(seen.join(" ")).not.toMatch(/Ross/);
  });

  it("keep the estimators out of the ways of counting the output", () => {
    const seen = words("output-layer", syntheticResults({ ...small, estimators: true })).join(" ");
    expect(seen).toContain("logit codes (exact)");
    expect(seen).not.toMatch(/bins/);
  });

  it("have no panel about grids where there are none", () => {
    const title = "Activations at and beyond the grid's ends";
    expect(words("gradients-and-weights", syntheticResults(small))).toContain(title);
    const float = syntheticResults({ ...small, kind: "float" });
    expect(words("gradients-and-weights", float)).not.toContain(title);
  });

  it("tell restarts of a repetition", () => {
    expect(words("repetition-grid", syntheticResults(small))).toContain("repetition 2 (1 restart)");
  });
});
