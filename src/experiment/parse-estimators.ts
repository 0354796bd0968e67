import { EstimatorError } from "../estimators/estimator.js";
import { type EstimatorEntry, estimatorSchema } from "../estimators/schema.js";
import { parseShortForm } from "../estimators/short-form.js";
import { parseDocument } from "./parse-document.js";

/**
 * The estimator that a text says, in the short form or as JSON, with every default filled in.
 *
 * @throws EstimatorError that says what is wrong with it.
 */
export function parseEstimator(text: string): EstimatorEntry {
  return parseDocument(
    estimatorSchema,
    parseShortForm(text),
    (faults) => new EstimatorError(`"${text}": ${faults.join("; ")}`),
  );
}
