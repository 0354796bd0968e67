import { fixed } from "../numerics/fixed.js";
import { type Measured, measured } from "./statistics.js";

/** What states lose of the network's predictions at the last measurement, over the repetitions. */
export interface LostPrediction {
  /** H(prediction | T), bits, in the repetitions in which it was counted. */
  bits: Measured;
  /** In how many it was counted, and in how many of these it is 0: there the states are valid. */
  counted: number;
  valid: number;
}

/** `bits`: H(prediction | T) of each repetition, NaN where it was not counted; null if it never was. */
export function lostPrediction(bits: Iterable<number>): LostPrediction | null {
  const own = [...bits].filter((one) => !Number.isNaN(one));
  if (own.length === 0) return null;
  const valid = own.filter((one) => one === 0).length;
  return { bits: measured(own), counted: own.length, valid };
}

/** Whether states tell the prediction in every repetition in which that was counted. */
export const isValid = ({ counted, valid }: LostPrediction): boolean => valid === counted;

/** "0", "<0.001", "0.312 ± 0.004": 0 only where nothing is lost in any repetition. */
export function lostBits({ bits: { mean, standardError }, ...own }: LostPrediction): string {
  if (isValid({ bits: { mean, standardError }, ...own })) return "0";
  if (mean < 0.0005) return "<0.001";
  return standardError === null ? fixed(mean, 3) : `${fixed(mean, 3)} ± ${fixed(standardError, 3)}`;
}

/** In how many repetitions states are valid: "3 of 50". */
export const validIn = ({ counted, valid }: LostPrediction): string => `${valid} of ${counted}`;

/** A layer as an estimator counts it, over so many repetitions. */
interface Counted {
  layer: string;
  estimator: string;
  repetitions: number;
  lostPrediction: LostPrediction | null;
}

/** Said where there are no counts. */
export const NOT_COUNTED =
  "it was not counted whether they tell the prediction: the records are of a former build. Run the experiment anew to know";

/**
 * How many binned layers are valid in all repetitions, and what is lost by the one that loses most; of
 * those in which it was counted. `where`: " of syn-tanh-8bit".
 */
export function validityWords(rows: readonly Counted[], where = ""): string {
  const counted = rows.flatMap(({ lostPrediction: lost, ...about }) =>
    lost ? [{ ...about, lost }] : [],
  );
  if (counted.length === 0) return `Of the binned layers${where} ${NOT_COUNTED}.`;
  const lossy = counted.filter(({ lost }) => !isValid(lost));
  const valid = counted.length - lossy.length;
  const [{ lost: some, repetitions }] = counted;
  const each =
    some.counted === 1 ? "in the one repetition" : `in each of ${some.counted} repetitions`;
  const rest = some.counted < repetitions ? `, of ${repetitions}; not counted in the others` : "";
  const first = `${valid} of ${counted.length} binned layers${where} ${valid === 1 ? "is" : "are"} valid: H(prediction | binned T) = 0 at the end ${each}${rest}.`;
  if (lossy.length === 0) return first;
  const { estimator, layer, lost } = lossy.reduce((a, b) =>
    b.lost.bits.mean > a.lost.bits.mean ? b : a,
  );
  const others = lossy.length === 1 ? "The other loses" : "The others lose";
  return `${first} ${others} some of the prediction: ${lostBits(lost)} bits at most (${estimator}, ${layer}).`;
}
