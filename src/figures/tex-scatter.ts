import { dotRadius } from "./draw-scatter.js";
import type { ScatterDot, ScatterPanel } from "./panels.js";
import { statesDrawn } from "./states-drawn.js";
import { escapeTex, type TexPlace, texAxis, texColour, texTable } from "./tex-format.js";
import { classColour } from "./theme.js";

/** Radius of the most frequent state, pt. */
const LARGEST = 7;

/** Dots in all panels of a figure; with more, and the holes in them, TeX runs out of memory. */
const DOTS = 3000;

/** States of a layer as a plot of a group: dots by label, the holes in them, a legend. */
export function texScatter(panel: ScatterPanel, { first, panels }: TexPlace): string {
  const { labels, layer, region } = panel;
  const dots = panel.dots.slice(0, Math.floor(DOTS / panels));
  const options = [
    `title={${escapeTex(panel.title)}\\\\ {\\mdseries ${escapeTex(statesDrawn(panel, dots))}}}`,
    "title style={font=\\bfseries\\small, align=center}",
    "height=8.6cm",
    ...texAxis("x", { domain: region.x, label: `first unit of ${layer}` }),
    ...texAxis("y", { domain: region.y, label: `second unit of ${layer}` }),
    ...(first ? ["legend style={at={(0,1.18)}, anchor=south west}"] : []),
  ];
  return [
    `\\nextgroupplot[${options.join(", ")}]`,
    ...labels.flatMap((label) => {
      const own = dots.filter((dot) => dot.label === label);
      const colour = texColour(classColour(label));
      const mixed = own.filter(({ share }) => share < 1);
      const hole = (dot: ScatterDot) => radius(dot, panel) * Math.sqrt(1 - dot.share);
      return [
        ...(first
          ? [
              `\\addlegendimage{only marks, mark=*, mark size=2.5pt, color=${colour}}`,
              `\\addlegendentry{label ${label}}`,
            ]
          : []),
        ...(own.length > 0 ? [marks(own, colour, (dot) => radius(dot, panel))] : []),
        ...(mixed.length > 0 ? [marks(mixed, "white", hole)] : []),
      ];
    }),
  ].join("\n");
}

const radius = (dot: ScatterDot, { largest }: ScatterPanel) =>
  Math.max(0.5, dotRadius(dot, largest, LARGEST));

function marks(dots: ScatterDot[], colour: string, size: (dot: ScatterDot) => number): string {
  const rows = dots.map((dot) => [dot.first, dot.second, Number(size(dot).toFixed(2))]);
  return `\\addplot[forget plot, only marks, mark=*, scatter, color=${colour}, scatter/use mapped color={draw=none, fill=${colour}}, visualization depends on={\\thisrow{r} \\as \\dotradius}, scatter/@pre marker code/.append style={/tikz/mark size=\\dotradius}] table {
${texTable(["x", "y", "r"], rows)}
};`;
}
