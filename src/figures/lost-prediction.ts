import { binnedLayers } from "../summary/binnings.js";
import { estimatorNames, type LayerSummary } from "../summary/layers.js";
import type { LostPrediction } from "../summary/lost-prediction.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { XYPanel, XYPoint } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";
import { drawXYFigure, exactly, linearDomain } from "./xy-figure.js";

/** From here on colours repeat. */
const COLOURS = 8;

/** Bits of the prediction that every binning loses of every layer, and how often it loses none. */
export function lostPredictionFigure(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  return drawXYFigure(
    {
      ...{ name: "lost-prediction", title: "What binnings lose of the prediction", caption: "" },
      ...{ columns: 2, panels: lostPredictionPanels(summary) },
    },
    options,
  );
}

/** Whether it was counted of some binning. */
export const hasLostPrediction = (summary: RunSummary): boolean => rowsOf(summary).length > 0;

/** The panels of the figure: bits, and the share of the repetitions in which it is 0. */
export function lostPredictionPanels(summary: RunSummary): XYPanel[] {
  const rows = rowsOf(summary);
  const panel = (
    name: string,
    label: string,
    interval: string,
    domain: [number, number] | undefined,
    point: (x: number, lost: LostPrediction) => XYPoint,
  ): XYPanel => {
    const series = estimatorNames(rows).map((estimator, place) => ({
      ...{ name: estimator, colour: layerColour(place), interval, line: true },
      ...(place >= COLOURS && { dash: "5 3" }),
      points: rows
        .filter((row) => row.estimator === estimator)
        .map(({ index, lost }) => point(index + 1, lost)),
    }));
    const ends = series.flatMap(({ points }) => points.flatMap(({ high, y }) => [high, y]));
    const places = [...new Set(rows.map(({ index }) => index + 1))];
    return {
      ...{ kind: "xy", name, title: name, series, levels: [] },
      x: {
        ...{ domain: [Math.min(...places) - 0.3, Math.max(...places) + 0.3], label: "layer" },
        ...{ ticks: places, format: (place) => `T${place}` },
      },
      y: { domain: domain ?? linearDomain(ends), label, ticks: 5 },
    };
  };
  return [
    panel(
      "H(prediction | binned T)",
      "bits",
      rows.some(({ lost }) => lost.bits.standardError !== null) ? "1.96 standard errors" : "",
      undefined,
      (x, { bits: { mean, standardError } }) => {
        const error = 1.96 * (standardError ?? 0);
        return { x, y: mean, low: mean - error, high: mean + error };
      },
    ),
    panel("Repetitions in which it is 0", "valid, % of the repetitions", "", [0, 108], (x, lost) =>
      exactly(x, (100 * lost.valid) / lost.counted),
    ),
  ];
}

const rowsOf = (summary: RunSummary): (LayerSummary & { lost: LostPrediction })[] =>
  binnedLayers(summary).flatMap((row) =>
    row.lostPrediction ? [{ ...row, lost: row.lostPrediction }] : [],
  );
