export { gramAlignment } from "./alignment.js";
export { type AnalyseOptions, type Analysis, analyse, type NamedEigenvalue } from "./analysis.js";
export {
  aroraBound,
  type Bound,
  oneVsRestBound,
  oneVsRestLabels,
  rademacherBound,
} from "./bound.js";
export {
  adaptiveBound,
  type Comparison as KernelComparison,
  type Contestant,
  compareKernels,
  type Labelled,
} from "./compare.js";
export {
  type AdaptiveComplexity,
  type AdaptiveOptions,
  adaptiveComplexity,
  type FamilyOnData,
  optimalGram,
} from "./complexity/adaptive.js";
export {
  fixedComplexity,
  type Member,
  memberComplexity,
  memberCost,
  namedMembers,
} from "./complexity/members.js";
export { type BinaryTask, binaryTask } from "./dataset.js";
export { BoundsError, SingularError } from "./errors.js";
export { type ArcCosineGrams, arcCosineGrams, conditioned, kernelMatrix } from "./gram.js";
export { crossProducts, innerProducts } from "./inner-products.js";
export { arcCosineValues } from "./kernels/arccosine.js";
export { type Activation, erf, linear, relu, thresholdGate } from "./kernels/dual.js";
export { familyKernels, type GateOptions } from "./kernels/family.js";
export type { SphereKernel } from "./kernels/sphere-kernel.js";
export { LinearAlgebra, type Matrix } from "./linear-algebra/algebra.js";
export type { SmallestEigenvalue } from "./linear-algebra/smallest-eigenvalue.js";
export { clippedAbsolute, type Loss as BoundedLoss, meanLoss, ramp, zeroOne } from "./loss.js";
export { type OperatorNorm, operatorNorm } from "./operator-norm.js";
export { kernelRegression, predictKernel, predictProducts } from "./predict.js";
export { type BoundSettings, compareOptions, parseGate } from "./settings.js";
export { onSphere, type SphereData } from "./sphere.js";
export {
  type BoundStudy,
  type GroupMeans,
  type StudyCell,
  studyCells,
  summariseCells,
} from "./study.js";
export { TARGETS, type TargetName, targetLabels, uniformSphere } from "./targets.js";
export { makeTask, type PartSizes, type Task, type TaskSource } from "./task.js";
