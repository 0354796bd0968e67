import { log2 } from "../numerics/log2.js";
import type { Status } from "./status.js";

/** What a layer knows, by exact counting over `samples` inputs; information in bits. */
export interface Information {
  /** H(T). */
  entropy: number;
  /** I(X;T); equals H(T), as T is a function of X. */
  inputInformation: number;
  /** I(T;Y). */
  labelInformation: number;
  /** H(T|Y). */
  conditionalEntropy: number;
  /** Distinct states, and how many of them were met once only. */
  states: number;
  singletons: number;
  /** log2 of the number of inputs. */
  ceiling: number;
  /** H(Y). */
  labelCeiling: number;
  status: Status;
}

/** Sums of c log2 c over counts c: of states, of labels, and of pairs of both. */
export interface CLogCSums {
  states: number;
  labels: number;
  pairs: number;
}

/**
 * When the inputs are a sample, a layer in which more than this share of the inputs have a state of
 * their own is called saturated (rule derived here).
 */
export const SATURATION = 0.5;

/**
 * Entropies from sums of counts: with n inputs, H(T) = log2 n - sum c log2 c / n, likewise for
 * labels and pairs, and I(T;Y) = H(T) + H(Y) - H(T,Y).
 *
 * `population`: the inputs are all there are, so that counts never saturate.
 */
export function informationOf(
  sums: CLogCSums,
  samples: number,
  states: number,
  singletons: number,
  population: boolean,
): Information {
  const ceiling = log2(samples);
  const one = states === 1;
  const entropy = one ? 0 : ceiling - sums.states / samples;
  return {
    entropy,
    inputInformation: entropy,
    labelInformation: one ? 0 : ceiling - (sums.states + sums.labels - sums.pairs) / samples,
    conditionalEntropy: one ? 0 : (sums.labels - sums.pairs) / samples,
    states,
    singletons,
    ceiling,
    labelCeiling: ceiling - sums.labels / samples,
    status: !population && singletons > SATURATION * samples ? "saturated" : "exact",
  };
}
