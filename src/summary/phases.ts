import { judgePhase, type Landmarks, type Phase } from "../phases/phase.js";
import { firstOfTraining, type MeasuredEpochs } from "./epochs.js";
import type { LayerRow, LayerValues } from "./layers.js";

/** Fitting and compression of one layer, counted one way over some inputs. */
export interface PhaseRow extends Pick<LayerRow, "layer" | "estimator" | "inputs"> {
  fitting: Phase;
  compression: Phase;
}

/** The same with the values of every repetition, in the order of the repetitions, bits. */
export interface LayerPhases extends PhaseRow {
  landmarks: {
    /** I(X;T). */
    input: Landmarks;
    /** I(T;Y). */
    label: Landmarks;
  };
}

/** The phases of every layer, in the order given. */
export function layerPhases(
  layers: readonly LayerValues[],
  { epochs, stages }: MeasuredEpochs,
): LayerPhases[] {
  const from = firstOfTraining(stages);
  return layers.map((one) => {
    const { layer, estimator, inputs, status } = one;
    const course = { epochs, from, status };
    const known = { ...course, values: one.label, ceiling: one.labelCeiling };
    const kept = { ...course, values: one.input, ceiling: one.ceiling };
    const label = judgePhase("fitting", known);
    const input = judgePhase("compression", kept);
    return {
      ...{ layer, estimator, inputs },
      ...{ fitting: label.phase, compression: input.phase },
      landmarks: { input: input.landmarks, label: label.landmarks },
    };
  });
}

/** Phases without the values of the repetitions. */
export const phaseTable = (phases: readonly LayerPhases[]): PhaseRow[] =>
  phases.map(({ landmarks: _, ...row }) => row);
