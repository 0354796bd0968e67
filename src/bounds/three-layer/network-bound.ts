import { log } from "../../numerics/log.js";
import type { Bound, Sample } from "../bound.js";
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
  { delta, empiricalLoss, n, trivialLoss }: Sample,
  { bound1, bound2, flipped, frozenTrace, rounds }: NetworkClass,
  norms: OperatorNorm,
): Bound {
  const complexity = (2 * bound2 * (bound1 * norms.upper + Math.sqrt(frozenTrace))) / n;
  const own = (delta - norms.delta) / rounds;
  const confidence = 3 * Math.sqrt(log(2 / own) / (2 * n));
  const value = empiricalLoss + complexity + confidence;
  return {
    name: "network by PSGD, as if of infinite width",
    value,
    terms: { empirical: empiricalLoss, complexity, confidence },
    delta,
    trivialLoss,
    vacuous: value >= trivialLoss,
    assumptions: [
      "the sample is drawn independently from one distribution",
      "the loss lies in [0, 1] and is 1-Lipschitz in the prediction",
      `the network is taken for its limit of infinite width with the gates of its start: no bound for the finite one, ${(100 * flipped).toFixed(1)} % of whose second-layer gates have flipped`,
    ],
  };
}
