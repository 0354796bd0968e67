import type { XYPanel, XYSeries } from "./panels.js";
import { escapeTex, type TexPlace, texAxis, texColour, texTable } from "./tex-format.js";
import type { Shape } from "./theme.js";

/** A panel of series as a plot of a group: dots with their intervals, lines, dashed levels. */
export function texXY({ levels, series, title, x, y }: XYPanel, { first }: TexPlace): string {
  const entries = series.map(({ name }) => `{${escapeTex(name)}}`).join(",");
  const options = [
    `title={${escapeTex(title)}}`,
    ...texAxis("x", x),
    ...texAxis("y", y),
    ...(first
      ? [
          "legend style={at={(0,1.16)}, anchor=south west, legend columns=4}",
          `legend entries={${entries}}`,
        ]
      : []),
  ];
  return [
    `\\nextgroupplot[${options.join(", ")}]`,
    ...series.map(plot),
    ...levels.map(
      ({ value, name }) =>
        `\\draw[dashed, black!55] (axis cs:${x.domain[0]},${value}) -- (axis cs:${x.domain[1]},${value}) node[pos=0, above right, font=\\scriptsize, black!70] {${escapeTex(name)}};`,
    ),
  ].join("\n");
}

/** Names of the shapes in TeX. */
const MARKS: Record<Shape, string> = {
  circle: "*",
  square: "square*",
  triangle: "triangle*",
  diamond: "diamond*",
  star: "star",
  cross: "+",
  wye: "Mercedes star",
};

function plot({ colour, dash, interval, line, points, symbol }: XYSeries): string {
  const style = [
    `color=${texColour(colour)}`,
    ...(symbol ? [`mark=${MARKS[symbol]}`, "mark size=2pt"] : ["mark=*", "mark size=1.2pt"]),
    line ? "line width=1.2pt" : "only marks",
    ...(dash ? ["dashed"] : []),
    ...(interval
      ? ["error bars/.cd", "y dir=both", "y explicit", "error bar style={line width=0.5pt}"]
      : []),
  ];
  const rows = points.map(({ high, low, x, y }) => [x, y, high - y, y - low]);
  const errors = interval ? "[y error plus=plus, y error minus=minus]" : "";
  return `\\addplot[${style.join(", ")}] table ${errors} {
${texTable(["x", "y", "plus", "minus"], rows)}
};`;
}
