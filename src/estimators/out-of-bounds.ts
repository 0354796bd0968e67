import type { Information } from "../information/information.js";
import { ROUNDING } from "../information/rounding.js";

/** Why an estimator's values may lie out of bounds. */
export interface Reasons {
  /** Of I(X;T), if it can: below 0 or above log2 n. */
  input?: string;
  /** Of I(T;Y): below 0 or above H(Y). */
  label: string;
}

const MARK = "Out of bounds: ";

/** A note on every value that is negative or above its ceiling; no information is, but estimates can be. */
export function outOfBoundsNotes(
  information: Pick<
    Information,
    "ceiling" | "inputInformation" | "labelCeiling" | "labelInformation"
  >,
  { input, label }: Reasons,
): string[] {
  const { ceiling, inputInformation, labelCeiling, labelInformation } = information;
  return [
    ...(input ? noteOf("I(X;T)", inputInformation, "log2 n", ceiling, input) : []),
    ...noteOf("I(T;Y)", labelInformation, "H(Y)", labelCeiling, label),
  ];
}

/** Whether a note is such a one. */
export const isOutOfBoundsNote = (note: string): boolean => note.startsWith(MARK);

function noteOf(what: string, value: number, limit: string, most: number, why: string): string[] {
  if (value < -ROUNDING) return [`${MARK}${what} is below 0; ${why}.`];
  return value > most + ROUNDING ? [`${MARK}${what} is above ${limit}; ${why}.`] : [];
}
