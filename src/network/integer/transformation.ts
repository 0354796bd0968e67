import type { ImageShape } from "../shapes.js";
import type { Transformation } from "../transformation.js";
import type { IntegerWeights } from "./weights.js";

/** Which inputs the units of a layer take. */
export type Wiring =
  | { type: "dense"; inputs: number }
  | { type: "conv"; input: ImageShape; channels: number; kernel: [height: number, width: number] };

/** A linear part that takes levels (i16) and makes accumulators (i32); see Transformation. */
export interface IntegerTransformation extends Transformation {
  readonly weights: IntegerWeights;
  readonly wiring: Wiring;
  /** The real number that 1 in an accumulator stands for; valid after `prepare`. */
  readonly scale: number;
}
