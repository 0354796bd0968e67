import { layerTable } from "../summary/layer-table.js";
import type { RunSummary } from "../summary/run-summary.js";
import { BOUNDS_SOURCE } from "./bound-page.js";
import { informationPlane } from "./information-plane.js";
import { figureSection, listMarkup, pageMarkup, titledTable } from "./page-parts.js";
import { tableMarkup } from "./page-table.js";
import { escapeMarkup } from "./serialise.js";
import { threeLayerFigures } from "./three-layer-figures.js";
import {
  aboutComparison,
  NEEDED_NOTE,
  type ThreeLayerContent,
  threeLayerAssumptions,
  threeLayerTables,
} from "./three-layer-tables.js";
import { drawXYFigure } from "./xy-figure.js";

/** A comparison of three-layer networks as one page; the same results give the same bytes. */
export function threeLayerPage(
  content: ThreeLayerContent,
  quantised: RunSummary | null,
  document: Document,
): string {
  const { name } = content.comparison;
  const figures = threeLayerFigures(content).map((figure) =>
    figureSection(figure, document, (options) => drawXYFigure(figure, options)),
  );
  return pageMarkup(
    `${name}: three-layer networks, kernels and bounds`,
    `<header><h1>Three-layer networks, kernels and bounds: ${escapeMarkup(name)}</h1></header>
<section id="summary"><h2>What was compared</h2>
${listMarkup([...aboutComparison(content), BOUNDS_SOURCE])}</section>
${quantised ? quantisedSection(content, quantised, document) : ""}
${figures.join("\n")}
<section id="numbers"><h2>In numbers</h2>
${threeLayerTables(content).map(titledTable).join("\n")}
<p class="note">${escapeMarkup(NEEDED_NOTE)}</p></section>
<section id="assumptions"><h2>What the bounds assume</h2>
${listMarkup(threeLayerAssumptions(content))}</section>`,
  );
}

function quantisedSection(
  content: ThreeLayerContent,
  summary: RunSummary,
  document: Document,
): string {
  const plane = figureSection(
    {
      name: "information-plane",
      title: "The quantised networks' information plane",
      caption:
        "Exact counts over all 4096 inputs of SYN, bits. The networks are trained on the same samples as the others.",
    },
    document,
    (options) => informationPlane(summary, options),
  );
  return `<section id="same"><h2>What is the same, and what is not</h2>
${listMarkup(sameAndNot(content, summary))}</section>
${plane}
<section id="layers"><h2>The quantised networks, layer by layer</h2>
${tableMarkup(layerTable(summary))}</section>`;
}

/** How far the quantised networks may be read beside the bounds. */
export function sameAndNot(
  { comparison, networks }: ThreeLayerContent,
  summary: RunSummary,
): string[] {
  const { hidden, bits, epochs, learningRate } = comparison.quantised!;
  const accuracy = (which: "trainAccuracy" | "testAccuracy") =>
    `${(100 * summary.training.end[which].mean).toFixed(1)} %`;
  const wrong = networks
    .filter(({ variant }) => variant === networks[0].variant)
    .map(({ losses }) => losses.test.signErrors);
  const mean = wrong.reduce((sum, value) => sum + value, 0) / wrong.length;
  return [
    `The same: the ${comparison.samples} training samples with their labels, the seed, three layers of ReLU networks.`,
    `Not the same networks: the quantised ones are 12-${hidden.join("-")}-2, ${bits}-bit weights and codes, all three layers trained by Adam (rate ${learningRate}, ${epochs} epochs) on cross entropy; those of the bounds are m1 = ${comparison.network.first}, m3 = ${comparison.network.second} wide, of real numbers, with fixed outer layers, trained by PSGD on the ${comparison.network.loss} loss. The bounds say nothing about the quantised networks, and the information plane nothing about the wide ones.`,
    "Not the same inputs: the quantised networks take bits 0 and 1, the others -1 and +1 divided by the root of 12.",
    `Not the same samples to test on: the quantised networks are tested on all other ${4096 - comparison.samples} inputs, the others on ${comparison.test} of these, as ${comparison.validation} choose lambda. Information is counted over all 4096.`,
    `Quantised networks: accuracy ${accuracy("trainAccuracy")} in training, ${accuracy("testAccuracy")} on the others (mean of ${summary.repetitions.length}). ${networks[0].name}: ${(100 * (1 - mean)).toFixed(1)} % right signs on test samples.`,
  ];
}
