import type { RepetitionResult } from "./records.js";
import type { Experiment } from "./schema.js";

/** The results of a run so far; some of the experiment's repetitions may still be missing. */
export interface RunResults {
  experiment: Experiment;
  /** Version of the package that made the records. */
  version: string;
  /** The finished repetitions, in ascending order of `repetition`. */
  repetitions: RepetitionResult[];
}
