/**
 * What a number is worth.
 *
 * - `exact`: a count over all the inputs measured; nothing was estimated.
 * - `estimate`: the output of an estimator.
 * - `saturated`: a count, but the inputs are a sample and most of them have a state of their own:
 *   the number tells of the sample's size, not of the layer. Likewise an estimate that has reached log2
 *   of the number of inputs.
 * - `infinite`: the truth is infinite, as I(X;T) of real numbers with inputs from a continuum is; any
 *   number printed is a property of the estimator.
 */
export type Status = "exact" | "estimate" | "saturated" | "infinite";
