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
      .filter(({ compression }) => isJudged(compression) && compression.verdict === "yes")
      .map(({ compression, layer }) => ({ run, layer, compression })),
  );
  const judged = own.filter((run) =>
    splitPhases(run).hidden.some(({ compression }) => isJudged(compression)),
  );
  const without = judged.filter((run) =>
    splitPhases(run).hidden.every(
      ({ compression }) => isJudged(compression) && compression.verdict === "no",
    ),
  );
  const undecided = own.some((run) =>
    ownPhases(run).some(
      ({ compression }) => isJudged(compression) && compression.verdict === "undecided",
    ),
  );
  const some = (found: number, tested: number): ClaimVerdict => {
    if (found > 0) return "holds";
    if (tested === 0) return "not tested";
    return undecided ? "undecided" : "does not hold";
  };
  const parts = [some(compressing.length, own.length), some(without.length, judged.length)];
  return {
    name: "no-artefact",
    from: "study",
    statement:
      "The first information planes were no artefact of binning; and some networks show no compression.",
    verdict: both(...parts),
    rule: "Two parts, both of which must hold. Some layer whose codes are counted, with nothing binned, is judged to compress; and some network has hidden layers that are all judged not to.",
    findings: [
      `Compression without binning: ${parts[0]}${compressing.length > 0 ? `: ${compressing.map(({ compression, layer, run }) => `${layer} of ${run.experiment.name} (${phaseWords(compression)})`).join("; ")}` : ""}.`,
      `Networks without compression in hidden layers: ${parts[1]}${without.length > 0 ? `: ${networkNames(without).join(", ")}` : ""}.`,
    ],
    tables: [],
    plots: [],
    networks: networkNames(own),
  };
}
