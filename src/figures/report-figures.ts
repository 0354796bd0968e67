import type { RunResults } from "../experiment/results.js";
import { phaseRule } from "../phases/words.js";
import { isSummary, type RunSummary, summaryOf } from "../summary/run-summary.js";
import { chosenPlanes, chosenRepetitions, hasChoice } from "./chosen-repetitions.js";
import { diagnosticPanels, diagnosticsFigure, hasDiagnostics } from "./diagnostics.js";
import { estimatorPlanePanels, estimatorPlanes, hasEstimators } from "./estimator-planes.js";
import { gradientPanels, gradientsAndWeights, hasGradients } from "./gradients-and-weights.js";
import {
  hasSeveralInputs,
  informationByInputs,
  informationByInputsPanels,
} from "./information-by-inputs.js";
import { informationCurvePanels, informationCurves } from "./information-curves.js";
import { informationPlane, informationPlanePanels } from "./information-plane.js";
import {
  hasLostPrediction,
  lostPredictionFigure,
  lostPredictionPanels,
} from "./lost-prediction.js";
import { outputLayer, outputLayerPanels } from "./output-layer.js";
import type { Panel } from "./panels.js";
import { hasPhases, phaseCurvePanels, phaseCurves } from "./phase-curves.js";
import { repetitionGrid, repetitionPlanes } from "./repetition-grid.js";
import { hasScatter, stateScatter, stateScatterPanels } from "./state-scatter.js";
import type { FigureOptions } from "./svg.js";
import { trainingCurvePanels, trainingCurves } from "./training-curves.js";

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
  /** What it shows, for its data and its TeX file, and the panels beside each other in the latter. */
  columns: number;
  panels: (summary: RunSummary) => Panel[];
}

/** The figures that a summary is enough for, in their order. */
export const REPORT_FIGURES: ReportFigure[] = [
  {
    name: "information-plane",
    title: "The information plane",
    caption:
      "Each layer is a point that moves while the network learns, from dark to bright: to the right when it keeps more of the input, I(X;T), up when it tells more of the label, I(T;Y). The dashed lines are ceilings: no layer can know more than all inputs have, log₂ n bits, or more about the label than there is to know, H(Y) bits. A layer that first moves up and right is fitting; one that then moves left is compressing: it forgets what the label does not need. Layers stand in order, T1 the first, and no layer can be right of or above the one before it where both are exact.",
    draw: informationPlane,
    columns: 2,
    panels: informationPlanePanels,
  },
  {
    name: "information-curves",
    title: "Information against epoch",
    caption:
      "The same numbers against time, once with a logarithmic epoch axis, which shows the start, and once with a linear one. Lines are means over the repetitions, bands one standard deviation either side. A line that rises and later falls has a compression phase.",
    draw: informationCurves,
    columns: 2,
    panels: informationCurvePanels,
  },
  {
    name: "phases",
    title: "Fitting and compression",
    caption: `Each layer by itself: on the left how much it comes to know of the label, on the right how much it forgets of the input. The dotted line is the peak of the mean curve, the shade round it reaches from the peak of one half of the repetitions to that of the other. The arrow at the edge is the phase, the thin line beside it its interval; it is pale where the verdict is not yes. ${phaseRule().join(" ")}`,
    applies: hasPhases,
    draw: phaseCurves,
    columns: 2,
    panels: phaseCurvePanels,
  },
  {
    name: "information-by-inputs",
    title: "Information by the inputs measured",
    caption:
      "The same against time, measured on the train part and on the test part of the inputs each by itself. Ceilings differ, because a part has fewer inputs: log₂ n is lower for the smaller part. Only against its own ceiling can a curve of one column be compared with one of another.",
    applies: hasSeveralInputs,
    draw: informationByInputs,
    columns: 3,
    panels: informationByInputsPanels,
  },
  {
    name: "chosen-repetitions",
    title: "The best, the median and the worst repetition",
    caption:
      "Single repetitions, chosen by their distance from the mean: the sum over layers and all measured epochs of the squared differences of I(X;T) and I(T;Y) from their means, each divided by its ceiling. Best is the one nearest to the mean, worst the farthest: how much a mean says of one network.",
    applies: hasChoice,
    draw: chosenRepetitions,
    columns: 3,
    panels: chosenPlanes,
  },
  {
    name: "training-curves",
    title: "Losses and accuracies",
    caption:
      "How well the network does its task on the part it is trained on and on the part it never sees. A test loss that rises while the train loss falls is overfitting. Bands: one standard deviation either side of the mean for losses, 1.96 standard errors for accuracies, as in the study.",
    draw: trainingCurves,
    columns: 2,
    panels: trainingCurvePanels,
  },
  {
    name: "output-layer",
    title: "The output layer, counted several ways",
    caption:
      "What the output is said to know depends on what is called one of its states. Logit codes are what the quantised layer computes; distinct softmax vectors are the probabilities made from them, and both are counts. The rebinned softmax throws the probabilities into bins first, as the literature does: it is an estimate and drawn dashed.",
    draw: outputLayer,
    columns: 2,
    panels: outputLayerPanels,
  },
  {
    name: "gradients-and-weights",
    title: "Gradients, weights and the ends of the grids",
    caption:
      "How the weights are driven. First the norm of the mean gradient over the batches of an epoch (drawn through) and of its standard deviation (dashed), each divided by the norm of the weights, after Shwartz-Ziv & Tishby 2017: where the first is larger the batches agree (drift), where the second is larger they pull apart (diffusion). Their ratio is the signal-to-noise ratio, 1 where they cross. Then the norm of the weights, biases left out, and, where activations are quantised, the share of them at the lowest or highest code (saturated) and beyond the ends of the grid (clipped). The band of the norms is one standard deviation either side of the mean; the others are means over the repetitions.",
    applies: hasGradients,
    draw: gradientsAndWeights,
    columns: 2,
    panels: gradientPanels,
  },
  {
    name: "estimator-planes",
    title: "The same run by every estimator",
    caption:
      "The information plane of one and the same run, first by the exact count, then by each estimator that its experiment names, all on the same axes. Estimators see the hidden layers' activations and the output after the softmax. What differs between these panels is no property of the network.",
    applies: hasEstimators,
    draw: estimatorPlanes,
    columns: 3,
    panels: estimatorPlanePanels,
  },
  {
    name: "lost-prediction",
    title: "What binnings lose of the prediction",
    caption:
      "Whether the bins of a layer still tell what the network itself predicts from it, at the last measurement: a binning is valid only if H(prediction | binned T) = 0 (derived here). On the left bits, means over the repetitions with 1.96 standard errors either side; on the right the share of the repetitions in which it is 0. All are counts over the inputs measured.",
    applies: hasLostPrediction,
    draw: lostPredictionFigure,
    columns: 2,
    panels: lostPredictionPanels,
  },
  {
    name: "diagnostics",
    title: "Behind the information of the layers",
    caption:
      "Single units: their entropy and what one of them tells of the label, means over the units of a layer. Root mean squared Euclidean distance of two inputs of different classes, and of one class (dashed). Cosine of a layer's partition of the inputs into states with that of the next layer: 1 where no states merge. I(X;T|Y), what a layer keeps of the input that does not tell the label, and the generalisation gap of the same networks; both are differences of means. Bands are one standard deviation either side.",
    applies: hasDiagnostics,
    draw: diagnosticsFigure,
    columns: 2,
    panels: diagnosticPanels,
  },
  {
    name: "state-scatter",
    title: "The states of the bottleneck",
    caption:
      "All states of a layer of two units in the repetition nearest to the mean, at chosen epochs. A state is one pair of values that some input leads to; its dot is as large as it has inputs, its colour the label that most of them have, the hole in it the share of the others: a full dot tells the label, a thin ring hardly. Every panel has axes of its own. Where there are too many states only the most frequent are drawn, as the panels say.",
    applies: hasScatter,
    draw: stateScatter,
    columns: 3,
    panels: stateScatterPanels,
  },
];

/** Every repetition: for this the results themselves are needed. */
const everyRepetition = (results: RunResults): ReportFigure => ({
  name: "repetition-grid",
  title: "Every repetition",
  caption:
    "The information plane of each repetition, all on the same axes: what the mean above hides. Shapes mark the last epoch and tell the layers apart.",
  draw: (_, options) => repetitionGrid(results, options),
  columns: 4,
  panels: () => repetitionPlanes(results),
});

/**
 * A figure by its name. Throws RangeError when there is none, or nothing to draw in it, and for the
 * grid of all repetitions, for which a summary is not enough.
 */
export function findFigure(name: string, summary: RunSummary): ReportFigure {
  const figures = reportFigures(summary);
  const found = figures.find((one) => one.name === name);
  if (found) return found;
  const names = figures.map((one) => one.name).join(", ");
  throw new RangeError(
    `${summary.experiment.name} has no figure ${JSON.stringify(name)}; it has ${names}`,
  );
}

/** The figures that apply to a run; of every repetition only where its results are at hand. */
export function reportFigures(run: RunResults | RunSummary): ReportFigure[] {
  const summary = summaryOf(run);
  const figures = REPORT_FIGURES.filter(({ applies }) => applies?.(summary) ?? true);
  return isSummary(run) ? figures : [...figures, everyRepetition(run)];
}
