import { firstOfTraining } from "../summary/epochs.js";
import { shortNumber } from "./csv.js";
import { curvePoints, hasBand } from "./curve-points.js";
import { linearEpochAxis, logEpochAxis } from "./epoch-axis.js";
import type { CurvePanel, DrawnCurve, PhaseMark } from "./panels.js";
import { escapeTex, type TexPlace, texAxis, texColour, texTable } from "./tex-format.js";

/** A panel of curves as a plot of a group: bands, lines, dashed levels, a legend above the first. */
export function texCurves(panel: CurvePanel, { first }: TexPlace): string {
  const { epochs, stages, levels, phase, title, y } = panel;
  const last = epochs.at(-1) ?? 0;
  const from = firstOfTraining(stages);
  const options = [
    `title={${escapeTex(title)}${phase ? `\\\\ {\\mdseries ${escapeTex(phase.words)}}` : ""}}`,
    ...(phase ? ["title style={font=\\bfseries\\small, align=center}"] : []),
    ...texAxis("x", panel.scale === "log" ? logEpochAxis(last) : linearEpochAxis(last)),
    ...texAxis("y", y),
    ...(first
      ? [
          `legend style={at={(0,1.16)}, anchor=south west, legend columns=${legendColumns(panel)}}`,
          `legend entries={${names(panel)}}`,
        ]
      : []),
  ];
  return [
    `\\nextgroupplot[${options.join(", ")}]`,
    ...panel.curves.filter(hasBand).map((one) => band(panel, one)),
    ...panel.curves.map((one) => line(panel, one)),
    ...levels.map(
      ({ value, name }) =>
        `\\draw[dashed, black!55] (axis cs:1,${value}) -- (axis cs:${last + 1},${value}) node[pos=0, above right, font=\\scriptsize, black!70] {${escapeTex(name)}};`,
    ),
    ...(from > 0
      ? [
          `\\draw[dashed, black!55] (axis cs:${epochs[from] + 1},${y.domain[0]}) -- (axis cs:${epochs[from] + 1},${y.domain[1]}) node[pos=0, above right, rotate=90, font=\\scriptsize, black!70] {true labels from here};`,
        ]
      : []),
    ...(phase ? [texPhase(phase, panel)] : []),
  ].join("\n");
}

/** The peak as a dashed line, the phase as an arrow at the right-hand edge. */
function texPhase({ phase, foot, colour }: PhaseMark, { y, epochs }: CurvePanel): string {
  const [bottom, top] = y.domain;
  const keep = (value: number) => shortNumber(Math.min(top, Math.max(bottom, value)));
  const [peak, end] = [phase.peakEpoch + 1, (epochs.at(-1) ?? 0) + 1];
  const arrow = phase.kind === "fitting" ? [foot, foot + phase.value] : [foot + phase.value, foot];
  return [
    `\\draw[densely dotted, black!55] (axis cs:${peak},${bottom}) -- (axis cs:${peak},${top});`,
    `\\draw[->, thick, ${texDrawColour(colour)}] (axis cs:${end},${keep(arrow[0])}) -- (axis cs:${end},${keep(arrow[1])});`,
  ].join("\n");
}

const texDrawColour = (colour: string) => `draw=${texColour(colour)}`;

/** Long names stand below each other. */
const legendColumns = ({ curves }: CurvePanel) =>
  curves.some(({ name }) => name.length > 14) ? 1 : 6;

const names = ({ curves }: CurvePanel) =>
  curves.map(({ name }) => `{${escapeTex(name)}}`).join(",");

/** The band as a closed path: there along its upper end, back along its lower one. */
function band(panel: CurvePanel, one: DrawnCurve): string {
  const [bottom, top] = panel.y.domain;
  const keep = (value: number) => Math.min(top, Math.max(bottom, value));
  const points = curvePoints(panel, one);
  const rows = [
    ...points.map(({ x, high }) => [x, keep(high)]),
    ...points.reverse().map(({ x, low }) => [x, keep(low)]),
  ];
  return `\\addplot[forget plot, draw=none, fill=${texColour(one.colour)}, fill opacity=0.18] table {
${texTable(["x", "y"], rows)}
} -- cycle;`;
}

function line(panel: CurvePanel, one: DrawnCurve): string {
  const rows = curvePoints(panel, one).map(({ x, y }) => [x, y]);
  const style = [
    `color=${texColour(one.colour)}`,
    `line width=${(0.75 * (one.width ?? 1.6)).toFixed(2)}pt`,
    ...(one.dash ? ["dashed"] : []),
  ];
  return `\\addplot[${style.join(", ")}] table {
${texTable(["x", "y"], rows)}
};`;
}
