/** The part of infoplane that needs Node: files, folders of runs, worker threads. */
export { type ArrayFile, openArrayFile, type StoredArray } from "./array-file.js";
export { type BoundRunOptions, runBoundStudy } from "./bound.js";
export { writeBoundReport } from "./bound-report.js";
export { compareSummaries, readForComparison, writeComparison } from "./comparison.js";
export { loadDataset } from "./datasets.js";
export { BadInput, Failure, Interrupted } from "./errors.js";
export { type EstimateFileOptions, estimateFile, type FileEstimates } from "./estimate-file.js";
export { readRepetition, readRun } from "./repetition-files.js";
export { writeReport } from "./report.js";
export { type RunEvent, type RunOptions, type RunOutcome, runExperiment } from "./run.js";
export { openRunFolder, type RunFolder, type RunState, runState } from "./run-folder.js";
export { readSummary, writeSummary } from "./summary-files.js";
export { runComparison, type ThreeLayerOptions, type ThreeLayerResults } from "./three-layer.js";
export { writeThreeLayerReport } from "./three-layer-report.js";
export { version } from "./version.js";
