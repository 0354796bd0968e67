import { principal } from "../summary/layers.js";
import type { RepetitionCurves } from "../summary/repetitions.js";
import type { RunSummary } from "../summary/run-summary.js";
import { thin } from "../summary/thin.js";
import type { PlanePanel } from "./panels.js";
import { lastAge, trajectory } from "./trajectory.js";

/** One repetition of a run in the whole plane, at most at so many epochs. */
export function repetitionPlane(
  summary: RunSummary,
  { layers, repetition }: RepetitionCurves,
  title: string,
  limit: number,
): PlanePanel {
  const { epochs, stages } = summary;
  const means = principal(summary.layers);
  const ceiling = Math.max(...means.map((one) => one.input.ceiling));
  const labelCeiling = Math.max(...means.map((one) => one.label.ceiling));
  const indices = thin(Array.from(epochs), limit);
  return {
    kind: "plane",
    name: `repetition ${repetition}`,
    title,
    trajectories: layers.map((one) => trajectory(one, { epochs, stages, ...one }, indices)),
    region: { x: [0, ceiling * 1.07], y: [0, labelCeiling * 1.2] },
    ...{ crowd: null, ceiling, labelCeiling, last: lastAge(summary) },
  };
}

/** "repetition 7 (1 restart)". */
export function repetitionName({ repetition, restarts }: RepetitionCurves): string {
  const again = restarts ? ` (${restarts} ${restarts === 1 ? "restart" : "restarts"})` : "";
  return `repetition ${repetition}${again}`;
}
