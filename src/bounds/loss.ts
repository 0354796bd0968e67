/** A loss in [0, 1] that is 1-Lipschitz in the prediction. */
export interface Loss {
  name: string;
  at(prediction: number, label: number): number;
}

/** min(1, |f - y|). */
export const clippedAbsolute: Loss = {
  name: "min(1, |f - y|)",
  at: (f, y) => Math.min(1, Math.abs(f - y)),
};

/** min(1, max(0, 1 - y f)) for labels of +-1; never below the 0-1 loss. */
export const ramp: Loss = {
  name: "min(1, max(0, 1 - y f))",
  at: (f, y) => Math.min(1, Math.max(0, 1 - y * f)),
};

/** 1 where the sign is wrong or 0. Not Lipschitz: to be reported, not bounded. */
export const zeroOne: Loss = { name: "sign error", at: (f, y) => (f * y > 0 ? 0 : 1) };

export function meanLoss(
  loss: Loss,
  predictions: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += loss.at(predictions[i], labels[i]);
  return sum / labels.length;
}
