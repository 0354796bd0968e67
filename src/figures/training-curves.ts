import type { RunSummary } from "../summary/run-summary.js";
import { curveMarks, type DrawnCurve } from "./curve-marks.js";
import { logEpochAxis } from "./epoch-axis.js";
import { lineLegend } from "./legend.js";
import { type Axis, panel } from "./panel.js";
import { panelGrid } from "./panel-grid.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

const TRAIN = { colour: layerColour(0), name: "train" };
const TEST = { colour: layerColour(5), name: "test", dash: "6 3" };

/**
 * Losses (cross entropy, nats) and accuracies (per cent) on the train and the test part against
 * epoch: the mean over the repetitions, with a band of one standard deviation either side.
 */
export function trainingCurves(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const { epochs } = summary;
  const { trainLoss, testLoss, trainAccuracy, testAccuracy } = summary.training.curves;
  const losses: DrawnCurve[] = [
    { ...TRAIN, epochs, curve: trainLoss },
    { ...TEST, epochs, curve: testLoss },
  ];
  const accuracies: DrawnCurve[] = [
    { ...TRAIN, epochs, curve: trainAccuracy, factor: 100 },
    { ...TEST, epochs, curve: testAccuracy, factor: 100 },
  ];
  const x = logEpochAxis(summary.training.lastEpoch);
  const lossAxis: Axis = { domain: [0, top(losses)], label: "cross entropy, nats", ticks: 6 };
  const accuracyAxis: Axis = { domain: [floor(accuracies), 100], label: "accuracy, %", ticks: 6 };
  const make = (title: string, y: Axis, curves: DrawnCurve[]) => (w: number, height: number) =>
    panel(document, { width: w, height, title, x, y, marks: curveMarks(curves, y.domain) });
  const label = "Losses in nats and accuracies in per cent against epoch, train and test.";
  const head = lineLegend(document, [TRAIN, TEST], width - 70);
  return panelGrid(document, { width, columns: 2, aspect: 0.62, label, head }, [
    make("Loss", lossAxis, losses),
    make("Accuracy", accuracyAxis, accuracies),
  ]);
}

function finite(curves: DrawnCurve[], side: -1 | 1): number[] {
  return curves
    .flatMap(({ curve, factor = 1 }) =>
      Array.from(curve.mean, (mean, index) => factor * (mean + side * curve.deviation[index])),
    )
    .filter(Number.isFinite);
}

const largest = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);

const top = (curves: DrawnCurve[]) => largest(finite(curves, 1)) * 1.06 || 1;

/** The ten per cent below the lowest value; never above 90, so that small differences look small. */
function floor(curves: DrawnCurve[]): number {
  const lowest = finite(curves, -1).reduce((a, b) => Math.min(a, b), 100);
  return Math.max(0, Math.min(90, Math.floor(lowest / 10) * 10));
}
