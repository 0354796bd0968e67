import { LOGIT_CODES, STATES } from "../experiment/records.js";
import type { Experiment } from "../experiment/schema.js";
import { fixed } from "../numerics/fixed.js";
import { mean } from "../phases/bootstrap.js";
import type { Phase } from "../phases/phase.js";
import { repetitionsForNo } from "../phases/rule.js";
import { verdictAmong } from "../phases/simultaneous.js";
import { intervalWords } from "../phases/words.js";
import { principal } from "../summary/layers.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimPoint, ClaimVerdict } from "./claim.js";
import type { Layered } from "./layer-table.js";
import { networkOf, unfinishedNote } from "./networks.js";

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

/** The same with the network's name, for tables and figures of layers. */
export const layered = (run: RunSummary): Layered<LayerPhases> => ({
  name: run.experiment.name,
  ...splitPhases(run),
});

/** "tanh", "relu", or several of them. */
export function activationOf({ network }: Experiment): string {
  const names = network.layers.flatMap((layer) =>
    "activation" in layer && layer.activation !== "softmax" ? [layer.activation] : [],
  );
  return [...new Set(names)].join(" and ");
}

/** Whether a phase can be judged: its layer is measured, and neither saturated nor infinite. */
export const isJudged = ({ ground }: Phase): boolean =>
  ground !== "saturated" && ground !== "infinite" && ground !== "unmeasured";

export const isYes = (phase: Phase): boolean => isJudged(phase) && phase.verdict === "yes";
export const isNo = (phase: Phase): boolean => isJudged(phase) && phase.verdict === "no";

/** Whether I(T;Y) is at H(Y) from the first measurement on, so that it has no room to rise. */
export function isFull(
  { fitting, landmarks: { label } }: LayerPhases,
  labelCeiling: number,
): boolean {
  return mean(label.start) > labelCeiling - fitting.minimal;
}

/**
 * What phases together say of "it is so in all of them": each must be judged yes, so that one which
 * cannot be judged leaves it undecided; one no among all the `family` verdicts that could refute the
 * claim refutes it.
 */
export function all(phases: readonly Phase[], family: number): ClaimVerdict {
  if (!phases.some(isJudged)) return "not tested";
  if (phases.some((phase) => verdictAmong(phase, family) === "no")) return "does not hold";
  return phases.every(({ verdict }) => verdict === "yes") ? "holds" : "undecided";
}

/**
 * What runs say of "there is one", of which they show so many: that there is none anywhere, no runs can
 * show.
 */
export function some(found: number, tested: number): ClaimVerdict {
  if (found > 0) return "holds";
  return tested > 0 ? "undecided" : "not tested";
}

/** What the parts of a claim together say of it. */
export function both(...parts: ClaimVerdict[]): ClaimVerdict {
  if (parts.includes("does not hold")) return "does not hold";
  if (parts.includes("not tested"))
    return parts.every((one) => one === "not tested") ? "not tested" : "undecided";
  return parts.includes("undecided") ? "undecided" : "holds";
}

/** "3.94 [3.45, 4.43] yes"; of a no that has too few repetitions "undecided (n < 14)". */
export function verdictWords(phase: Phase, decimals = 2): string {
  const interval = intervalWords(phase, decimals);
  const few = phase.ground === "power" ? ` (n < ${repetitionsForNo()})` : "";
  const verdict = isJudged(phase) ? `${phase.verdict}${few}` : groundWords(phase);
  return [fixed(phase.value, decimals), interval, verdict].filter((part) => part !== "").join(" ");
}

/** A phase as a point of a figure. */
export const pointOf = ({ ground, high, low, value }: Phase, x: number): ClaimPoint => ({
  ...{ x, y: value, low, high },
  ...(ground === "saturated" ? { saturated: true } : {}),
});

/** Why a phase is not judged, in a word. */
export const groundWords = ({ ground }: Phase): string =>
  ground === "unmeasured" ? "not measured" : ground;

/** "12 yes, 1 no, 2 undecided". */
export function tallyWords(verdicts: readonly string[]): string {
  const words = [...new Set(verdicts)].map(
    (verdict) => `${verdicts.filter((one) => one === verdict).length} ${verdict}`,
  );
  return words.length > 0 ? words.join(", ") : "none";
}

/** The networks of runs, as a claim names them. */
export function evidenceOf(runs: readonly RunSummary[]): Pick<Claim, "networks" | "provisional"> {
  const networks = runs.map(networkOf);
  const provisional = unfinishedNote(networks);
  return provisional === undefined ? { networks } : { networks, provisional };
}

export const namesOf = (runs: readonly RunSummary[]): string[] =>
  runs.map(({ experiment }) => experiment.name);

/** What must be done about runs whose summaries have no phases, a sentence for each. */
export const withoutPhases = (runs: readonly RunSummary[]): string[] =>
  runs
    .filter(({ phases = [] }) => phases.length === 0)
    .map(
      ({ experiment, version }) =>
        `Not tested on ${experiment.name}: its summary (version ${version}) has no phases. Summarise the run anew: infoplane summarise <folder of the run> --out <folder of the summary>`,
    );
