import { type DiscretisingSpec, nameOfSpec } from "../estimators/create.js";
import { expandEstimators } from "../estimators/schema.js";
import type { Experiment } from "../experiment/schema.js";
import type { Phase } from "../phases/phase.js";
import { repetitionsForNo } from "../phases/rule.js";
import { verdictAmong } from "../phases/simultaneous.js";
import { type LayerSummary, principalInputs } from "../summary/layers.js";
import { losesPrediction, neededForPrediction } from "../summary/lost-prediction.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimPlot, ClaimTable } from "./claim.js";
import {
  evidenceOf,
  isJudged,
  isNo,
  namesOf,
  pointOf,
  some,
  verdictWords,
  withoutPhases,
} from "./evidence.js";
import { familyWords } from "./family-words.js";

/** Claim 1 of the study: how activations are binned decides what is seen. */
export function binningsDisagree(runs: readonly RunSummary[]): Claim {
  const binned = runs.filter(({ experiment }) => binningsOf(experiment).length > 1);
  const layers = binned.flatMap((run) =>
    layersOf(run).map((layer) => ({ run, layer, judged: judgedOf(run, layer) })),
  );
  const family = layers.reduce((sum, { judged }) => sum + judged.length, 0);
  const needed = repetitionsForNo(family);
  const divided = layers.map((one) => ({
    ...one,
    yes: one.judged.filter(({ phase }) => verdictAmong(phase, family) === "yes"),
    no: one.judged.filter(({ phase }) => verdictAmong(phase, family) === "no"),
  }));
  const split = divided.filter(({ no, yes }) => yes.length > 0 && no.length > 0);
  const open = divided
    .filter((one) => !split.includes(one))
    .map(({ judged, ...one }) => ({
      ...one,
      low: judged.filter(({ phase }) => isNo(phase) || phase.ground === "power"),
    }))
    .filter(({ low, yes }) => yes.length > 0 && low.length > 0);
  const compared = layers.filter(({ judged }) => judged.length > 1);
  const agreed = compared.filter(
    ({ judged: [{ phase }, ...others] }) =>
      phase.verdict !== "undecided" &&
      others.every((other) => other.phase.verdict === phase.verdict),
  );
  return {
    name: "binnings-disagree",
    from: "study",
    statement: "Different ways of binning lead to qualitatively different results.",
    verdict: some(split.length, compared.length),
    rule: "Holds if compression is judged yes by one binning and no by another, in one layer of one and the same run. Runs can show such a layer, not that there is none anywhere: without one it is undecided, also where all binnings agree.",
    adjustment: `One such layer is enough: its verdicts are adjusted for ${familyWords(family, "of all layers and binnings")}.`,
    findings: [
      ...split.map(
        ({ layer, no, run, yes }) =>
          `${layer} of ${run.experiment.name}: compression by ${list(yes)}; none by ${list(no)}.`,
      ),
      ...open.map(
        ({ layer, low, run, yes }) =>
          `${layer} of ${run.experiment.name}, ${run.repetitions.length} repetitions: compression by ${list(yes)}; all of the interval is below the minimal effect by ${list(low)}, but ${
            low.some(({ phase }) => phase.repetitions < needed)
              ? `a no among ${family} verdicts needs ${needed} repetitions`
              : `not when it is widened for ${family} verdicts`
          }.`,
      ),
      ...(layers.length > 0 && split.length === 0
        ? [
            `No layer of ${namesOf(binned).join(", ")} has both verdicts, adjusted; one by one, all binnings give the same verdict in ${agreed.length} of ${compared.length} layers.`,
          ]
        : []),
      ...binned.flatMap(lostWords),
      ...withoutPhases(binned),
    ],
    tables: binned.map(tableOf),
    plots: binned.flatMap(sweepOf),
    ...evidenceOf(binned),
  };
}

/** Binnings of an experiment without corrections: their names in the records, and their specs. */
function binningsOf({ estimators = [] }: Experiment): { name: string; spec: DiscretisingSpec }[] {
  return expandEstimators(estimators)
    .filter((spec): spec is DiscretisingSpec => spec.kind === "bins" || spec.kind === "adaptive")
    .filter(({ correction }) => correction === "none")
    .map((spec) => ({ name: nameOfSpec(spec), spec }));
}

const layersOf = ({ layers }: RunSummary) => [...new Set(layers.map(({ layer }) => layer))];

function find(
  { layers, phases = [] }: RunSummary,
  layer: string,
  estimator: string,
): LayerPhases | undefined {
  const inputs = principalInputs(layers);
  return phases.find(
    (one) => one.layer === layer && one.estimator === estimator && one.inputs === inputs,
  );
}

function judgedOf(run: RunSummary, layer: string): { name: string; phase: Phase }[] {
  return binningsOf(run.experiment).flatMap(({ name }) => {
    const phase = find(run, layer, name)?.compression;
    return phase && isJudged(phase) ? [{ name, phase }] : [];
  });
}

function tableOf(run: RunSummary): ClaimTable {
  const layers = layersOf(run);
  const lost = lostOf(run);
  return {
    title: `Compression in ${run.experiment.name}, bits, by each binning`,
    columns: ["binning", ...layers],
    rows: binningsOf(run.experiment).map(({ name }) => [
      name,
      ...layers.map((layer) => {
        const found = find(run, layer, name);
        const mark = lost.some((one) => one.row.layer === layer && one.name === name) ? " †" : "";
        return found ? `${verdictWords(found.compression)}${mark}` : "-";
      }),
    ]),
  };
}

/** Binnings that certainly lose what the network predicts at the end, layer by layer. */
function lostOf(run: RunSummary): { name: string; row: LayerSummary }[] {
  const inputs = principalInputs(run.layers);
  return binningsOf(run.experiment).flatMap(({ name }) =>
    run.layers
      .filter((row) => row.estimator === name && row.inputs === inputs)
      .filter((row) => losesPrediction(run, row))
      .map((row) => ({ name, row })),
  );
}

function lostWords(run: RunSummary): string[] {
  const lost = lostOf(run);
  if (lost.length === 0) return [];
  const binnings = [...new Set(lost.map(({ name }) => name))].map((name) => {
    const layers = lost.filter((one) => one.name === name).map(({ row }) => row.layer);
    return `${name} (${layers.join(", ")})`;
  });
  const needed = neededForPrediction(run, lost[0].row.label.ceiling);
  return [
    `Not valid in ${run.experiment.name}, marked †: at the end I(T;Y) is below the ${needed.toFixed(2)} bits that a prediction as good as the network's knows of the label at least (Fano), so that H(prediction | binned T) is above 0: ${binnings.join("; ")}. Of the others this does not say that they are valid.`,
  ];
}

/** Compression as a function of the number of bins, where bins with the same bounds were swept. */
function sweepOf(run: RunSummary): ClaimPlot[] {
  const swept = binningsOf(run.experiment).flatMap(({ name, spec }) =>
    spec.kind === "bins" && typeof spec.bins === "number" && spec.bounds === "global"
      ? [{ name, bins: spec.bins }]
      : [],
  );
  if (swept.length < 3) return [];
  return [
    {
      title: run.experiment.name,
      x: { label: "uniform bins between the bounds of the whole run", log: true },
      y: "compression, bits",
      series: layersOf(run).map((layer) => ({
        name: layer,
        points: swept.flatMap(({ bins, name }) => {
          const phase = find(run, layer, name)?.compression;
          return phase ? [pointOf(phase, bins)] : [];
        }),
      })),
    },
  ];
}

const list = (binnings: readonly { name: string }[]) => binnings.map(({ name }) => name).join("; ");
