import { type Bound, boundOf, COMMON_ASSUMPTIONS, confidenceTerm, type Sample } from "../bound.js";
import type { OperatorNorm } from "../operator-norm.js";

export interface NetworkClass {
  /** Limits of |W'| and |V'| in the round. */
  bound1: number;
  bound2: number;
  /** Rounds that there could have been: delta is shared among them. */
  rounds: number;
  /** tr(kappa1^2 K∘F3), of what V' makes of the frozen features. */
  frozenTrace: number;
  /** Share of the second layer's gates that differ from those at the start. */
  flipped: number;
}

/**
 * empirical loss + 2 (B1 B2 R_op + B2 sqrt(tr kappa1^2 K∘F3))/n + 3 sqrt(log(2/delta')/(2n)), with
 * delta' = (delta - that of R_op)/rounds: the class of functions that W' and V' within their bounds
 * make of a network of infinite width with the gates of its start. As the bounds of PSGD come from a
 * list made before the data are seen, no norm is rounded. Derived here.
 */
export function networkBound(
  sample: Sample,
  { bound1, bound2, flipped, frozenTrace, rounds }: NetworkClass,
  norms: OperatorNorm,
): Bound {
  const { delta, empiricalLoss, n } = sample;
  const terms = {
    empirical: empiricalLoss,
    complexity: (2 * bound2 * (bound1 * norms.upper + Math.sqrt(frozenTrace))) / n,
    confidence: confidenceTerm(n, (delta - norms.delta) / rounds),
  };
  return boundOf("network by PSGD, as if of infinite width", sample, terms, [
    ...COMMON_ASSUMPTIONS,
    `the network is taken for its limit of infinite width with the gates of its start: no bound for the finite one, ${(100 * flipped).toFixed(1)} % of whose second-layer gates have flipped`,
  ]);
}
