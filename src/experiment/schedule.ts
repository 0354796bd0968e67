import { log } from "../numerics/log.js";
import type { Schedule } from "./schema.js";

/**
 * The epochs (0 .. epochs - 1) after which a run is measured, ascending. Epoch 0 is the first pass
 * over the data. "log" adds the last epoch and spaces the points evenly in log(epoch + 1).
 */
export function measuredEpochs(schedule: Schedule, epochs: number): number[] {
  if (schedule.schedule === "every") {
    const count = Math.ceil(epochs / schedule.epochs);
    return Array.from({ length: count }, (_, i) => i * schedule.epochs);
  }
  const measured = new Set<number>();
  const step = log(epochs) / (schedule.points - 1);
  let epoch = 1;
  const ratio = exponential(step);
  for (let point = 0; point < schedule.points; point++) {
    measured.add(Math.min(epochs, Math.round(epoch)) - 1);
    epoch *= ratio;
  }
  measured.add(epochs - 1);
  return [...measured].sort((a, b) => a - b);
}

/** e^x for 0 <= x <= 20 by squaring a Taylor series, from basic arithmetic only. */
function exponential(x: number): number {
  const halvings = 10;
  const r = x / 2 ** halvings;
  let sum = 1;
  for (let k = 10; k >= 1; k--) sum = 1 + (sum * r) / k;
  for (let k = 0; k < halvings; k++) sum *= sum;
  return sum;
}
