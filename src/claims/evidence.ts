import { LOGIT_CODES, STATES } from "../experiment/records.js";
import type { Experiment } from "../experiment/schema.js";
import { fixed } from "../numerics/fixed.js";
import { mean } from "../phases/bootstrap.js";
import type { Phase, Verdict } from "../phases/phase.js";
import { intervalWords } from "../phases/words.js";
import { principal } from "../summary/layers.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { ClaimVerdict } from "./claim.js";

/** Whether every layer shows codes, so that nothing is estimated or binned. */
export const isDiscretised = ({ layers }: RunSummary): boolean =>
  principal(layers).every(({ estimator }) => estimator === STATES || estimator === LOGIT_CODES);

/** Fitting and compression of every layer by the count of its own states. */
export const ownPhases = ({ phases = [] }: RunSummary): LayerPhases[] => principal(phases);

/** Those of the hidden layers, and that of the output. */
export function splitPhases(run: RunSummary): { hidden: LayerPhases[]; output: LayerPhases } {
  const own = ownPhases(run);
  return { hidden: own.slice(0, -1), output: own[own.length - 1] };
}

/** "tanh", "relu", or several of them. */
export function activationOf({ network }: Experiment): string {
  const names = network.layers.flatMap((layer) =>
    "activation" in layer && layer.activation !== "softmax" ? [layer.activation] : [],
  );
  return [...new Set(names)].join(" and ");
}

/** Whether a phase can be judged: its layer is neither saturated nor infinite. */
export const isJudged = ({ ground }: Phase): boolean =>
  ground !== "saturated" && ground !== "infinite";

/** Whether I(T;Y) is at H(Y) from the first measurement on, so that it has no room to rise. */
export function isFull(
  { fitting, landmarks: { label } }: LayerPhases,
  labelCeiling: number,
): boolean {
  return mean(label.start) > labelCeiling - fitting.minimal;
}

/** What all verdicts together say of "it is so in all of them". */
export function all(verdicts: readonly Verdict[]): ClaimVerdict {
  if (verdicts.length === 0) return "not tested";
  if (verdicts.includes("no")) return "does not hold";
  return verdicts.includes("undecided") ? "undecided" : "holds";
}

/** What the parts of a claim together say of it. */
export function both(...parts: ClaimVerdict[]): ClaimVerdict {
  if (parts.includes("does not hold")) return "does not hold";
  if (parts.includes("not tested"))
    return parts.every((one) => one === "not tested") ? "not tested" : "undecided";
  return parts.includes("undecided") ? "undecided" : "holds";
}

/** "3.94 [3.45, 4.43] yes". */
export function phaseWords(phase: Phase, decimals = 2): string {
  const interval = intervalWords(phase, decimals);
  const verdict = isJudged(phase) ? phase.verdict : phase.ground;
  return [fixed(phase.value, decimals), interval, verdict].filter((part) => part !== "").join(" ");
}

/** "12 yes, 1 no, 2 undecided". */
export function tallyWords(verdicts: readonly string[]): string {
  const words = [...new Set(verdicts)].map(
    (verdict) => `${verdicts.filter((one) => one === verdict).length} ${verdict}`,
  );
  return words.length > 0 ? words.join(", ") : "none";
}

/** Names of networks, joined. */
export const networkNames = (runs: readonly RunSummary[]): string[] =>
  runs.map(({ experiment }) => experiment.name);
