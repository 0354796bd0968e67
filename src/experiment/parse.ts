import { z } from "zod";
import { parseDocument } from "./parse-document.js";
import { type Experiment, experimentSchema } from "./schema.js";

/** An experiment document is wrong; the message has a line per fault, with the path of the key. */
export class ExperimentError extends Error {
  override name = "ExperimentError";
}

/** Checks an experiment document and fills in the defaults. Throws an ExperimentError. */
export function parseExperiment(document: unknown): Experiment {
  return parseDocument(
    experimentSchema,
    document,
    (faults) => new ExperimentError(faults.join("\n")),
  );
}

/** The JSON Schema (draft 2020-12) of experiment documents as people write them. */
export function experimentJsonSchema(): object {
  return { title: "infoplane experiment", ...z.toJSONSchema(experimentSchema, { io: "input" }) };
}
