import { DataError } from "./errors.js";

/** Labels as class indices: the classes are numbered in ascending order of what stands for them. */
export interface ClassLabels {
  labels: Uint8Array;
  classes: number;
  /** What stood for each class, as text. */
  names: string[];
}

export const MOST_CLASSES = 256;

/**
 * Numbers the classes of integers or texts, whatever they are.
 *
 * @throws DataError when there are more than 256, as for targets of a regression.
 */
export function classLabels(values: ArrayLike<number | bigint | string>): ClassLabels {
  const found = new Set<number | bigint | string>();
  for (let i = 0; i < values.length; i++) {
    found.add(values[i]);
    if (found.size > MOST_CLASSES) {
      throw new DataError(
        `more than ${MOST_CLASSES} different labels in the first ${i + 1} of ${values.length}; ` +
          `expected at most ${MOST_CLASSES} classes`,
      );
    }
  }
  const sorted = [...found].sort((a, b) => (a < b ? -1 : 1));
  const index = new Map(sorted.map((value, i) => [value, i]));
  return {
    labels: Uint8Array.from({ length: values.length }, (_, i) => index.get(values[i])!),
    classes: sorted.length,
    names: sorted.map(String),
  };
}
