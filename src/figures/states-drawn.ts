import { percent, thousands } from "./format.js";
import type { ScatterDot, ScatterPanel } from "./panels.js";

/** "2000 states, 1500 drawn (90 % of inputs)"; of all states only their number. */
export function statesDrawn(
  { states, inputs }: Pick<ScatterPanel, "states" | "inputs">,
  drawn: ScatterDot[],
): string {
  const all = `${thousands(states)} ${states === 1 ? "state" : "states"}`;
  if (drawn.length === states) return all;
  return `${all}, ${thousands(drawn.length)} drawn (${percent(inputsOf(drawn) / inputs)} of inputs)`;
}

/** Inputs of some states together. */
export const inputsOf = (dots: ScatterDot[]): number =>
  dots.reduce((sum, { count }) => sum + count, 0);
