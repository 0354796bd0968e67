import { epochPosition, epochTicks } from "./epoch-axis.js";
import { thousands } from "./format.js";
import { element, text } from "./svg.js";
import { epochColour, epochStep, INK } from "./theme.js";

/** Height of a colour bar with its labels, pixels. */
export const COLOUR_BAR_HEIGHT = 46;

/**
 * The epoch colour scale with its ticks, as a group whose origin is the upper left corner. After a
 * prefit, epochs count from the first on true labels.
 */
export function colourBar(
  document: Document,
  last: number,
  width: number,
  afterPrefit = false,
): SVGElement {
  const inset = 14;
  const length = width - 2 * inset;
  const steps = epochStep(1) + 1;
  const at = (epoch: number) => inset + length * epochPosition(epoch, last);
  const blocks = Array.from({ length: steps }, (_, step) =>
    element(document, "rect", {
      x: inset + (length * step) / steps,
      y: 17,
      width: length / steps + (step < steps - 1 ? 0.4 : 0),
      height: 10,
      fill: epochColour(step),
    }),
  );
  const ticks = (last > 0 ? epochTicks(last) : [0]).flatMap((epoch) => [
    element(document, "path", { d: `M${at(epoch)},27v4`, stroke: INK, "stroke-opacity": 0.5 }),
    text(document, thousands(epoch), at(epoch), 42, { "text-anchor": "middle", "font-size": 11 }),
  ]);
  const name = afterPrefit
    ? "epoch on true labels (colour, log scale)"
    : "epoch (colour, log scale)";
  const title = text(document, name, inset, 11, { "font-size": 11 });
  return element(document, "g", {}, [title, ...blocks, ...ticks]);
}
