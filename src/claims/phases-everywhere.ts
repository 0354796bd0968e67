import { SOFTMAX_REBINNED } from "../experiment/records.js";
import type { Experiment } from "../experiment/schema.js";
import type { Phase } from "../phases/phase.js";
import { verdictAmong } from "../phases/simultaneous.js";
import { principalInputs } from "../summary/layers.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimVerdict } from "./claim.js";
import {
  activationOf,
  all,
  both,
  evidenceOf,
  isDiscretised,
  isFull,
  isJudged,
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
import { layerTable } from "./layer-table.js";
import { distinctNetworks, networkKey } from "./same-network.js";

/**
 * Claim 3 of the study: fitting everywhere, compression in the output, and elsewhere by activation.
 * `study`: its experiments, which runs are held to be by what decides their counts but for the seed, not
 * by their names.
 */
export function phasesEverywhere(runs: readonly RunSummary[], study: readonly Experiment[]): Claim {
  const asked = new Map(study.map((experiment) => [studyKey(experiment), experiment.name]));
  const { distinct: discretised, notesOn } = distinctNetworks(
    runs.filter((run) => asked.has(studyKey(run.experiment)) && isDiscretised(run)),
  );
  const own = discretised.filter((run) => ownPhases(run).length > 0);
  const layers = own.flatMap((run) => {
    const ceiling = Math.max(...run.layers.map(({ label }) => label.ceiling));
    return ownPhases(run).map((phases) => ({ ...phases, full: isFull(phases, ceiling) }));
  });
  const full = layers.filter((one) => one.full).length;
  const fitting = layers.filter((one) => !one.full).map((one) => one.fitting);
  const outputs = own.map((run) => binnedOutput(run).compression);
  const counted = own.map((run) => splitPhases(run).output.compression);
  const hidden = hiddenByActivation(own);
  const required = [...fitting, ...outputs].filter(isJudged).length;
  const found = new Set(own.map(({ experiment }) => studyKey(experiment)));
  const missing = [...asked].filter(([key]) => !found.has(key)).map(([, name]) => name);
  const inAll = (phases: readonly Phase[]): ClaimVerdict => {
    const verdict = all(phases, required);
    return verdict === "holds" && missing.length > 0 ? "undecided" : verdict;
  };
  const parts = [inAll(fitting), inAll(outputs), hidden.verdict];
  return {
    name: "phases-everywhere",
    from: "study",
    statement:
      "All layers have a fitting phase and the output layer a compression phase, in all experiments; compression in hidden layers depends on the activation function.",
    verdict: both(...parts),
    rule: `Held against the ${study.length} quantised experiments of the study alone, whatever their seed. Three parts, all of which must hold. Fitting is judged yes in every layer of every network; compression is judged yes in every output layer, its softmax binned as in the study; and some hidden layer is judged yes in one network and no in another that differs in its activation function alone. The first two are about all layers: one no refutes them, and they hold only if all experiments are there and every layer is judged, which saturated ones cannot be. Of fitting those layers are left out whose I(T;Y) is within the minimal effect of H(Y) at the first measurement already: they have no room to rise. The third is about some: without such a pair it is undecided, and also where the pair differs in more than the activation function, as the study's own do, in the bits of their weights and in the ranges of their activations: then it may be those that matter.`,
    adjustment: `That a phase is in every layer needs no adjustment. One no would refute it: it is adjusted for ${familyWords(required, "on fitting and on outputs", "verdict")}. One pair of hidden layers shows that the activation function matters: its verdicts are adjusted for ${familyWords(hidden.family, "compared")}.`,
    findings: [
      `Fitting: ${parts[0]}: ${describe(fitting)}${full > 0 ? `; ${full} more know all of the label from the first measurement on` : ""}.`,
      `Compression of the output, binned as in the study: ${parts[1]}: ${describe(outputs)}. By its logit codes: ${describe(counted)}.`,
      `Hidden layers and activation function: ${parts[2]}${hidden.words}.`,
      ...missingWords(study, missing, runs.length),
      ...notesOn(own),
      ...withoutPhases(discretised),
    ],
    tables: [
      layerTable("Fitting, bits", own.map(layered), ({ fitting }) => verdictWords(fitting, 3)),
      layerTable("Compression, bits", own.map(layered), ({ compression }) =>
        verdictWords(compression),
      ),
    ],
    plots:
      own.length === 0
        ? []
        : [
            {
              title: "The output layer",
              x: { label: "", names: namesOf(own) },
              y: "compression, bits",
              series: [
                ["softmax, rebinned", outputs] as const,
                ["logit codes", counted] as const,
              ].map(([name, phases], place) => ({
                name,
                points: phases.map((phase, x) => pointOf(phase, x + (place - 0.5) * 0.2)),
              })),
            },
          ],
    ...evidenceOf(own),
  };
}

/** What decides the counts of an experiment, but for its seed. */
const studyKey = (experiment: Experiment) => networkKey({ ...experiment, seed: 0 });

function missingWords(
  study: readonly Experiment[],
  missing: readonly string[],
  runs: number,
): string[] {
  if (runs === 0 || missing.length === 0) return [];
  if (missing.length < study.length) {
    return [
      `Of the ${study.length} experiments ${missing.length} are not here: ${missing.join(", ")}.`,
    ];
  }
  return [
    `None of the runs is one of the ${study.length} experiments: all but the seed must be as in the presets, epochs and measurements too (infoplane show <preset>).`,
  ];
}

/** The output with its softmax binned; by its own codes where that is not there. */
function binnedOutput(run: RunSummary): LayerPhases {
  const inputs = principalInputs(run.layers);
  const found = run.phases?.find(
    (one) => one.estimator === SOFTMAX_REBINNED && one.inputs === inputs,
  );
  return found ?? splitPhases(run).output;
}

function describe(phases: readonly Phase[]): string {
  const judged = phases.filter(isJudged);
  const left = phases.filter((phase) => !isJudged(phase)).map(({ ground }) => ground);
  const counted = [...new Set(left)].map(
    (ground) => `; ${left.filter((one) => one === ground).length} ${ground}`,
  );
  return `of ${phases.length} layers ${tallyWords(judged.map(({ verdict }) => verdict))}${counted.join("")}`;
}

/** Hidden layers of networks that have another activation function, and are comparable otherwise. */
function hiddenByActivation(runs: readonly RunSummary[]): {
  verdict: ClaimVerdict;
  /** What was found, to stand behind the verdict. */
  words: string;
  /** Verdicts that were compared. */
  family: number;
} {
  const networks = runs.flatMap((a, i) =>
    runs
      .slice(i + 1)
      .filter(
        (b) =>
          activationOf(a.experiment) !== activationOf(b.experiment) && roughly(a) === roughly(b),
      )
      .map((b) => ({ a, b })),
  );
  const pairs = networks.flatMap(({ a, b }) => {
    const others = splitPhases(b).hidden;
    return splitPhases(a)
      .hidden.map(({ compression, layer }, l) => ({
        ...{ a, b, layer, first: compression, second: others[l].compression },
      }))
      .filter(({ first, second }) => isJudged(first) && isJudged(second));
  });
  const family = new Set(pairs.flatMap(({ first, second }) => [first, second])).size;
  const unlike = pairs.filter(({ first, second }) => {
    const verdicts = [first, second].map((phase) => verdictAmong(phase, family));
    return verdicts.includes("yes") && verdicts.includes("no");
  });
  const alone = unlike.filter(({ a, b }) => apartFromActivation(a) === apartFromActivation(b));
  const words = [
    ...unlike.map(
      (pair) =>
        `${pair.layer} compresses: ${pair.first.verdict} in ${pair.a.experiment.name}, ${pair.second.verdict} in ${pair.b.experiment.name}${alone.includes(pair) ? "" : ", which differ in more than the activation function"}`,
    ),
    ...(unlike.length === 0 && pairs.length > 0
      ? [
          `of ${pairs.length} pairs of layers (${networks.map(({ a, b }) => `${a.experiment.name} and ${b.experiment.name}`).join(", ")}) none is yes in one and no in the other, adjusted; one by one ${tallyWords(pairs.map(({ first, second }) => `${first.verdict} and ${second.verdict}`))}`,
        ]
      : []),
  ].join("; ");
  return {
    verdict: some(alone.length, pairs.length),
    words: words === "" ? "" : `: ${words}`,
    family,
  };
}

/** What networks have in common that may be compared for their activation function. */
function roughly({ experiment, stages }: RunSummary): string {
  const { arithmetic, data, network, quantisation } = experiment;
  const units = network.layers.map((layer) => ("units" in layer ? layer.units : layer.type));
  return JSON.stringify([
    data,
    units,
    arithmetic,
    quantisation.activations.bits,
    stages.includes("prefit"),
  ]);
}

/** What decides the exact counts of a network whose hidden layers all had the same activation function. */
function apartFromActivation({ experiment }: RunSummary): string {
  const { network } = experiment;
  const layers = network.layers.map((layer) =>
    "activation" in layer && layer.activation !== "softmax"
      ? { ...layer, activation: "relu" as const }
      : layer,
  );
  return networkKey({ ...experiment, network: { ...network, layers } });
}
