import { log2 } from "../numerics/log2.js";

/**
 * The least I(prediction;Y), bits, of a prediction of Y that is wrong for a share `error` of the inputs:
 * H(Y) - h(error) - error log2(classes - 1), h being the entropy of a coin (Fano 1961), and no less than
 * 0. A mean error gives a bound on the mean, as h is concave.
 */
export function leastPredictionInformation(
  error: number,
  classes: number,
  labelEntropy: number,
): number {
  const most = (classes - 1) / classes;
  const share = Math.min(error, most);
  const term = (p: number) => (p > 0 ? -p * log2(p) : 0);
  const lost = term(share) + term(1 - share) + (classes > 2 ? share * log2(classes - 1) : 0);
  return Math.max(0, labelEntropy - lost);
}
