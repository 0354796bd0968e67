import { leastPredictionInformation } from "../information/fano.js";
import type { LayerSummary } from "./layers.js";
import type { RunSummary } from "./run-summary.js";

/**
 * What states must know of the label at the end, bits, to tell what the network predicts: Fano's bound
 * at the lower of its mean accuracies on the train and the test part. A binning is valid only if
 * H(prediction | binned T) = 0, and then I(T;Y) is no less than that of the prediction (derived here).
 */
export function neededForPrediction({ experiment, layers, training }: RunSummary): number {
  const { testAccuracy, trainAccuracy } = training.end;
  const accuracy = Math.min(trainAccuracy.mean, testAccuracy.mean);
  const { units } = experiment.network.layers[experiment.network.layers.length - 1] as {
    units: number;
  };
  const { ceiling } = layers[0].label;
  return leastPredictionInformation(1 - accuracy, units, ceiling);
}

/**
 * Whether states certainly lose what the network predicts at the end. Where this is false they may lose
 * it all the same: only the joint count with the predictions tells, as `infoplane estimate` makes it.
 */
export const losesPrediction = ({ label }: Pick<LayerSummary, "label">, needed: number): boolean =>
  label.end.mean < needed;
