import type { Phase } from "../phases/phase.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimVerdict } from "./claim.js";
import {
  both,
  isDiscretised,
  isJudged,
  networkNames,
  ownPhases,
  phaseWords,
  splitPhases,
} from "./evidence.js";

/** Claim 4 of the study: compression is no artefact of binning, and some networks have none. */
export function noArtefact(runs: readonly RunSummary[]): Claim {
  const own = runs.filter((run) => isDiscretised(run) && ownPhases(run).length > 0);
  const compressing = own.flatMap((run) =>
    ownPhases(run)
      .filter(({ compression }) => isYes(compression))
      .map(({ compression, layer }) => ({ run, layer, compression })),
  );
  const hidden = own.map((run) => ({ run, phases: splitPhases(run).hidden }));
  const without = hidden
    .filter(({ phases }) => phases.every(({ compression }) => isNo(compression)))
    .map(({ run }) => run);
  const open = hidden.filter(({ phases }) => !phases.some(({ compression }) => isYes(compression)));
  const layers = own.flatMap(ownPhases);
  const some = (found: number, tested: number, unsure: number): ClaimVerdict => {
    if (found > 0) return "holds";
    if (tested === 0) return "not tested";
    return unsure > 0 ? "undecided" : "does not hold";
  };
  const parts = [
    some(compressing.length, layers.length, layers.filter((one) => !isNo(one.compression)).length),
    some(without.length, hidden.length, open.length),
  ];
  return {
    name: "no-artefact",
    from: "study",
    statement:
      "The first information planes were no artefact of binning; and some networks show no compression.",
    verdict: both(...parts),
    rule: "Two parts, both of which must hold. Some layer whose codes are counted, with nothing binned, is judged to compress; and some network has hidden layers that are all judged not to. Where no layer has such a verdict but some is undecided or saturated, so is the part.",
    findings: [
      `Compression without binning: ${parts[0]}${compressing.length > 0 ? `: ${compressing.map(({ compression, layer, run }) => `${layer} of ${run.experiment.name} (${phaseWords(compression)})`).join("; ")}` : ""}.`,
      `Networks without compression in hidden layers: ${parts[1]}${without.length > 0 ? `: ${networkNames(without).join(", ")}` : ""}.`,
    ],
    tables: [],
    plots: [],
    networks: networkNames(own),
  };
}

const isYes = (phase: Phase) => isJudged(phase) && phase.verdict === "yes";
const isNo = (phase: Phase) => isJudged(phase) && phase.verdict === "no";
