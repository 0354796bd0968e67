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
export function lostBits(lost: LostPrediction): string {
  const { mean, standardError } = lost.bits;
  if (isValid(lost)) return "0";
  if (mean < 0.0005) return "<0.001";
  return standardError === null ? fixed(mean, 3) : `${fixed(mean, 3)} ± ${fixed(standardError, 3)}`;
}

/** In how many repetitions states are valid: "3 of 50". */
export const validIn = ({ counted, valid }: LostPrediction): string => `${valid} of ${counted}`;

/** "0.312 ± 0.004 (3 of 50)". */
export const lostWords = (lost: LostPrediction): string => `${lostBits(lost)} (${validIn(lost)})`;

/** "in each of 50 repetitions", of so many in all. */
export function inEachCounted(counted: number, repetitions: number): string {
  const each = counted === 1 ? "in the one repetition" : `in each of ${counted} repetitions`;
  return counted < repetitions ? `${each} in which it was counted, of ${repetitions}` : each;
}

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
  const all = counted.length;
  const valid = all - lossy.length;
  const which =
    all === 1
      ? `The one binned layer${where}`
      : `${valid === 0 ? "None" : valid} of ${all} binned layers${where}`;
  const are = valid > 1 ? "are valid" : all === 1 && valid === 0 ? "is not valid" : "is valid";
  const [{ lost: some, repetitions }] = counted;
  const each = inEachCounted(some.counted, repetitions);
  const first = `${which} ${are}: H(prediction | binned T) ${valid === 0 ? "is not 0" : "= 0"} at the end ${each}.`;
  if (lossy.length === 0) return first;
  const { estimator, layer, lost } = lossy.reduce((a, b) =>
    b.lost.bits.mean > a.lost.bits.mean ? b : a,
  );
  const [one, more] = valid === 0 ? ["It", "They"] : ["The other", "The others"];
  const lose = lossy.length === 1 ? `${one} loses` : `${more} lose`;
  return `${first} ${lose} some of the prediction: ${lostBits(lost)} bits at most (${estimator}, ${layer}).`;
}
