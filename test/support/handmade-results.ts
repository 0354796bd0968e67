import { type Inputs, STATES, type Stage } from "../../src/experiment/records.js";
import type { RunResults } from "../../src/experiment/results.js";
import type { Status } from "../../src/information/status.js";
import { syntheticResults } from "./synthetic-results.js";

export interface HandmadeRow {
  epoch: number;
  input: number;
  label?: number;
  layer?: string;
  estimator?: string;
  stage?: Stage;
  inputs?: Inputs;
  states?: number;
  singletons?: number;
  status?: Status;
  /** Not counted by default. */
  lost?: number;
}

/** Results with exactly these rows of information, one list per repetition; 8 inputs, H(Y) = 1. */
export function handmadeResults(repetitions: HandmadeRow[][]): RunResults {
  const frame = syntheticResults({ layers: 1, repetitions: repetitions.length, epochs: 1 });
  return {
    ...frame,
    repetitions: repetitions.map((rows, repetition) => ({
      ...frame.repetitions[repetition],
      information: {
        epoch: Int32Array.from(rows, (row) => row.epoch),
        stage: rows.map((row) => row.stage ?? "training"),
        inputs: rows.map((row) => row.inputs ?? "all"),
        layer: rows.map((row) => row.layer ?? "T1"),
        estimator: rows.map((row) => row.estimator ?? STATES),
        entropy: Float64Array.from(rows, (row) => row.input),
        inputInformation: Float64Array.from(rows, (row) => row.input),
        labelInformation: Float64Array.from(rows, (row) => row.label ?? 0),
        conditionalEntropy: Float64Array.from(rows, (row) => row.input - (row.label ?? 0)),
        states: Int32Array.from(rows, (row) => row.states ?? 1),
        singletons: Int32Array.from(rows, (row) => row.singletons ?? 0),
        ceiling: Float64Array.from(rows, () => 3),
        labelCeiling: Float64Array.from(rows, () => 1),
        status: rows.map((row) => row.status ?? "exact"),
        lostPrediction: Float64Array.from(rows, (row) => row.lost ?? Number.NaN),
      },
    })),
  };
}
