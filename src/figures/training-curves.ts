import type { RunSummary } from "../summary/run-summary.js";
import type { TrainingQuantity } from "../summary/training.js";
import { curvePoints } from "./curve-points.js";
import { drawCurves } from "./draw-curves.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { CurvePanel, DrawnCurve } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

const TRAIN = { colour: layerColour(0), name: "train" };
const TEST = { colour: layerColour(5), name: "test", dash: "6 3" };

/**
 * Losses (cross entropy, nats) and accuracies (per cent) on the train and the test part against
 * epoch: the mean over the repetitions, with a band of one standard deviation for losses and of 1.96
 * standard errors for accuracies either side.
 */
export function trainingCurves(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const label = "Losses in nats and accuracies in per cent against epoch, train and test.";
  const head = lineLegend(document, [TRAIN, TEST], width - 70);
  return panelGrid(
    document,
    { width, columns: 2, aspect: 0.62, label, head },
    trainingCurvePanels(summary).map((one) => drawCurves(document, one)),
  );
}

/** The panels of the figure. */
export function trainingCurvePanels(summary: RunSummary): CurvePanel[] {
  const { epochs, stages } = summary;
  const shared = {
    kind: "curves",
    epochs,
    stages,
    scale: "log",
    levels: [],
    named: false,
  } as const;
  const pair = (
    train: TrainingQuantity,
    test: TrainingQuantity,
    how: Pick<DrawnCurve, "band" | "factor">,
  ): DrawnCurve[] => [
    { ...TRAIN, ...how, curve: summary.training.curves[train] },
    { ...TEST, ...how, curve: summary.training.curves[test] },
  ];
  const losses = pair("trainLoss", "testLoss", { band: "deviation" });
  const accuracies = pair("trainAccuracy", "testAccuracy", { band: "confidence", factor: 100 });
  const extremes = (curves: DrawnCurve[]) =>
    curves.flatMap((one) => curvePoints(summary, one).flatMap(({ low, high }) => [low, high]));
  return [
    {
      ...shared,
      levels: [],
      name: "loss",
      title: "Loss",
      y: { domain: [0, top(extremes(losses))], label: "cross entropy, nats", ticks: 6 },
      curves: losses,
    },
    {
      ...shared,
      levels: [],
      name: "accuracy",
      title: "Accuracy",
      y: { domain: [floor(extremes(accuracies)), 100], label: "accuracy, %", ticks: 6 },
      curves: accuracies,
    },
  ];
}

const top = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0) * 1.06 || 1;

/** The ten per cent below the lowest value; never above 90, so that small differences look small. */
function floor(values: number[]): number {
  const lowest = values.reduce((a, b) => Math.min(a, b), 100);
  return Math.max(0, Math.min(90, Math.floor(lowest / 10) * 10));
}
