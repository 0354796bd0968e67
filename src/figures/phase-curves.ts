import { fixed } from "../numerics/fixed.js";
import type { Ground, Phase, PhaseKind } from "../phases/phase.js";
import { repetitionsForNo } from "../phases/rule.js";
import { intervalWords } from "../phases/words.js";
import { firstOfTraining } from "../summary/epochs.js";
import { type LayerSummary, principal } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { statistics } from "../summary/statistics.js";
import { curvePoints } from "./curve-points.js";
import { drawCurves } from "./draw-curves.js";
import { ceilingName, SYMBOL } from "./information-curves.js";
import { panelGrid } from "./panel-grid.js";
import type { CurvePanel, DrawnCurve } from "./panels.js";
import type { FigureOptions } from "./svg.js";
import { layerColour } from "./theme.js";

/**
 * Fitting and compression of every layer: I(T;Y) on the left and I(X;T) on the right against epoch,
 * bits, mean and one standard deviation, with the peak and the size of the phase, its interval and
 * verdict. Every panel has an axis of its own. Throws RangeError on a summary without phases.
 */
export function phaseCurves(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  return panelGrid(
    document,
    { width, columns: 2, aspect: 0.44, label: "Fitting and compression of every layer, in bits." },
    phaseCurvePanels(summary).map((one) => drawCurves(document, one)),
  );
}

/** Whether a summary has phases. */
export const hasPhases = ({ phases }: RunSummary): boolean => (phases?.length ?? 0) > 0;

/** The panels of the figure. */
export function phaseCurvePanels(summary: RunSummary): CurvePanel[] {
  const layers = principal(summary.layers);
  return layers.flatMap((layer) =>
    (["fitting", "compression"] as const).map((kind) => phasePanel(summary, layer, kind)),
  );
}

function phasePanel(summary: RunSummary, layer: LayerSummary, kind: PhaseKind): CurvePanel {
  const { layer: name, estimator, inputs, index } = layer;
  const found = summary.phases?.find(
    (one) => one.layer === name && one.estimator === estimator && one.inputs === inputs,
  );
  if (!found) {
    throw new RangeError(`${summary.experiment.name}: the summary has no phases of ${name}`);
  }
  const phase = found[kind];
  const quantity = kind === "fitting" ? "label" : "input";
  const { start, end } = found.landmarks[quantity];
  const foot = statistics(kind === "fitting" ? start : end).mean;
  const colour = layerColour(index);
  const curve: DrawnCurve = {
    ...{ name, curve: layer.curves[quantity], colour, band: "deviation", width: 2 },
  };
  const { ceiling } = layer[quantity];
  const domain = domainOf(summary, curve, ceiling, [foot, foot + phase.value]);
  return {
    kind: "curves",
    name: `${SYMBOL[quantity]} of ${name}`,
    title: `${name}: ${SYMBOL[quantity]}`,
    epochs: summary.epochs,
    stages: summary.stages,
    scale: "log",
    y: { domain, label: `${SYMBOL[quantity]}, bits`, ticks: 5 },
    curves: [curve],
    levels: domain[1] > ceiling ? [{ value: ceiling, name: ceilingName(quantity, ceiling) }] : [],
    named: false,
    phase: { phase, layer: name, foot, colour, words: phaseLabel(phase) },
  };
}

const GROUND_WORDS: Partial<Record<Ground, string>> = {
  repetitions: "too few repetitions",
  power: `n < ${repetitionsForNo()}`,
  peak: "peak uncertain",
  unmeasured: "not measured",
};

/** "compression 3.94 bits [3.47, 4.43]: yes"; an undecided one says why, if not by its interval. */
function phaseLabel(phase: Phase): string {
  const { kind, value, verdict, ground } = phase;
  const decimals = phaseDecimals(kind);
  const interval = intervalWords(phase, decimals);
  const why = ground === "interval" ? "" : ` (${GROUND_WORDS[ground] ?? ground})`;
  return `${kind} ${fixed(value, decimals)} bits${interval && ` ${interval}`}: ${verdict}${why}`;
}

/** I(T;Y) is the smaller quantity. */
export const phaseDecimals = (kind: PhaseKind): number => (kind === "fitting" ? 3 : 2);

/**
 * What is drawn of the training and its bracket, with room; not less than a fiftieth of the ceiling,
 * so that a flat curve looks flat.
 */
function domainOf(
  { epochs, stages }: Pick<RunSummary, "epochs" | "stages">,
  curve: DrawnCurve,
  ceiling: number,
  marks: number[],
): [number, number] {
  const from = firstOfTraining(stages);
  const points = curvePoints({ epochs }, curve).filter(({ index }) => index >= from);
  const values = [...points.flatMap(({ low, high }) => [low, high]), ...marks];
  const finite = values.filter(Number.isFinite);
  const low = Math.max(0, Math.min(...finite, ceiling));
  const high = Math.min(ceiling, Math.max(...finite, 0));
  const range = Math.max(ceiling / 50, high - low);
  const middle = (high + low) / 2;
  const [bottom, top] = [middle - 0.57 * range, middle + 0.62 * range];
  // The ceiling's name stands above its line.
  return [Math.max(0, bottom), top > ceiling ? ceiling + 0.18 * range : top];
}
