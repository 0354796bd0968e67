/// <reference lib="dom" preserve="true" />
/** The platform-free core of infoplane: the same code, and the same bits, in Node and in a browser. */
export * from "./bounds/index.js";
export * from "./bounds/three-layer/index.js";
export type { Claim, ClaimPlot, ClaimPoint, ClaimTable, ClaimVerdict } from "./claims/claim.js";
export { claims } from "./claims/claims.js";
export type { Dataset, Split } from "./data/dataset.js";
export { DataError } from "./data/errors.js";
export { parseIdx } from "./data/idx.js";
export { mnistDataset } from "./data/mnist.js";
export { splitDataset } from "./data/split.js";
export { synDataset } from "./data/syn.js";
export { createEngine, createMemory, type Engine } from "./engine/engine.js";
export { createEstimators } from "./estimators/create.js";
export { type DiscretisingEstimator, isDiscretising } from "./estimators/discretising.js";
export {
  type Estimate,
  type Estimator,
  EstimatorError,
  type Sample,
} from "./estimators/estimator.js";
export { type KdeParameters, kde } from "./estimators/kde.js";
export { type KsgParameters, ksg, ksgInformation } from "./estimators/ksg.js";
export { Neighbours } from "./estimators/neighbours.js";
export {
  type Reliability,
  reliabilityOf,
  type SubsamplePoint,
  type Subsampling,
} from "./estimators/reliability.js";
export { type RossParameters, ross } from "./estimators/ross.js";
export { estimatorSchema, estimatorsSchema } from "./estimators/schema.js";
export { type Validity, validityOf } from "./estimators/validity.js";
export type { Checkpoint } from "./experiment/checkpoint.js";
export { experimentHash } from "./experiment/hash.js";
export { ExperimentError, experimentJsonSchema, parseExperiment } from "./experiment/parse.js";
export { presets } from "./experiment/presets.js";
export {
  FLOAT_LOGITS,
  FLOAT_STATES,
  type InformationTable,
  LOGIT_CODES,
  type RepetitionResult,
  SOFTMAX_REBINNED,
  SOFTMAX_VECTORS,
  STATES,
  type TrainingTable,
} from "./experiment/records.js";
export { type Reference, references } from "./experiment/references.js";
export { Repetition, TrainingError } from "./experiment/repetition.js";
export type { RunResults } from "./experiment/results.js";
export type { Experiment, ExperimentDocument } from "./experiment/schema.js";
export { createWorkspace, type Workspace } from "./experiment/workspace.js";
export * from "./figures/index.js";
export type { Information } from "./information/information.js";
export { type Codes, type MeasureOptions, measureCodes } from "./information/measure-codes.js";
export type { Status } from "./information/status.js";
export { type Interval, meanInterval } from "./phases/bootstrap.js";
export {
  type Course,
  judgePhase,
  type Phase,
  type PhaseKind,
  type Verdict,
} from "./phases/phase.js";
export { phaseReason, phaseRule } from "./phases/words.js";
export { decode, encode, type Grid, gridOf } from "./quantize/grid.js";
export * from "./summary/index.js";
