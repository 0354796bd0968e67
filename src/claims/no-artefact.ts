import type { Phase } from "../phases/phase.js";
import { verdictAmong } from "../phases/simultaneous.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimVerdict } from "./claim.js";
import {
  both,
  evidenceOf,
  isDiscretised,
  isJudged,
  isNo,
  namesOf,
  ownPhases,
  splitPhases,
  verdictWords,
  withoutPhases,
} from "./evidence.js";
import { familyWords } from "./family-words.js";

/** Claim 4 of the study: compression is no artefact of binning, and some networks have none. */
export function noArtefact(runs: readonly RunSummary[]): Claim {
  const discretised = runs.filter(isDiscretised);
  const own = discretised.filter((run) => ownPhases(run).length > 0);
  const layers = own.flatMap((run) => ownPhases(run).map((one) => ({ run, ...one })));
  const judged = layers.filter(({ compression }) => isJudged(compression)).length;
  const compressing = layers.filter(({ compression }) => isYesAmong(compression, judged));
  const hidden = own
    .map((run) => ({
      run,
      phases: splitPhases(run).hidden.map(({ compression }) => compression),
    }))
    .filter(({ phases }) => phases.length > 0);
  const without = hidden
    .filter(({ phases }) => phases.every((phase) => isNoAmong(phase, hidden.length)))
    .map(({ run }) => run);
  const open = hidden.filter(
    ({ phases }) => !phases.some((phase) => isYesAmong(phase, phases.length)),
  );
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
    rule: "Two parts, both of which must hold. Some layer whose codes are counted, with nothing binned, is judged to compress; and some network has hidden layers that are all judged not to. A part is undecided where no layer has such a verdict but some is undecided or saturated.",
    adjustment: `One layer that compresses is enough: yes is adjusted for ${familyWords(judged, "of all networks", "verdict")}. One network without is enough: each no of its layers is adjusted for ${familyWords(hidden.length, "", "network")}, but not for the layers, all of which it needs; that each network has one that compresses is adjusted for its layers alone.`,
    findings: [
      `Compression without binning: ${parts[0]}${compressing.length > 0 ? `: ${compressing.map(({ compression, layer, run }) => `${layer} of ${run.experiment.name} (${verdictWords(compression)})`).join("; ")}` : ""}.`,
      `Networks without compression in hidden layers: ${parts[1]}${without.length > 0 ? `: ${namesOf(without).join(", ")}` : ""}.`,
      ...withoutPhases(discretised),
    ],
    tables: [],
    plots: [],
    ...evidenceOf(own),
  };
}

const isYesAmong = (phase: Phase, family: number) =>
  isJudged(phase) && verdictAmong(phase, family) === "yes";
const isNoAmong = (phase: Phase, family: number) =>
  isJudged(phase) && verdictAmong(phase, family) === "no";
