/*
 * What keeps integer arithmetic exact: levels fit i16, and accumulators stay below 2^30 in size,
 * half of it for the bias.
 */

export const MOST_BITS = 15;
/** The greatest sum of products of levels that a layer may have. */
export const MOST_SUM = 2 ** 29;
export const MOST_BIAS = 2 ** 29 - 1;

/** The greatest sum of `inputs` products of levels of grids of so many bits, wherever 0 lies on them. */
export function greatestSum(weightBits: number, inputBits: number, inputs: number): number {
  return (2 ** weightBits - 1) * (2 ** inputBits - 1) * inputs;
}
