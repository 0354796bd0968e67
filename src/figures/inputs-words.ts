import type { Inputs } from "../experiment/records.js";

/** The inputs over which information was measured, as words in a sentence. */
export const INPUTS_NAME: Record<Inputs, string> = {
  all: "all inputs",
  train: "the train part",
  test: "the test part",
};
