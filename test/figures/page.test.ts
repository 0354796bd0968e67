import { describe, expect, it } from "vitest";
import type { RunResults } from "../../src/experiment/results.js";
import { reportPage } from "../../src/figures/page.js";
import { summarySentences } from "../../src/figures/page-summary.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { figureDocument } from "../support/figure-document.js";
import { syntheticResults } from "../support/synthetic-results.js";

const small = { layers: 4, repetitions: 3, epochs: 100 };

describe("reportPage", () => {
  const page = reportPage(syntheticResults(small), figureDocument());

  it("needs no network and runs no script", () => {
    expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
  });

  it("has every section and the experiment document", () => {
    for (const id of ["summary", "information-plane", "information-curves", "training-curves"]) {
      expect(page).toContain(`id="${id}"`);
    }
    for (const id of ["output-layer", "repetition-grid", "layers", "reproduce"]) {
      expect(page).toContain(`id="${id}"`);
    }
    expect(page).toContain("&quot;batchSize&quot;: 256");
  });

  it("cannot be broken by what an experiment says", () => {
    const results = syntheticResults(small);
    results.experiment.description = "<script>alert(1)</script> & more";
    const markup = reportPage(results, figureDocument());
    expect(markup).not.toContain("<script>");
    expect(markup).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more");
  });

  it("has dark colours for every colour of the figures", () => {
    const used = new Set(page.match(/var\((--(?:epoch|layer|figure)-[a-z0-9]+)/g));
    for (const use of used) expect(page).toContain(`${use.slice(4)}:#`);
  });
});

describe("what states lose of the prediction", () => {
  const summary = summariseRun(syntheticResults({ ...small, estimators: true }));

  it("stands in the tables of I(T;Y), of estimators where it was counted", () => {
    const page = reportPage(summary, figureDocument());
    expect(page.match(/<th scope="col">H\(Ŷ\|T\)<\/th><th scope="col">valid<\/th>/g)).toHaveLength(
      2,
    );
    const lines = page.slice(page.indexOf('id="layers"')).split("\n");
    const row = (name: string) => lines.filter((line) => line.includes(`>${name}</td>`));
    expect(row("exact codes")[3]).toMatch(/<td>0<\/td><td>3 of 3<\/td><td class="name">exact/);
    const [, , , , ...label] = row("8 bins, global bounds");
    expect(label.map((line) => /(<td>[^<]*<\/td>){2}<td class="name">est/.exec(line)?.[0])).toEqual(
      [
        expect.stringContaining("<td>0</td><td>3 of 3</td>"),
        expect.stringContaining("<td>0.036 ± 0.002</td><td>0 of 3</td>"),
        expect.stringContaining("<td>0.071 ± 0.004</td><td>0 of 3</td>"),
        expect.stringContaining("<td>0.107 ± 0.007</td><td>0 of 3</td>"),
      ],
    );
    expect(row("30 bins, global bounds")[4]).toContain("<td>&lt;0.001</td><td>2 of 3</td>");
    expect(row("Ross nearest neighbours, k = 3")[4]).toContain("<td>-</td><td>-</td>");
    expect(page).not.toContain("was not counted");
  });

  it("is said not to be counted in records of a former build", () => {
    const layers = summary.layers.map((one) => ({ ...one, lostPrediction: null }));
    const page = reportPage({ ...summary, layers }, figureDocument());
    expect(page).not.toContain("H(Ŷ|T)");
    expect(page).not.toContain('id="lost-prediction"');
    expect(page.match(/the records are of a former build/g)).toHaveLength(2);
  });

  it("is nothing to speak of where estimators count no states", () => {
    const layers = summary.layers.filter(({ estimator }) => !estimator.includes("bins"));
    const experiment = { ...summary.experiment, estimators: [] };
    const page = reportPage({ ...summary, experiment, layers }, figureDocument());
    expect(page).toContain("Ross nearest neighbours");
    expect(page.match(/>H\(Ŷ\|T\)</g)).toHaveLength(1);
    expect(page).not.toMatch(/was not counted|binned layers/);
  });

  it("is summed up in a sentence", () => {
    expect(summarySentences(summary)).toContain(
      "1 of 8 binned layers is valid: H(prediction | binned T) = 0 at the end in each of 3 repetitions. The others lose some of the prediction: 0.107 ± 0.007 bits at most (8 bins, global bounds, T4).",
    );
    expect(sentencesOf(syntheticResults(small)).join()).not.toContain("binned layers");
  });
});

const sentencesOf = (results: RunResults) => summarySentences(summariseRun(results));

describe("summarySentences", () => {
  it("says what estimators by neighbours assume, and of which layers the truth is infinite", () => {
    const about = (text: string) => (sentence: string) => sentence.includes(text);
    const none = sentencesOf(syntheticResults(small));
    expect(none.filter(about("neighbours"))).toEqual([]);
    const summary = summariseRun(syntheticResults({ ...small, estimators: true }));
    const finite = summarySentences(summary);
    expect(finite.filter(about("assume densities"))).toHaveLength(1);
    expect(finite.filter(about("Infinite in truth"))).toEqual([]);
    const layers = summary.layers.map((one) =>
      one.estimator.startsWith("Ross")
        ? { ...one, estimator: "KSG", status: "infinite" as const }
        : one,
    );
    const infinite = summarySentences({ ...summary, layers });
    expect(infinite.filter(about("Infinite in truth"))).toEqual([
      expect.stringMatching(
        /^Infinite in truth: I\(X;T\) of T1 to T4 \(KSG\)\. With inputs from a /,
      ),
    ]);
  });

  it("says what is exact and what is an estimate", () => {
    const text = sentencesOf(syntheticResults(small)).join("\n");
    expect(text).toContain(
      "3 repetitions; 4 layers, 100 epochs of training, 20 measurements each.",
    );
    expect(text).toMatch(/^Exact: T1 to T3 \(exact codes\); T4 \(logit codes\)/m);
    expect(text).toMatch(/^Estimates: T4 \(softmax, rebinned\)\./m);
    expect(text).toContain("No layer is saturated.");
    expect(text).toContain("all 4096 inputs there are");
  });

  it("gives accuracies with 1.96 standard errors", () => {
    const results = syntheticResults({ ...small, repetitions: 2, epochs: 1 });
    results.repetitions[0].training.trainAccuracy[0] = 0.9;
    results.repetitions[1].training.trainAccuracy[0] = 0.92;
    expect(sentencesOf(results)[1]).toContain("91.00 ± 1.96 % on the train part");
  });

  it("counts bad fits", () => {
    const results = syntheticResults(small);
    results.experiment.badFit = { accuracy: 0.55, epoch: 50, restarts: 100 };
    expect(sentencesOf(results)[2]).toBe(
      "1 bad fit (train accuracy below 55 % at epoch 50 or later) abandoned and started again with a fresh seed.",
    );
  });

  it("does not say that there were no bad fits where none could be seen", () => {
    const results = syntheticResults(small);
    results.experiment.badFit = { accuracy: 0.55, epoch: 1000, restarts: 100 };
    expect(sentencesOf(results)[2]).toBe(
      "Bad fits were not looked for: that begins at epoch 1000, after the last measurement.",
    );
  });

  it("says when repetitions are missing", () => {
    const text = sentencesOf(syntheticResults({ ...small, planned: 8 }))[0];
    expect(text).toMatch(/^3 of 8 repetitions finished so far/);
  });

  it("says that one repetition has no error", () => {
    expect(sentencesOf(syntheticResults({ ...small, repetitions: 1 }))[1]).not.toContain("±");
  });
});
