import type { Axis } from "./axis.js";
import { shortNumber } from "./csv.js";

/** Where a panel stands among those of its figure. */
export interface TexPlace {
  first: boolean;
  last: boolean;
  /** How many there are. */
  panels: number;
}

/** Settings of every axis of a figure. */
export const SETTINGS = [
  "width=8.6cm",
  "height=6.6cm",
  "grid=major",
  "grid style={black!10}",
  "tick align=outside",
  "tick pos=left",
  "title style={font=\\bfseries}",
  "legend cell align=left",
  "legend style={draw=none, legend columns=-1, /tikz/every even column/.append style={column sep=6pt}}",
  "scaled ticks=false",
  "unbounded coords=jump",
].join(",\n  ");

const SPECIAL: Record<string, string> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "$<$",
  ">": "$>$",
  "|": "$|$",
  "±": "$\\pm$",
  "₂": "$_2$",
  "…": "\\dots{}",
  "→": "$\\to$",
  "⁻": "$^-$",
  ...Object.fromEntries(Array.from("⁰¹²³⁴⁵⁶⁷⁸⁹", (digit, value) => [digit, `$^${value}$`])),
};

/** Text as it stands in TeX; a character that a plain TeX font has not becomes a question mark. */
export const escapeTex = (text: string): string =>
  text.replace(/[^ -~]|[\\{}$&#%_^~<>|]/gu, (character) => SPECIAL[character] ?? "?");

/** Text as it stands in a comment of TeX: on one line. */
export const comment = (text: string): string => text.replace(/\s+/g, " ");

/** "rgb,255:red,0;green,114;blue,178" of a colour of a figure, as on white paper. */
export function texColour(colour: string): string {
  const digits = /#([0-9a-f]{6})/i.exec(colour)?.[1];
  if (!digits) return "black";
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  return `{rgb,255:red,${red};green,${green};blue,${blue}}`;
}

/** Options of one axis: its ends, label and, where they are given, its ticks. */
export function texAxis(
  name: "x" | "y",
  { domain, label, ticks, format, log, slanted }: Axis,
): string[] {
  const options = [
    `${name}min=${shortNumber(domain[0])}`,
    `${name}max=${shortNumber(domain[1])}`,
    `${name}label={${escapeTex(label)}}`,
  ];
  if (log) options.push(`${name}mode=log`);
  if (slanted) options.push(`${name}ticklabel style={rotate=32, anchor=east}`);
  if (Array.isArray(ticks)) {
    options.push(`${name}tick={${ticks.map(shortNumber).join(",")}}`);
    if (format)
      options.push(
        `${name}ticklabels={${ticks.map((tick) => `{${escapeTex(format(tick))}}`).join(",")}}`,
      );
  }
  return options;
}

/** Rows of numbers as an inline table, under names of its columns. */
export const texTable = (columns: string[], rows: (string | number)[][]): string =>
  [
    columns,
    ...rows.map((row) =>
      row.map((value) => (typeof value === "number" ? shortNumber(value) : value)),
    ),
  ]
    .map((row) => row.join(" "))
    .join("\n");
