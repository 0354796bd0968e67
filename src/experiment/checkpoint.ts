/** A repetition in the middle of its work: all that is needed to go on to the same bits. */
export interface Checkpoint {
  /** Plain JSON: counters, ranges, names and lengths of the records so far. */
  state: unknown;
  /** Weights, optimiser moments and record columns, by name. */
  arrays: Record<string, Float32Array | Float64Array | Int32Array>;
}
