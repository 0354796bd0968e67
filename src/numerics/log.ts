import { log2 } from "./log2.js";

/** Natural logarithm of positive, normal x, from basic arithmetic only; error below 4 ulp away from 1. */
export function log(x: number): number {
  return log2(x) * Math.LN2;
}
