import { describe, expect, it } from "vitest";
import { parseComparison } from "../../src/bounds/three-layer/document.js";
import type { NetworkResult } from "../../src/bounds/three-layer/network-result.js";
import type { TrackedMeasurement } from "../../src/bounds/three-layer/tracked-run.js";
import { standaloneMarkup } from "../../src/figures/serialise.js";
import { threeLayerFigures } from "../../src/figures/three-layer-figures.js";
import { threeLayerPage } from "../../src/figures/three-layer-page.js";
import { formatThreeLayer, type ThreeLayerContent } from "../../src/figures/three-layer-tables.js";
import { drawXYFigure } from "../../src/figures/xy-figure.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { figureDocument } from "../support/figure-document.js";
import { smallStudy } from "../support/small-bounds.js";
import { syntheticResults } from "../support/synthetic-results.js";

const { cells } = await smallStudy({ samples: [12], seeds: [0] });

const measurement = (round: number, step: number): TrackedMeasurement => ({
  ...{ round, step, bound1: 1 + round, bound2: 1, trainLoss: 0.5 / (1 + step), testLoss: 0.4 },
  ...{ trainError: 0.1, testError: 0.2, norm1: step / 10, norm2: 1, product: step / 10 },
  ...{ flipped1: step / 100, flipped2: step / 50, alignment: step === 0 ? null : 0.5 },
});
const network = (variant: string, name: string, norm1 = 1): NetworkResult => ({
  ...{ variant, name, repetition: 0, status: "steps exhausted", needed: norm1 > 0 ? 0.7 : null },
  measurements: [measurement(0, 0), measurement(0, 5), measurement(1, 0), measurement(1, 5)].map(
    (one) =>
      norm1 > 0 ? one : { ...one, norm1: 0, product: 0, flipped1: 0, flipped2: 0, alignment: null },
  ),
  losses: { train: { loss: 0.1, signErrors: 0.01 }, test: { loss: 0.3, signErrors: 0.25 } },
  bound: norm1 > 0 ? cells[0].analysis.contestants[0].bound : null,
});
const content: ThreeLayerContent = {
  comparison: parseComparison({
    name: "small",
    data: { source: "syn" },
    samples: 64,
    quantised: {},
  }),
  analysis: cells[0].analysis,
  note: "rows were scaled",
  networks: [network("psgd", "PSGD"), network("linearised", "linearised", 0)],
};
const figures = threeLayerFigures(content);

describe("the figures of a comparison", () => {
  it.each(
    figures.slice(0, 3).map((figure) => [figure.name, figure] as const),
  )("%s looks like its stored SVG", async (name, figure) => {
    const svg = standaloneMarkup(drawXYFigure(figure, { document: figureDocument(), width: 800 }));
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    await expect(svg).toMatchFileSnapshot(`output/three-layer-${name}.svg`);
  });

  it("put the rounds one after the other", () => {
    const [{ panels }] = figures;
    expect(panels[0].series[0].points.map(({ x }) => x)).toEqual([0, 5, 5, 10]);
  });

  it("leave out networks that learn no features where features count", () => {
    const { panels } = figures.find(({ name }) => name === "alignment")!;
    expect(panels[0].series.map(({ name }) => name)).toEqual(["PSGD"]);
  });
});

it("the page says what is the same as in the quantised networks and what is not", () => {
  const summary = summariseRun(
    syntheticResults({ layers: 3, repetitions: 2, epochs: 50, every: 5 }),
  );
  const page = threeLayerPage(content, summary, figureDocument());
  expect(page).not.toMatch(/https?:|<script|<link|@import|url\(|NaN/);
  expect(page).toContain("The same: the 64 training samples");
  expect(page).toContain("12-16-8-2");
  expect(page).toContain('<section id="information-plane">');
  expect(threeLayerPage(content, null, figureDocument())).not.toContain('id="same"');
});

it("the text has networks, kernels and all bounds", () => {
  const text = formatThreeLayer(content);
  expect(text).toMatch(/^PSGD +0 +steps exhausted +1 +5 +0\.1000 +0\.3000 +25\.0 % .* 0\.7 /m);
  expect(text).toMatch(/^linearised .* - +0\.0 \/ 0\.0 % +-$/m);
  expect(text).toMatch(/^adaptive family /m);
});
