import { leastPredictionInformation } from "../information/fano.js";
import { ROUNDING } from "../information/rounding.js";
import type { LayerRow } from "./layers.js";
import type { RunSummary } from "./run-summary.js";

/**
 * What states must know of the label at the end, bits, to tell what the network predicts: Fano's bound
 * at the lower of its mean accuracies on the train and the test part, of labels of this entropy. A
 * binning is valid only if H(prediction | binned T) = 0, and then I(T;Y) is no less than that of the
 * prediction (derived here).
 */
export function neededForPrediction(
  { experiment, training }: Pick<RunSummary, "experiment" | "training">,
  labelEntropy: number,
): number {
  const { testAccuracy, trainAccuracy } = training.end;
  const accuracy = Math.min(trainAccuracy.mean, testAccuracy.mean);
  const { units } = experiment.network.layers[experiment.network.layers.length - 1] as {
    units: number;
  };
  return leastPredictionInformation(1 - accuracy, units, labelEntropy);
}

/**
 * Whether states certainly lose what the network predicts at the end. Where this is false they may lose
 * it all the same: only the joint count with the predictions tells, as `infoplane estimate` makes it.
 */
export const losesPrediction = (
  run: Pick<RunSummary, "experiment" | "training">,
  { label }: Pick<LayerRow, "label">,
): boolean => label.end.mean < neededForPrediction(run, label.ceiling) - ROUNDING;
