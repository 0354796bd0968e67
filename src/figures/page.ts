import type { RunResults } from "../experiment/results.js";
import { informationCurves } from "./information-curves.js";
import { informationPlane } from "./information-plane.js";
import { outputLayer } from "./output-layer.js";
import { pageStyle } from "./page-style.js";
import { summarySentences } from "./page-summary.js";
import { tableMarkup } from "./page-table.js";
import { repetitionGrid } from "./repetition-grid.js";
import { escapeMarkup, inlineMarkup } from "./serialise.js";
import type { FigureOptions } from "./svg.js";
import { trainingCurves } from "./training-curves.js";

/** A figure of the report, with the words that go with it. */
export interface ReportFigure {
  /** Name of its file, without ".svg". */
  name: string;
  title: string;
  /** How to read it. */
  caption: string;
  draw: (results: RunResults, options: FigureOptions) => SVGSVGElement;
}

/** The figures of the report, in their order. */
export const REPORT_FIGURES: ReportFigure[] = [
  {
    name: "information-plane",
    title: "The information plane",
    caption:
      "Each layer is a point that moves while the network learns, from dark to bright: to the right when it keeps more of the input, I(X;T), up when it tells more of the label, I(T;Y). The dashed lines are ceilings: no layer can know more than all inputs have, log₂ n bits, or more about the label than there is to know, H(Y) bits. A layer that first moves up and right is fitting; one that then moves left is compressing: it forgets what the label does not need. Layers stand in order, T1 the first, and no layer can be right of or above the one before it where both are exact.",
    draw: informationPlane,
  },
  {
    name: "information-curves",
    title: "Information against epoch",
    caption:
      "The same numbers against time, once with a logarithmic epoch axis, which shows the start, and once with a linear one. Lines are means over the repetitions, bands one standard deviation either side. A line that rises and later falls has a compression phase.",
    draw: informationCurves,
  },
  {
    name: "training-curves",
    title: "Losses and accuracies",
    caption:
      "How well the network does its task on the part it is trained on and on the part it never sees. A test loss that rises while the train loss falls is overfitting. Bands are one standard deviation either side of the mean.",
    draw: trainingCurves,
  },
  {
    name: "output-layer",
    title: "The output layer, counted several ways",
    caption:
      "What the output is said to know depends on what is called one of its states. Logit codes are what the quantised layer computes; distinct softmax vectors are the probabilities made from them, and both are counts. The rebinned softmax throws the probabilities into bins first, as the literature does: it is an estimate and drawn dashed.",
    draw: outputLayer,
  },
  {
    name: "repetition-grid",
    title: "Every repetition",
    caption:
      "The information plane of each repetition, all on the same axes: what the mean above hides. Shapes mark the last epoch and tell the layers apart.",
    draw: repetitionGrid,
  },
];

const WIDE = 1040;
const NARROW = 358;

/**
 * The report as one self-contained HTML page: no network, no scripts, light and dark. Every figure
 * is there twice, laid out for wide and for narrow windows. The same results give the same bytes.
 */
export function reportPage(results: RunResults, document: Document): string {
  const { experiment, version } = results;
  const name = escapeMarkup(experiment.name);
  const figures = REPORT_FIGURES.map(({ title, caption, draw, name: file }) => {
    const drawn = [WIDE, NARROW].map((width) => {
      const size = width === WIDE ? "wide" : "narrow";
      return `<div class="${size}">${inlineMarkup(draw(results, { document, width }))}</div>`;
    });
    return `<section id="${file}"><h2>${title}</h2>
<figure>${drawn.join("\n")}
<figcaption>${caption}</figcaption></figure></section>`;
  });
  const sentences = summarySentences(results).map((one) => `<li>${escapeMarkup(one)}</li>`);
  const about = experiment.description ? `<p>${escapeMarkup(experiment.description)}</p>` : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name}: information plane</title>
<style>${pageStyle()}</style>
</head>
<body>
<main>
<header><h1>${name}</h1>
${about}</header>
<section id="summary"><h2>In short</h2>
<ul>
${sentences.join("\n")}
</ul></section>
${figures.join("\n")}
<section id="layers"><h2>Layer by layer</h2>
${tableMarkup(results)}</section>
<section id="reproduce"><h2>Reproduce</h2>
<p>Made with infoplane ${escapeMarkup(version)}. The same experiment document, seed and version give the same bits on any machine and with any number of workers. Save the document below as <code>experiment.json</code> and run:</p>
<pre><code>infoplane run experiment.json</code></pre>
<details><summary>The experiment document</summary>
<pre><code>${escapeMarkup(JSON.stringify(experiment, null, 2))}</code></pre>
</details></section>
</main>
</body>
</html>
`;
}
