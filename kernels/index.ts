export { relu, reluGradient, straightThrough, tanh, tanhGradient } from "./activations";
export { countOutside, extremes, padRows, uniformBins } from "./bins";
export { binaryProduct } from "./binary";
export { arcCosineKernels, symmetricArcCosineKernels } from "./arccosine";
export { countCodes, packLabels, spreadLabels } from "./codes";
export { conv } from "./conv";
export { convInputGradient } from "./conv-input-gradient";
export { convWeightGradient } from "./conv-weight-gradient";
export { affine, rowSums, weightGradient } from "./dense";
export { noisyDescent, perturb, rescale } from "./descent";
export { gates } from "./gates";
export { gatherLevels } from "./gather-levels";
export { gaussianSumsBetween, gaussianSumsWithin } from "./gaussian";
export { gather, gatherBytes, takeBatch, transpose } from "./layout";
export { equalMassBins } from "./equal-mass";
export { groupRows } from "./groups";
export { integerConv } from "./integer-conv";
export { integerCosines } from "./integer-cosines";
export { integerAffine, integerAffinePairs } from "./integer-dense";
export { maxPoolLevels } from "./integer-pool";
export { sparseIntegerAffine, sparseIntegerAffineWide } from "./integer-sparse";
export { labelUniform, numberValues } from "./labels";
export { cholesky, mirror, products, solveLower, solveUpper } from "./linear";
export {
  accumulatorRange,
  dequantiseAccumulators,
  dequantiseLevels,
  encodeLevels8,
  encodeLevels16,
  levels,
  quantiseBiases,
  weightPairs,
} from "./levels";
export { countWithin, extentsWithin, nearestDistances } from "./neighbours";
export { gaussians } from "./normals";
export { adam, sgd } from "./optimisers";
export { maxPool, maxPoolGradient, maxPoolGradientOnGrid, maxPoolReluGradient } from "./pool";
export { allFinite, encode8, encode16, encodeBins, encodeFloat, fakeQuantise, range } from "./quantise";
export { shuffle } from "./random";
export { countLevelEnds, lookUp, requantise, tanhTable } from "./requantise";
export { restoreFloats, restoreLevels, restoreValues } from "./restore";
export { crossEntropyGradient, labelLosses, score, softmax } from "./softmax";
export { sparseAffine, sparseWeightGradient } from "./sparse";
export { countStates, mergeStates, selectParts, sumCLogC } from "./states";
export { accumulate, countEnds, sum, sumOfSquares } from "./statistics";
export { widthBins } from "./width-bins";
export { countWords, mergeWords } from "./words";
