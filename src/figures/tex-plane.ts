import { shortNumber } from "./csv.js";
import { epochPosition, epochTicks } from "./epoch-axis.js";
import { thousands, trimmed } from "./format.js";
import type { PlanePanel } from "./panels.js";
import { escapeTex, type TexPlace, texAxis, texTable } from "./tex-format.js";
import { inside, type PlanePoint, type Trajectory } from "./trajectory.js";

/** A part of the information plane as a plot of a group, with the colour bar beside the last one. */
export function texPlane(panel: PlanePanel, { last: atEnd }: TexPlace): string {
  const { region, title, trajectories, last, ceiling, labelCeiling, crowd } = panel;
  const ticks = last > 0 ? epochTicks(last) : [0];
  const before = trajectories.flatMap(({ points }) => points.filter(({ age }) => age < 0));
  const grey = before.some((point) => inside(point, region));
  const options = [
    `title={${escapeTex(title)}}`,
    ...texAxis("x", { domain: region.x, label: "I(X;T), bits" }),
    ...texAxis("y", { domain: region.y, label: "I(T;Y), bits" }),
    "clip mode=individual",
    "colormap/viridis",
    "point meta min=0",
    "point meta max=1",
    ...(atEnd
      ? [
          "colorbar",
          `colorbar style={ylabel={${before.length > 0 ? "epoch on true labels" : "epoch"}}, ytick={${ticks.map((tick) => shortNumber(epochPosition(tick, last))).join(",")}}, yticklabels={${ticks.map((tick) => `{${thousands(tick)}}`).join(",")}}}`,
        ]
      : []),
  ];
  const dashed = "dashed, black!55";
  const name = "font=\\scriptsize, black!70";
  const box = crowd
    ? `(axis cs:${crowd.x[0]},${crowd.y[0]}) rectangle (axis cs:${crowd.x[1]},${crowd.y[1]})`
    : "";
  return [
    `\\nextgroupplot[${options.join(", ")}]`,
    ...(within(labelCeiling, region.y)
      ? [
          `\\draw[${dashed}] (axis cs:${region.x[0]},${labelCeiling}) -- (axis cs:${region.x[1]},${labelCeiling}) node[pos=0, above right, ${name}] {H(Y) = ${trimmed(labelCeiling, 3)} bits};`,
        ]
      : []),
    ...(within(ceiling, region.x)
      ? [
          `\\draw[${dashed}] (axis cs:${ceiling},${region.y[0]}) -- (axis cs:${ceiling},${region.y[1]}) node[pos=0, above left, rotate=90, anchor=south west, ${name}] {$\\log_2 n$ = ${trimmed(ceiling, 3)} bits};`,
        ]
      : []),
    ...(box ? [`\\draw[densely dotted] ${box};`] : []),
    ...trajectories.flatMap((one) => layer(panel, one)),
    ...layerNames(panel),
    ...(grey
      ? [`\\node[anchor=north west, ${name}] at (rel axis cs:0,-0.24) {Grey: on shuffled labels};`]
      : []),
  ].join("\n");
}

/** Names are not clipped, so that none is cut; lines outside must be left out. */
const within = (value: number, [low, high]: readonly [number, number]) =>
  low <= value && value <= high;

function layer({ region }: PlanePanel, { points }: Trajectory): string[] {
  const shown = points.filter((point) => inside(point, region));
  const rows = (own: PlanePoint[]) =>
    own.map(({ input, label, position }) => [input, label, position]);
  const before = shown.filter(({ age }) => age < 0);
  const after = shown.filter(({ age }) => age >= 0);
  const table = (own: PlanePoint[]) => `table[meta=epoch] {
${texTable(["x", "y", "epoch"], rows(own))}
};`;
  return [
    ...(before.length > 0
      ? [`\\addplot[only marks, mark=*, mark size=0.6pt, black!45] ${table(before)}`]
      : []),
    ...(after.length > 0
      ? [
          `\\addplot[scatter, scatter src=explicit, mark=*, mark size=0.9pt, line width=0.3pt, black!25, scatter/use mapped color={draw=mapped color, fill=mapped color}] ${table(after)}`,
        ]
      : []),
  ];
}

/** Names at the ends of the trajectories; those that end at about one place share one. */
function layerNames({ trajectories, region }: PlanePanel): string[] {
  const ends: { x: number; y: number; names: string }[] = [];
  const width = region.x[1] - region.x[0];
  const height = region.y[1] - region.y[0];
  for (const { layer: name, points } of trajectories) {
    const end = points.filter((point) => inside(point, region)).at(-1);
    if (!end) continue;
    const near = ends.find(
      (other) =>
        Math.abs(other.x - end.input) < 0.08 * width &&
        Math.abs(other.y - end.label) < 0.05 * height,
    );
    if (near) near.names += `, ${name}`;
    else ends.push({ x: end.input, y: end.label, names: name });
  }
  return ends.map(({ x, y, names }, place) => {
    const right = x > region.x[0] + 0.6 * width;
    const anchor = `${place % 2 ? "north" : "south"} ${right ? "east" : "west"}`;
    return `\\node[anchor=${anchor}, font=\\small\\bfseries] at (axis cs:${shortNumber(x)},${shortNumber(y)}) {${escapeTex(names)}};`;
  });
}
