import type { Status } from "../information/status.js";
import { percent } from "./format.js";

/** The status of a layer in a word or two, with its share when only some measurements have it. */
export function describeStatus(row: { status: Status; statusShare: number }): string {
  const word = row.status === "infinite" ? "infinite in truth" : row.status;
  return row.statusShare < 1 ? `${word}, ${percent(row.statusShare)} of epochs` : word;
}

/** What each status means, in one sentence. */
export const STATUS_MEANING: Record<Status, string> = {
  exact: "every input was counted; nothing was estimated",
  estimate: "made by an estimator, not a count of the layer's own states",
  saturated:
    "a count, but most inputs have a state of their own: it tells of the number of inputs, not of the layer",
  infinite:
    "with inputs from a continuum the true I(X;T) of real-valued units is infinite: the number is a property of how it was counted or estimated",
};
