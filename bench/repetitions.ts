import type { Dataset } from "../src/data/dataset.js";
import { synDataset } from "../src/data/syn.js";
import { createEngine } from "../src/engine/engine.js";
import { parseExperiment } from "../src/experiment/parse.js";
import { presets } from "../src/experiment/presets.js";
import { Repetition } from "../src/experiment/repetition.js";
import type { ExperimentDocument } from "../src/experiment/schema.js";
import { createWorkspace } from "../src/experiment/workspace.js";
import type { Context } from "./context.js";
import { mnistData } from "./mnist-data.js";

export type Case = "syn" | "mnist" | "conv";

export const PRESETS: Record<Case, string> = {
  syn: "syn-tanh-8bit",
  mnist: "mnist-bn2-8bit",
  conv: "mnist-conv-8bit",
};

/** A repetition of the case's preset, changed by `changes`; never abandoned as a bad fit. */
export async function startRepetition(
  dataset: Dataset,
  name: Case,
  changes: Partial<ExperimentDocument> = {},
): Promise<{ repetition: Repetition; stepsPerEpoch: number; epochs: number }> {
  const experiment = parseExperiment({ ...presets[PRESETS[name]], badFit: "keep", ...changes });
  const workspace = await createWorkspace(experiment, dataset);
  const engine = await createEngine(workspace.memory);
  return {
    repetition: new Repetition(engine, workspace, experiment, 0),
    stepsPerEpoch: Math.ceil(workspace.train.length / experiment.batchSize),
    epochs: experiment.epochs,
  };
}

export async function caseData(
  name: Case,
  context: Context,
): Promise<{ dataset: Dataset; note?: string }> {
  return name === "syn" ? { dataset: synDataset() } : mnistData(context);
}
