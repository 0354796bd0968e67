import { log2 } from "./log2.js";

const LN_2 = 0.6931471805599453;

/** Natural logarithm of positive, normal x, from basic arithmetic only; error below 4 ulp away from 1. */
export function log(x: number): number {
  return log2(x) * LN_2;
}
