import { pageStyle } from "./page-style.js";
import { escapeMarkup, inlineMarkup } from "./serialise.js";
import type { FigureOptions } from "./svg.js";
import type { TitledTable } from "./word-table.js";

const WIDE = 1040;
const NARROW = 358;

/** A self-contained HTML page: no network, no scripts, light and dark. */
export const pageMarkup = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<style>${pageStyle()}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;

type Draw = (options: FigureOptions) => SVGSVGElement;

/** A figure, drawn for wide and for narrow windows, with a caption that is markup. */
export function figureMarkup(caption: string, document: Document, draw: Draw): string {
  const drawn = [WIDE, NARROW].map(
    (width) =>
      `<div class="${width === WIDE ? "wide" : "narrow"}">${inlineMarkup(draw({ document, width }))}</div>`,
  );
  return `<figure>${drawn.join("\n")}
<figcaption>${caption}</figcaption></figure>`;
}

/** A section with a figure. */
export const figureSection = (
  { caption, name, title }: { name: string; title: string; caption: string },
  document: Document,
  draw: Draw,
): string => `<section id="${name}"><h2>${escapeMarkup(title)}</h2>
${figureMarkup(escapeMarkup(caption), document, draw)}</section>`;

export const listMarkup = (sentences: readonly string[]): string =>
  `<ul>${sentences.map((one) => `<li>${escapeMarkup(one)}</li>`).join("\n")}</ul>`;

export function titledTable({ columns, names, rows, title }: TitledTable): string {
  const side = (place: number) => (place < names ? ' class="name"' : "");
  const head = columns.map((name, i) => `<th scope="col"${side(i)}>${escapeMarkup(name)}</th>`);
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, i) => `<td${side(i)}>${escapeMarkup(cell.trim())}</td>`).join("")}</tr>`,
  );
  const label = escapeMarkup(title);
  return `<h3>${label}</h3>
<div class="scroll" tabindex="0"><table aria-label="${label}">
<thead><tr>${head.join("")}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}
