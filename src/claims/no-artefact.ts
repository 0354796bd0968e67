import type { Phase } from "../phases/phase.js";
import { verdictAmong } from "../phases/simultaneous.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim } from "./claim.js";
import {
  both,
  evidenceOf,
  groundWords,
  isDiscretised,
  isJudged,
  isYes,
  layered,
  namesOf,
  ownPhases,
  pointOf,
  some,
  splitPhases,
  tallyWords,
  verdictWords,
  withoutPhases,
} from "./evidence.js";
import { familyWords } from "./family-words.js";
import { layerPlots, layerTable } from "./layer-table.js";
import { distinctNetworks } from "./same-network.js";

/** Claim 4 of the study: compression is no artefact of binning, and some networks have none. */
export function noArtefact(runs: readonly RunSummary[]): Claim {
  const { distinct: discretised, notesOn } = distinctNetworks(runs.filter(isDiscretised));
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
  const parts = [some(compressing.length, layers.length), some(without.length, hidden.length)];
  const evidence = [
    compressing.length > 0
      ? compressing
          .map(
            ({ compression, layer, run }) =>
              `${layer} of ${run.experiment.name} (${verdictWords(compression)})`,
          )
          .join("; ")
      : `one by one, of ${layers.length} layers ${tallyWords(layers.map(({ compression }) => saidOf(compression)))}`,
    without.length > 0
      ? namesOf(without).join(", ")
      : `none of ${hidden.length} is one for sure. ${hiddenWords(hidden)}`,
  ].map((words, part) => (parts[part] === "not tested" ? "" : `: ${words}`));
  return {
    name: "no-artefact",
    from: "study",
    statement:
      "The first information planes were no artefact of binning; and some networks show no compression.",
    verdict: both(...parts),
    rule: "Two parts, both of which must hold. Some layer whose codes are counted, with nothing binned, is judged to compress; and some network has hidden layers that are all judged not to. Of either part runs can show that there is one, not that there is none anywhere: without one it is undecided.",
    adjustment: `One layer that compresses is enough: yes is adjusted for ${familyWords(judged, "of all networks", "verdict")}. One network without is enough: each no of its layers is adjusted for ${familyWords(hidden.length, "", "network")}, but not for the layers, all of which it needs.`,
    findings: [
      `Compression without binning: ${parts[0]}${evidence[0]}.`,
      `Networks without compression in hidden layers: ${parts[1]}${evidence[1]}.`,
      ...notesOn(own),
      ...withoutPhases(discretised),
    ],
    tables: [
      layerTable("Compression by exact counts, bits", own.map(layered), ({ compression }) =>
        verdictWords(compression),
      ),
    ],
    plots: layerPlots(
      { title: "Compression without binning", y: "compression by exact counts, bits" },
      own.map(layered),
      ({ compression }, x) => pointOf(compression, x),
    ),
    ...evidenceOf(own),
  };
}

const saidOf = (phase: Phase): string => (isJudged(phase) ? phase.verdict : groundWords(phase));

/** What the hidden layers of networks say one by one: in which some layer compresses, and of the others. */
function hiddenWords(hidden: readonly { run: RunSummary; phases: readonly Phase[] }[]): string {
  const falling = hidden.filter(({ phases }) => phases.some(isYes));
  const others = hidden
    .filter((one) => !falling.includes(one))
    .map(({ phases, run }) => `${run.experiment.name} (${tallyWords(phases.map(saidOf))})`);
  const parts = [
    ...(falling.length > 0
      ? [`a hidden layer compresses in ${namesOf(falling.map(({ run }) => run)).join(", ")}`]
      : []),
    ...(others.length > 0 ? [`none is judged to in ${others.join(", ")}`] : []),
  ];
  return `One by one: ${parts.join("; ")}`;
}

const isYesAmong = (phase: Phase, family: number) =>
  isJudged(phase) && verdictAmong(phase, family) === "yes";
const isNoAmong = (phase: Phase, family: number) =>
  isJudged(phase) && verdictAmong(phase, family) === "no";
