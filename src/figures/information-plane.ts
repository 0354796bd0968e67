import { firstOfTraining } from "../summary/epochs.js";
import { type LayerSummary, principal } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import { COLOUR_BAR_HEIGHT, colourBar } from "./colour-bar.js";
import { drawPlane } from "./draw-plane.js";
import { thousands } from "./format.js";
import type { PlanePanel } from "./panels.js";
import { type FigureOptions, figure, group, text, wrap } from "./svg.js";
import { MUTED } from "./theme.js";
import { lastAge, type Region, trajectory } from "./trajectory.js";
import { crowdedRegion } from "./zoom.js";

/** Room above the panels of a wide figure, pixels. */
const TOP = 36;

/**
 * The information plane: I(X;T) and I(T;Y) of every layer, bits, averaged over the repetitions, one
 * trajectory per layer coloured by epoch, between its ceilings, with a zoom on the hidden layers. A
 * prefit is grey.
 */
export function informationPlane(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const [main, zoomed] = informationPlanePanels(summary);
  const wide = width >= 640;
  const side = zoomed && wide;
  const mainWidth = side ? Math.round(width * 0.56) : Math.min(width, 700);
  const height = Math.round(wide ? mainWidth * 0.8 : width * 0.95);
  const barWidth = wide ? 322 : width;
  const children = [
    group(document, wide ? mainWidth - 330 : 0, 0, [
      colourBar(document, main.last, barWidth, hasPrefit(summary)),
    ]),
    group(document, 0, wide ? TOP : COLOUR_BAR_HEIGHT + 6, [
      drawPlane(document, main, { width: mainWidth, height }),
    ]),
  ];
  let bottom = height + (wide ? TOP : COLOUR_BAR_HEIGHT + 6);
  if (zoomed) {
    const enlarged = drawPlane(document, zoomed, {
      width: side ? width - mainWidth - 16 : width,
      height: side ? height : Math.round(width * 0.85),
    });
    children.push(group(document, side ? mainWidth + 16 : 0, side ? TOP : bottom + 6, [enlarged]));
    if (!side) bottom += 6 + Math.round(width * 0.85);
  }
  const prefit = hasPrefit(summary) ? summary.epochs[firstOfTraining(summary.stages)] : 0;
  for (const line of wrap(planeNote(principal(summary.layers), prefit), width - 60, 11)) {
    bottom += 15;
    children.push(text(document, line, wide ? 50 : 8, bottom, { "font-size": 11, fill: MUTED }));
  }
  const names = main.trajectories.map((one) => one.layer).join(", ");
  const label = `Information plane of layers ${names}: I(X;T) against I(T;Y) in bits, coloured by epoch.`;
  return figure(document, { width, height: bottom + 8, label }, children);
}

/** The panels of the figure: the whole plane, and the crowd enlarged where there is one. */
export function informationPlanePanels(summary: RunSummary): PlanePanel[] {
  const main = meanPlane(summary);
  const crowd = crowdedRegion(main.trajectories, main.region);
  if (!crowd) return [main];
  return [
    { ...main, crowd },
    { ...main, region: crowd, title: "Enlarged: the dashed rectangle" },
  ];
}

/** The mean of a run's repetitions in the whole plane; by default of the exact counts. */
export function meanPlane(
  summary: RunSummary,
  last = lastAge(summary),
  layers = principal(summary.layers),
): PlanePanel {
  const ceiling = Math.max(...layers.map((one) => one.input.ceiling));
  const labelCeiling = Math.max(...layers.map((one) => one.label.ceiling));
  const region: Region = { x: [0, ceiling * 1.07], y: [0, labelCeiling * 1.14] };
  const count = summary.repetitions.length;
  const { epochs, stages } = summary;
  return {
    kind: "plane",
    name: "information plane",
    title: count === 1 ? "One repetition" : `Mean of ${count} repetitions`,
    trajectories: layers.map((one) => {
      const { input, label, saturated } = one.curves;
      const data = { epochs, stages, input: input.mean, label: label.mean, saturated };
      return trajectory(one, data, undefined, last);
    }),
    ...{ region, crowd: null, ceiling, labelCeiling, last },
  };
}

/** Whether the run began on shuffled labels. */
export const hasPrefit = ({ stages }: Pick<RunSummary, "stages">): boolean =>
  firstOfTraining(stages) > 0;

function planeNote(series: LayerSummary[], prefit: number): string {
  const note = [
    "Shapes tell the layers apart and mark epochs 0, 10, 100, … and the last (larger).",
  ];
  if (prefit > 0) {
    note.push(
      `Grey: ${thousands(prefit)} epochs on shuffled labels; colours count from the first on true labels.`,
    );
  }
  const named = (status: LayerSummary["status"]) =>
    series
      .filter((one) => one.status === status)
      .map((one) => one.layer)
      .join(", ");
  const estimated = named("estimate");
  const infinite = named("infinite");
  const saturated = series.filter((one) => one.curves.saturated.some((share) => share >= 0.5));
  if (saturated.length > 0) {
    const names = saturated.map((one) => one.layer).join(", ");
    note.push(`Hollow: saturated (${names}), limited by the number of inputs, not by the layer.`);
  }
  if (estimated) note.push(`Estimates: ${estimated}.`);
  if (infinite) {
    note.push(
      `Infinite in truth: I(X;T) of ${infinite}; shown is the count of distinct float vectors.`,
    );
  }
  return note.join(" ");
}
