import type { Stage } from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import { thin } from "./thin.js";

/** The epochs at which a run was measured, ascending. */
export interface MeasuredEpochs {
  epochs: number[];
  stages: Stage[];
  /** Index of an epoch. */
  place: Map<number, number>;
}

/** Epochs measured in any repetition, of whatever. */
export function measuredEpochs({ repetitions }: RunResults): MeasuredEpochs {
  const stageOf = new Map<number, Stage>();
  for (const { information, training, layers } of repetitions) {
    for (const { epoch, stage } of [layers, training, information]) {
      for (let row = 0; row < epoch.length; row++) stageOf.set(epoch[row], stage[row]);
    }
  }
  const epochs = [...stageOf.keys()].sort((a, b) => a - b);
  return {
    epochs,
    stages: epochs.map((epoch) => stageOf.get(epoch)!),
    place: new Map(epochs.map((epoch, index) => [epoch, index])),
  };
}

/**
 * Indices of about `limit` epochs to keep: a third for the prefit, if there is one, and the rest for
 * the training, each thinned as if it began at epoch 0; and the wanted ones.
 */
export function keptEpochs(
  { epochs, stages }: MeasuredEpochs,
  wanted: Iterable<number>,
  limit = 300,
): number[] {
  const from = firstOfTraining(stages);
  const part = (start: number, end: number, own: number) => {
    const counted = epochs.slice(start, end).map((epoch) => epoch - epochs[start]);
    return thin(counted, own).map((index) => index + start);
  };
  const kept = new Set(wanted);
  const share = from === 0 ? 0 : Math.round(limit / 3);
  for (const index of part(0, from, share)) kept.add(index);
  for (const index of part(from, epochs.length, limit - share)) kept.add(index);
  return [...kept].sort((a, b) => a - b);
}

/** Index of the first epoch on true labels; 0 when there is none. */
export const firstOfTraining = (stages: Stage[]): number => Math.max(0, stages.indexOf("training"));
