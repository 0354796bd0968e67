import { FONT, INK } from "./theme.js";

const SVG = "http://www.w3.org/2000/svg";

/** What every figure takes. */
export interface FigureOptions {
  /** Where elements are made: the browser's, or one of a light DOM in Node. */
  document: Document;
  /** Width in CSS pixels; below 640 the panels stand one below the other. Default: 1040. */
  width?: number;
}

export type Attributes = Record<string, string | number>;

/** An SVG element with attributes and children; a string child is text. */
export function element(
  document: Document,
  name: string,
  attributes: Attributes = {},
  children: (Element | string)[] = [],
): SVGElement {
  const node = document.createElementNS(SVG, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  for (const child of children) {
    node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
  return node;
}

/** A line of text; `y` is its baseline. */
export function text(
  document: Document,
  content: string,
  x: number,
  y: number,
  attributes: Attributes = {},
): SVGElement {
  return element(document, "text", { x, y, "font-size": 12, fill: INK, ...attributes }, [content]);
}

/** Moves elements. */
export function group(document: Document, x: number, y: number, children: Element[]): SVGElement {
  return element(document, "g", { transform: `translate(${x},${y})` }, children);
}

/** The outermost element of a figure; `label` says in words what it shows. */
export function figure(
  document: Document,
  size: { width: number; height: number; label: string },
  children: Element[],
): SVGSVGElement {
  const attributes = {
    viewBox: `0 0 ${size.width} ${size.height}`,
    width: size.width,
    height: size.height,
    role: "img",
    "aria-label": size.label,
    "font-family": FONT,
    "font-size": 12,
    fill: INK,
  };
  return element(document, "svg", attributes, children) as unknown as SVGSVGElement;
}

/** Lines of text that fit a width in pixels, for an average letter of 0.5 em. */
export const wrap = (content: string, width: number, fontSize: number): string[] =>
  wrapLetters(content, Math.floor(width / (fontSize * 0.5)));

/** Lines of at most so many letters, broken at spaces. */
export function wrapLetters(content: string, letters: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of content.split(" ")) {
    if (line && line.length + 1 + word.length > letters) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  if (line) lines.push(line);
  return lines;
}
