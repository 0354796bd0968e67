export { affine, rowSums, weightGradient } from "./dense";
export { sparseAffine, sparseWeightGradient } from "./sparse";
export { gather, transpose } from "./layout";
export { relu, reluGradient, straightThrough, tanh, tanhGradient } from "./activations";
export { encode16, encode8, encodeBins, encodeFloat, fakeQuantise, range } from "./quantise";
export { crossEntropyGradient, score, softmax } from "./softmax";
export { adam, sgd } from "./optimisers";
export { countStates, sumCLogC } from "./states";
