import { DRAWS, type Reliability } from "../estimators/reliability.js";
import { fixed } from "../numerics/fixed.js";
import { align, type Cell } from "./align.js";
import { thousands } from "./format.js";
import { wrapLetters } from "./svg.js";

/** The states of one layer, as an estimator counts them. */
export interface CountedStates {
  layer: string;
  estimator: string;
  reliability?: Reliability;
}

/** Sizes that are shown, the greatest ones. */
const MOST_SIZES = 5;

/**
 * How H(T) grows with the number of inputs, as aligned plain text with a line per layer and count;
 * nothing where no subsets were drawn.
 */
export function reliabilityLines(rows: readonly CountedStates[], width: number): string[] {
  const drawn = rows.flatMap(({ reliability, ...about }) =>
    reliability && reliability.curve.length > 1 ? [{ ...about, ...reliability }] : [],
  );
  if (drawn.length === 0) return [];
  const sizes = drawn[0].curve.slice(-MOST_SIZES).map(({ inputs }) => inputs);
  const header: Cell[] = [
    ["layer", "left"],
    ["estimator", "left"],
    ...sizes.map((size): Cell => [`n = ${thousands(size)}`, "right"]),
    ["last doubling", "right"],
  ];
  const cells = drawn.map(({ curve, estimator, layer }): Cell[] => {
    const entropies = curve.slice(-MOST_SIZES).map(({ entropy }) => entropy);
    const [before, last] = entropies.slice(-2);
    return [
      [layer, "left"],
      [estimator, "left"],
      ...entropies.map((entropy): Cell => [fixed(entropy, 3), "right"]),
      [signed(last - before), "right"],
    ];
  });
  return [
    ...wrapLetters(
      `Reliability: H(T) of n of the inputs, in bits; the mean over ${DRAWS} random choices of them.`,
      width,
    ),
    "",
    ...align([header, ...cells]),
    "",
    ...[
      "last doubling: what H(T) gains by it: about 0, H(T) has converged; about 1, it is log2 n and tells of the number of inputs; between, H(T) of the population is higher.",
      "alone, above: estimates the probability that another input has a state not met yet (Good, 1953).",
    ].flatMap((line) => wrapLetters(line, width)),
  ];
}

const signed = (bits: number) => `${bits < 0 ? "" : "+"}${fixed(bits, 3)}`;
