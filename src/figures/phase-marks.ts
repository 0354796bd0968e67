import type * as Plot from "@observablehq/plot";
import type { Axis } from "./axis.js";
import { painted } from "./panel.js";
import type { PhaseMark } from "./panels.js";
import { element } from "./svg.js";
import { INK } from "./theme.js";

/**
 * The peak as a dotted line, the shade from the peak of one half of the repetitions to that of the
 * other, and the phase as an arrow right of the frame with its interval beside it.
 */
export function phaseMarks(
  document: Document,
  { phase, foot, colour }: PhaseMark,
  { domain: [bottom, top] }: Axis,
): Plot.Markish {
  const keep = (value: number) => Math.min(top, Math.max(bottom, value));
  return painted((place) => {
    const { x, right } = place;
    const y = (value: number) => place.y(keep(foot + value));
    const [first, last] = phase.halfPeaks.map((epoch) => x(epoch + 1));
    const shade = {
      ...{ x: first - 0.5, y: place.top, width: last - first + 1 },
      ...{ height: place.bottom - place.top, fill: INK, "fill-opacity": 0.07 },
    };
    const dotted = { stroke: INK, "stroke-dasharray": "1 3", "stroke-opacity": 0.7, fill: "none" };
    const peak = { ...dotted, d: `M${x(phase.peakEpoch + 1)},${place.top}V${place.bottom}` };
    const at = right + 12;
    const levels = {
      ...dotted,
      d: `M${x(phase.peakEpoch + 1)},${y(phase.value)}H${at}M${right},${y(0)}H${at}`,
    };
    const opacity = phase.verdict === "yes" ? 1 : 0.4;
    const [from, to] = phase.kind === "fitting" ? [y(0), y(phase.value)] : [y(phase.value), y(0)];
    const head = Math.sign(to - from) * Math.min(5, Math.abs(to - from) / 2);
    const arrow = {
      d: `M${at},${from}V${to}M${at - 4},${to - head}L${at},${to}L${at + 4},${to - head}`,
      ...{ stroke: colour, "stroke-width": 2, fill: "none", opacity },
    };
    const interval = {
      d: `M${at + 9},${y(phase.low)}V${y(phase.high)}M${at + 6},${y(phase.low)}h6M${at + 6},${y(phase.high)}h6`,
      ...{ stroke: INK, "stroke-width": 1, fill: "none", opacity: 0.8 },
    };
    return element(document, "g", {}, [
      ...[element(document, "rect", shade), element(document, "path", peak)],
      ...[element(document, "path", levels), element(document, "path", arrow)],
      ...(Number.isFinite(phase.low) ? [element(document, "path", interval)] : []),
    ]);
  });
}
