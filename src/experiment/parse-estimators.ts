import { z } from "zod";
import { EstimatorError } from "../estimators/estimator.js";
import { type EstimatorEntry, estimatorSchema } from "../estimators/schema.js";
import { parseShortForm } from "../estimators/short-form.js";
import { describeIssue } from "./issues.js";

/**
 * The estimator that a text says, in the short form or as JSON, with every default filled in.
 *
 * @throws EstimatorError that says what is wrong with it.
 */
export function parseEstimator(text: string): EstimatorEntry {
  const document = parseShortForm(text);
  const result = estimatorSchema.safeParse(document);
  if (result.success) return result.data;
  const schema = z.toJSONSchema(estimatorSchema, { io: "input" });
  const faults = result.error.issues.flatMap((issue) => describeIssue(issue, document, schema));
  throw new EstimatorError(`"${text}": ${faults.join("; ")}`);
}
