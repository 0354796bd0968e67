export type { Curve } from "./curve.js";
export type { LayerStatistics } from "./layer-statistics.js";
export { layerTable } from "./layer-table.js";
export type { Development, LayerRow, LayerSummary } from "./layers.js";
export type { ChosenRepetition, RepetitionFacts } from "./repetitions.js";
export { type RunSummary, summariseRun } from "./run-summary.js";
export type { Measured } from "./statistics.js";
export type { TrainingSummary } from "./training.js";
