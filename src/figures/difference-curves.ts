import { firstOfTraining } from "../summary/epochs.js";
import { type LayerSummary, principal, principalInputs } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { drawCurves } from "./draw-curves.js";
import { lineWidth, SYMBOL } from "./information-curves.js";
import { lineLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { CurvePanel, DrawnCurve } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

/**
 * What B knows more than A against the epochs of the training that both have: differences of the mean
 * I(X;T) and I(T;Y), bits, of every layer in both, with 1.96 standard errors (as of independent
 * samples) either side. Empty panels when no epoch is in both.
 */
export function differenceCurves(
  runs: { a: RunSummary; b: RunSummary },
  options: FigureOptions,
): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = differencePanels(runs);
  const head = lineLegend(document, panels[0].curves, width - (width >= 640 ? 70 : 16));
  const label = "Differences of I(X;T) and I(T;Y) of every layer against epoch, B minus A, bits.";
  return panelGrid(
    document,
    { width, columns: 2, aspect: 0.66, label, head },
    panels.map((one) => drawCurves(document, one)),
  );
}

/** The panels of the figure. */
export function differencePanels({ a, b }: { a: RunSummary; b: RunSummary }): CurvePanel[] {
  const common = commonEpochs(a, b);
  const inputs = principalInputs(a.layers);
  const others = principal(b.layers, inputs);
  const pairs = principal(a.layers, inputs).flatMap((one): [LayerSummary, LayerSummary][] => {
    const two = others.find(({ layer, output }) => layer === one.layer && output === one.output);
    return two ? [[one, two]] : [];
  });
  return (["input", "label"] as const).map((quantity): CurvePanel => {
    const symbol = SYMBOL[quantity];
    const curves = pairs.map(
      ([one, two]): DrawnCurve => ({
        name: one.layer,
        curve: difference(one.curves[quantity], two.curves[quantity], common),
        colour: layerColour(one.index),
        band: "confidence",
        width: lineWidth(one.index, pairs.length),
      }),
    );
    return {
      kind: "curves",
      name: `difference of ${symbol}`,
      title: `${symbol}: B minus A`,
      epochs: Int32Array.from(common, ([epoch]) => epoch),
      stages: common.map(() => "training"),
      scale: "log",
      y: { domain: domainOf(curves), label: `difference of ${symbol}, bits`, ticks: 6 },
      curves,
      levels: [{ value: 0, name: "" }],
      named: true,
    };
  });
}

/** Epochs on true labels kept in both summaries, with their places. */
function commonEpochs(a: RunSummary, b: RunSummary): [epoch: number, a: number, b: number][] {
  const ages = ({ epochs, stages }: RunSummary) => {
    const from = firstOfTraining(stages);
    return new Map(Array.from(epochs.slice(from), (epoch, i) => [epoch - epochs[from], i + from]));
  };
  const others = ages(b);
  return [...ages(a)].flatMap(([age, place]): [number, number, number][] => {
    const other = others.get(age);
    return other === undefined ? [] : [[age, place, other]];
  });
}

/** The deviation is such that over the root of the count it is the standard error of the difference. */
function difference(
  a: DrawnCurve["curve"],
  b: DrawnCurve["curve"],
  common: [number, number, number][],
): DrawnCurve["curve"] {
  const square = ({ deviation, count }: typeof a, i: number) => deviation[i] ** 2 / count[i];
  const count = Int32Array.from(common, ([, i, j]) => Math.min(a.count[i], b.count[j]));
  return {
    mean: Float32Array.from(common, ([, i, j]) => b.mean[j] - a.mean[i]),
    deviation: Float32Array.from(common, ([, i, j], place) =>
      Math.sqrt((square(a, i) + square(b, j)) * count[place]),
    ),
    count,
  };
}

/** All means with room, and 0. */
function domainOf(curves: DrawnCurve[]): [number, number] {
  const values = curves.flatMap(({ curve }) => [...curve.mean]).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const room = Math.max(0.01, 0.12 * (high - low));
  return [low - room, high + room];
}
