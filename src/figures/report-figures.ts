import type { RunResults } from "../experiment/results.js";
import { isSummary, type RunSummary, summaryOf } from "../summary/run-summary.js";
import { informationCurves } from "./information-curves.js";
import { informationPlane } from "./information-plane.js";
import { outputLayer } from "./output-layer.js";
import { repetitionGrid } from "./repetition-grid.js";
import type { FigureOptions } from "./svg.js";
import { trainingCurves } from "./training-curves.js";

/** A figure of the report, with the words that go with it. */
export interface ReportFigure {
  /** Name of its file, without ".svg". */
  name: string;
  title: string;
  /** How to read it. */
  caption: string;
  /** Whether there is anything to draw; default: always. */
  applies?: (summary: RunSummary) => boolean;
  draw: (summary: RunSummary, options: FigureOptions) => SVGSVGElement;
}

/** The figures that a summary is enough for, in their order. */
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
];

/** Every repetition: for this the results themselves are needed. */
const everyRepetition = (results: RunResults): ReportFigure => ({
  name: "repetition-grid",
  title: "Every repetition",
  caption:
    "The information plane of each repetition, all on the same axes: what the mean above hides. Shapes mark the last epoch and tell the layers apart.",
  draw: (_, options) => repetitionGrid(results, options),
});

/** The figures that apply to a run; of every repetition only where its results are at hand. */
export function reportFigures(run: RunResults | RunSummary): ReportFigure[] {
  const summary = summaryOf(run);
  const figures = REPORT_FIGURES.filter(({ applies }) => applies?.(summary) ?? true);
  return isSummary(run) ? figures : [...figures, everyRepetition(run)];
}
