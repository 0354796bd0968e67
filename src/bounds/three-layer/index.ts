export type { Points, TargetedPoints, ThreeLayerData } from "./data.js";
export {
  COMPARISONS,
  comparisonJsonSchema,
  parseComparison,
  type ThreeLayerComparison,
  type ThreeLayerComparisonDocument,
} from "./document.js";
export { LOSSES, type Loss } from "./losses.js";
export type { NetworkResult } from "./network-result.js";
export { parseThreeLayer, ThreeLayerError, threeLayerJsonSchema } from "./parse.js";
export { type RunStatus, type ThreeLayerMeasurement, ThreeLayerRun } from "./run.js";
export type { LossName, ThreeLayerDocument, ThreeLayerSettings } from "./schema.js";
export type { TangentKernels } from "./tangent.js";
