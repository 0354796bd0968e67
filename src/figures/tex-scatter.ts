import { dotRadius } from "./draw-scatter.js";
import type { ScatterDot, ScatterPanel } from "./panels.js";
import { escapeTex, type TexPlace, texAxis, texColour, texTable } from "./tex-format.js";
import { classColour } from "./theme.js";

/** Radius of the most frequent state, pt. */
const LARGEST = 7;

/** States of a layer as a plot of a group: dots by label, the holes in them, a legend. */
export function texScatter(panel: ScatterPanel, { first }: TexPlace): string {
  const { dots, labels, layer, region, title } = panel;
  const options = [
    `title={${escapeTex(title)}}`,
    "title style={font=\\bfseries\\small}",
    "height=8.6cm",
    ...texAxis("x", { domain: region.x, label: `first unit of ${layer}` }),
    ...texAxis("y", { domain: region.y, label: `second unit of ${layer}` }),
    ...(first ? ["legend style={at={(0,1.12)}, anchor=south west}"] : []),
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
