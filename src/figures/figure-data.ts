import type { RunSummary } from "../summary/run-summary.js";
import { curvePoints, hasBand } from "./curve-points.js";
import type { CurvePanel, Panel, PlanePanel, ScatterPanel, XYPanel } from "./panels.js";
import { findFigure } from "./report-figures.js";

/** The numbers a figure shows: names of the columns, and one list of values per row. */
export interface FigureData {
  columns: string[];
  rows: (string | number)[][];
}

const BAND = { deviation: "1 standard deviation", confidence: "1.96 standard errors", none: "" };

/**
 * The numbers of a figure of the report, as drawn; see docs/figures/figure-data.md. Throws RangeError
 * when the report has no figure of that name.
 */
export const figureData = (name: string, summary: RunSummary): FigureData =>
  panelData(findFigure(name, summary).panels(summary));

/** The numbers of panels of one kind; those that show the same data count once. */
export function panelData(panels: Panel[]): FigureData {
  const first = new Map<string, Panel>();
  for (const panel of panels) if (!first.has(panel.name)) first.set(panel.name, panel);
  const own = [...first.values()];
  const of = <Kind extends Panel["kind"]>(kind: Kind) =>
    own.filter((one): one is Extract<Panel, { kind: Kind }> => one.kind === kind);
  const [curves, planes, scatters] = [of("curves"), of("plane"), of("scatter")];
  const xys = of("xy");
  if (curves.length > 0) return { columns: CURVE_COLUMNS, rows: curves.flatMap(curveRows) };
  if (planes.length > 0) return { columns: PLANE_COLUMNS, rows: planes.flatMap(planeRows) };
  if (xys.length > 0) return { columns: XY_COLUMNS, rows: xys.flatMap(xyRows) };
  return { columns: SCATTER_COLUMNS, rows: scatters.flatMap(scatterRows) };
}

const CURVE_COLUMNS = [
  ...["quantity", "axis", "series", "epoch", "stage"],
  ...["value", "low", "high", "band", "repetitions"],
];

function curveRows(panel: CurvePanel): FigureData["rows"] {
  return panel.curves.flatMap((one) => {
    const band = hasBand(one) ? BAND[one.band] : "";
    return curvePoints(panel, one).map(({ y, low, high, index }) => [
      ...[panel.name, panel.y.label, one.name, panel.epochs[index], panel.stages[index]],
      ...[y, band ? low : "", band ? high : "", band, one.curve.count[index]],
    ]);
  });
}

const PLANE_COLUMNS = [
  ...["panel", "layer", "estimator", "epoch", "stage"],
  ...["input_information", "label_information", "saturated"],
];

function planeRows({ name, trajectories }: PlanePanel): FigureData["rows"] {
  return trajectories.flatMap(({ layer, estimator, points }) =>
    points.map(({ epoch, age, input, label, saturated }) => [
      ...[name, layer, estimator, epoch, age < 0 ? "prefit" : "training"],
      ...[input, label, Number(saturated)],
    ]),
  );
}

const SCATTER_COLUMNS = [
  ...["layer", "epoch", "first", "second"],
  ...["inputs", "label", "label_share"],
];

function scatterRows({ layer, epoch, dots }: ScatterPanel): FigureData["rows"] {
  return dots.map(({ first, second, count, label, share }) => [
    ...[layer, epoch, first, second],
    ...[count, label, share],
  ]);
}

const XY_COLUMNS = ["panel", "series", "x axis", "y axis", "x", "y", "low", "high", "interval"];

function xyRows({ name, series, x, y }: XYPanel): FigureData["rows"] {
  return series.flatMap((one) =>
    one.points.map((point) => [
      ...[name, one.name, x.label, y.label],
      ...[point.x, point.y],
      ...(one.interval ? [point.low, point.high, one.interval] : ["", "", ""]),
    ]),
  );
}
