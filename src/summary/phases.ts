import { type Course, judgePhase, type Landmarks, type Phase } from "../phases/phase.js";
import type { Values } from "./curve.js";
import { firstOfTraining, type MeasuredEpochs } from "./epochs.js";
import type { LayerCourses, LayerRow } from "./layers.js";

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
  layers: readonly LayerCourses[],
  { epochs, stages }: MeasuredEpochs,
): LayerPhases[] {
  const from = firstOfTraining(stages);
  return layers.map((one) => {
    const { layer, estimator, inputs, status } = one;
    const course = (values: Values, ceiling: number): Course => ({
      ...whereMeasured(values, epochs, from),
      ...{ ceiling, status },
    });
    const label = judgePhase("fitting", course(one.label, one.labelCeiling));
    const input = judgePhase("compression", course(one.input, one.ceiling));
    return {
      ...{ layer, estimator, inputs },
      ...{ fitting: label.phase, compression: input.phase },
      landmarks: { input: input.landmarks, label: label.landmarks },
    };
  });
}

/** Estimators may be asked after some epochs only, or not at all: then one epoch without a value. */
function whereMeasured(
  values: Values,
  epochs: readonly number[],
  from: number,
): Pick<Course, "epochs" | "from" | "values"> {
  const known = [...epochs.keys()].filter((epoch) =>
    values.some((own) => Number.isFinite(own[epoch])),
  );
  if (known.length === epochs.length) return { epochs, from, values };
  const kept = known.some((epoch) => epoch >= from) ? known : [from];
  return {
    epochs: kept.map((epoch) => epochs[epoch]),
    from: kept.findIndex((epoch) => epoch >= from),
    values: values.map((own) => Float64Array.from(kept, (epoch) => own[epoch])),
  };
}

/** Phases without the values of the repetitions. */
export const phaseTable = (phases: readonly LayerPhases[]): PhaseRow[] =>
  phases.map(({ landmarks: _, ...row }) => row);
