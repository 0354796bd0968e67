import { EstimatorError, type Sample } from "./estimator.js";

/** Inputs of a sample. Throws an EstimatorError when its lengths do not fit; values are not looked at. */
export function inputsOf({ classes, labels, units, values }: Sample): number {
  if (!Number.isInteger(units) || units < 1) {
    throw new EstimatorError(`there must be at least 1 unit, not ${units}`);
  }
  if (!Number.isInteger(classes) || classes < 1 || classes > 256) {
    throw new EstimatorError(`there must be from 1 to 256 classes, not ${classes}`);
  }
  if (labels.length === 0) throw new EstimatorError("there must be at least 1 input, not 0");
  if (values.length !== labels.length * units) {
    throw new EstimatorError(
      `${values.length} values are no ${labels.length} rows of ${units} units; ` +
        `there must be ${labels.length * units}`,
    );
  }
  return labels.length;
}

/** Throws an EstimatorError unless all labels are below the number of classes. */
export function checkLabels({ classes, labels }: Sample): void {
  const bad = labels.findIndex((label) => label >= classes);
  if (bad < 0) return;
  throw new EstimatorError(
    `the label of input ${bad} is ${labels[bad]}; with ${classes} classes it must be below ${classes}`,
  );
}

/** Throws an EstimatorError unless all values are finite. */
export function checkFinite({ units, values }: Sample): void {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[i];
  if (sum === 0) return;
  const bad = values.findIndex((value) => !Number.isFinite(value));
  throw new EstimatorError(
    `the value of unit ${bad % units} for input ${Math.floor(bad / units)} is ${values[bad]}; ` +
      "all values must be finite",
  );
}
