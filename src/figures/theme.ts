import * as Plot from "@observablehq/plot";

/*
 * Colours are written as var(--name, colour for white paper): a page may set the variables for a
 * dark background, a stand-alone file has the colours for white paper (see serialise.ts).
 */

export const FONT = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";
export const INK = "currentColor";
export const MUTED = "var(--figure-muted,#5c5c5c)";
export const PAPER = "var(--figure-paper,#ffffff)";

/** Okabe-Ito order, told apart with any colour vision; yellow and black replaced for contrast. */
const LAYERS = [
  ["#0072b2", "#4c9fe6"],
  ["#e69f00", "#f0b429"],
  ["#009e73", "#2cc49a"],
  ["#cc79a7", "#e39ac4"],
  ["#56b4e9", "#a5dcff"],
  ["#d55e00", "#ff7f33"],
  ["#7a7a7a", "#b0b0b0"],
  ["#a39200", "#f0e442"],
];

/** For up to ten classes: Paul Tol's "muted" scheme with a darker grey, told apart with any vision. */
const CLASSES = [
  ["#332288", "#8d7fe8"],
  ["#88ccee", "#88ccee"],
  ["#44aa99", "#44aa99"],
  ["#117733", "#3fae62"],
  ["#999933", "#b5b547"],
  ["#ddcc77", "#ddcc77"],
  ["#cc6677", "#dd7788"],
  ["#882255", "#d0609a"],
  ["#aa4499", "#c96bbb"],
  ["#777777", "#a5a5a5"],
];

const EPOCH_STEPS = 48;
const viridis = Plot.scale({ color: { type: "linear", domain: [0, 1], scheme: "viridis" } });

/** Colour of the layer at a place (from 0); they repeat after eight. */
export function layerColour(index: number): string {
  const place = index % LAYERS.length;
  return `var(--layer-${place + 1},${LAYERS[place][0]})`;
}

/** Colour of a class (from 0); they repeat after ten. */
export function classColour(label: number): string {
  const place = label % CLASSES.length;
  return `var(--class-${place},${CLASSES[place][0]})`;
}

/** Index of the colour for a position on the epoch scale, 0..1. */
export const epochStep = (position: number) => Math.round(position * (EPOCH_STEPS - 1));

/** One step of the epoch scale: viridis without the end that vanishes on the background. */
export function epochColour(step: number): string {
  return `var(--epoch-${step},${hex(0.9 * (step / (EPOCH_STEPS - 1)))})`;
}

/** Declarations of the variables for a dark background, for the style sheet of a page. */
export function darkVariables(): string {
  const epochs = Array.from({ length: EPOCH_STEPS }, (_, step) => {
    return `--epoch-${step}:${hex(0.22 + 0.78 * (step / (EPOCH_STEPS - 1)))}`;
  });
  const layers = LAYERS.map(([, dark], index) => `--layer-${index + 1}:${dark}`);
  const classes = CLASSES.map(([, dark], label) => `--class-${label}:${dark}`);
  const own = ["--figure-muted:#a3a8b0", "--figure-paper:#14171c"];
  return [...own, ...layers, ...classes, ...epochs].join(";");
}

const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "cross", "wye"] as const;

export type Shape = (typeof SYMBOLS)[number];

/** Shape of the layer at a place (from 0); they repeat after seven, with its colour after 56. */
export const layerSymbol = (index: number): Shape => SYMBOLS[index % SYMBOLS.length];

/** A shape in its colour, set off from what it lies on. */
export const symbolStyle = (symbol: Shape, fill: string) => ({
  ...{ symbol, fill, r: 4.5, stroke: PAPER, strokeWidth: 0.8 },
});

function hex(position: number): string {
  const colour = String(viridis.apply(position));
  const parts = colour.match(/\d+/g);
  if (colour.startsWith("#") || !parts) return colour;
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
}
