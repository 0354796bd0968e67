import type { Information } from "../information/information.js";
import type { Codes } from "../information/measure-codes.js";

/** A way to say what a layer knows about the input and the label; one per file. */
export interface Estimator {
  /** The variant in full, as it stands in records and tables. */
  readonly name: string;
  /**
   * Information, in bits, of one layer. `activations`: inputs x units, row-major; `labels`: one
   * class index (0..255) per input. The status says what the numbers are worth.
   */
  estimate(activations: Codes, labels: ArrayLike<number>): Promise<Information>;
}
