import type { Information } from "../../src/information/information.js";

/** Occurrences of each key. */
function tally(keys: string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts.values()];
}

/** H = -sum p log2 p. */
function entropyOf(keys: string[]): number {
  return tally(keys).reduce(
    (sum, count) => sum - (count / keys.length) * Math.log2(count / keys.length),
    0,
  );
}

/** Information of rows of codes by the textbook: equal rows have equal keys. */
export function bruteForce(
  rows: ArrayLike<number>[],
  labels: ArrayLike<number>,
): Omit<Information, "status"> {
  const states = rows.map((row) => Array.from(row, (code) => code + 0).join());
  const classes = Array.from(labels, String);
  const pairs = states.map((state, i) => `${state}|${classes[i]}`);
  const entropy = entropyOf(states);
  return {
    entropy,
    inputInformation: entropy,
    labelInformation: entropy + entropyOf(classes) - entropyOf(pairs),
    conditionalEntropy: entropyOf(pairs) - entropyOf(classes),
    states: tally(states).length,
    singletons: tally(states).filter((count) => count === 1).length,
    ceiling: Math.log2(rows.length),
    labelCeiling: entropyOf(classes),
  };
}
