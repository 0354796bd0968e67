import { SOFTMAX_REBINNED } from "../experiment/records.js";
import { isOfTheStudy } from "../experiment/study.js";
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
  namesOf,
  ownPhases,
  splitPhases,
  tallyWords,
  verdictWords,
  withoutPhases,
} from "./evidence.js";
import { familyWords } from "./family-words.js";

/** Claim 3 of the study: fitting everywhere, compression in the output, and elsewhere by activation. */
export function phasesEverywhere(runs: readonly RunSummary[]): Claim {
  const discretised = runs.filter((run) => isOfTheStudy(run.experiment.name) && isDiscretised(run));
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
  const parts = [verdictOf(fitting, required), verdictOf(outputs, required), hidden.verdict];
  const depth = Math.max(0, ...own.map((run) => splitPhases(run).hidden.length));
  return {
    name: "phases-everywhere",
    from: "study",
    statement:
      "All layers have a fitting phase and the output layer a compression phase, in all experiments; compression in hidden layers depends on the activation function.",
    verdict: both(...parts),
    rule: "Held against the experiments of the study alone. Three parts, all of which must hold. Fitting is judged yes in every layer of every network; compression is judged yes in every output layer, its softmax binned as in the study; and some hidden layer is judged yes in one network and no in another that has the same data, widths and bits of activations but another activation function (in the study these differ also in the bits of their weights and in the ranges of their activations). A part does not hold if a verdict is no (of the third: if there are such networks, and they agree in every layer judged). Saturated layers are left out; for fitting also those whose I(T;Y) is within the minimal effect of H(Y) at the first measurement already: they have no room to rise.",
    adjustment: `That a phase is in every layer needs no adjustment. One no would refute it: it is adjusted for ${familyWords(required, "on fitting and on outputs", "verdict")}. One pair of hidden layers shows that the activation function matters: its verdicts are adjusted for ${familyWords(hidden.family, "compared")}.`,
    findings: [
      `Fitting: ${parts[0]}: ${describe(fitting)}${full > 0 ? `; ${full} more know all of the label from the first measurement on` : ""}.`,
      `Compression of the output, binned as in the study: ${parts[1]}: ${describe(outputs)}. By its logit codes: ${describe(counted)}.`,
      `Hidden layers and activation function: ${parts[2]}${hidden.findings.length > 0 ? `: ${hidden.findings.join("; ")}` : ""}.`,
      ...withoutPhases(discretised),
    ],
    tables: [
      {
        title: "Fitting, bits",
        columns: ["network", ...layerColumns(depth)],
        rows: own.map((run) => row(run, depth, "fitting")),
      },
      {
        title: "Compression, bits",
        columns: ["network", ...layerColumns(depth)],
        rows: own.map((run) => row(run, depth, "compression")),
      },
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
                points: phases.map(({ high, low, value }, x) => ({
                  ...{ x: x + (place - 0.5) * 0.2, y: value },
                  ...{ low, high },
                })),
              })),
            },
          ],
    ...evidenceOf(own),
  };
}

/** The output with its softmax binned; by its own codes where that is not there. */
function binnedOutput(run: RunSummary): LayerPhases {
  const inputs = principalInputs(run.layers);
  const found = run.phases?.find(
    (one) => one.estimator === SOFTMAX_REBINNED && one.inputs === inputs,
  );
  return found ?? splitPhases(run).output;
}

const verdictOf = (phases: readonly Phase[], family: number): ClaimVerdict =>
  all(phases.filter(isJudged), family);

function describe(phases: readonly Phase[]): string {
  const judged = phases.filter(isJudged);
  const left = phases.filter((phase) => !isJudged(phase)).map(({ ground }) => ground);
  const counted = [...new Set(left)].map(
    (ground) => `; ${left.filter((one) => one === ground).length} ${ground}`,
  );
  return `of ${phases.length} layers ${tallyWords(judged.map(({ verdict }) => verdict))}${counted.join("")}`;
}

const layerColumns = (depth: number) => [
  "output",
  ...Array.from({ length: depth }, (_, l) => `T${l + 1}`),
];

function row(run: RunSummary, depth: number, kind: "fitting" | "compression"): string[] {
  const { hidden, output } = splitPhases(run);
  const decimals = kind === "fitting" ? 3 : 2;
  return [
    run.experiment.name,
    verdictWords(output[kind], decimals),
    ...Array.from({ length: depth }, (_, l) =>
      hidden[l] ? verdictWords(hidden[l][kind], decimals) : "-",
    ),
  ];
}

/** Hidden layers of networks that differ in their activation function alone. */
function hiddenByActivation(runs: readonly RunSummary[]): {
  verdict: ClaimVerdict;
  findings: string[];
  /** Verdicts that were compared. */
  family: number;
} {
  const pairs = runs.flatMap((a, i) =>
    runs
      .slice(i + 1)
      .filter(
        (b) =>
          activationOf(a.experiment) !== activationOf(b.experiment) &&
          apartFromActivation(a) === apartFromActivation(b),
      )
      .flatMap((b) => {
        const others = splitPhases(b).hidden;
        return splitPhases(a).hidden.map(({ compression, layer }, l) => ({
          ...{ a, b, layer, first: compression, second: others[l].compression },
        }));
      })
      .filter(({ first, second }) => isJudged(first) && isJudged(second)),
  );
  const family = new Set(pairs.flatMap(({ first, second }) => [first, second])).size;
  const findings = pairs.flatMap(({ a, b, first, layer, second }) => {
    const [own, other] = [first, second].map((phase) => verdictAmong(phase, family));
    return own !== "undecided" && other !== "undecided" && own !== other
      ? [`${layer} compresses: ${own} in ${a.experiment.name}, ${other} in ${b.experiment.name}`]
      : [];
  });
  if (findings.length > 0) return { verdict: "holds", findings, family };
  if (pairs.length === 0) return { verdict: "not tested", findings, family };
  const agree = pairs.every(
    ({ first, second }) => first.verdict !== "undecided" && first.verdict === second.verdict,
  );
  return { verdict: agree ? "does not hold" : "undecided", findings, family };
}

/** What networks have in common that differ in their activation function alone. */
function apartFromActivation({ experiment, stages }: RunSummary): string {
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
