import type { Transformation } from "../transformation.js";
import type { IntegerWeights } from "./weights.js";

/** A linear part that takes levels (i16) and makes accumulators (i32); see Transformation. */
export interface IntegerTransformation extends Transformation {
  readonly weights: IntegerWeights;
  /** The real number that 1 in an accumulator stands for; valid after `prepare`. */
  readonly scale: number;
}
