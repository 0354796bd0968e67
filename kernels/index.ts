export { relu, reluGradient, straightThrough, tanh, tanhGradient } from "./activations";
export { affine, rowSums, weightGradient } from "./dense";
export { gather, takeBatch, transpose } from "./layout";
export { adam, sgd } from "./optimisers";
export { allFinite, encode8, encode16, encodeBins, encodeFloat, fakeQuantise, range } from "./quantise";
export { shuffle } from "./random";
export { crossEntropyGradient, score, softmax } from "./softmax";
export { sparseAffine, sparseWeightGradient } from "./sparse";
export { countStates, sumCLogC } from "./states";
