import type { Phase } from "../phases/phase.js";
import { repetitionsForNo } from "../phases/rule.js";
import { verdictAmong } from "../phases/simultaneous.js";
import { binnedLayers, binningsOf } from "../summary/binnings.js";
import { principalInputs } from "../summary/layers.js";
import { isValid, lostWords, validityWords } from "../summary/lost-prediction.js";
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
      ...binned.map((run) => validityWords(binnedLayers(run), ` of ${run.experiment.name}`)),
      ...withoutPhases(binned),
    ],
    tables: binned.flatMap((run) => [tableOf(run), ...lostTable(run)]),
    plots: binned.flatMap(sweepOf),
    ...evidenceOf(binned),
  };
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
  const lossOf = losses(run);
  const marks = binnedLayers(run).some(({ lostPrediction: lost }) => lost && !isValid(lost));
  return {
    title: `Compression in ${run.experiment.name}, bits, by each binning${marks ? "; † not valid in every repetition" : ""}`,
    columns: ["binning", ...layers],
    rows: binningsOf(run.experiment).map(({ name }) => [
      name,
      ...layers.map((layer) => {
        const found = find(run, layer, name);
        const lost = lossOf(layer, name);
        const mark = lost && !isValid(lost) ? " †" : "";
        return found ? `${verdictWords(found.compression)}${mark}` : "-";
      }),
    ]),
  };
}

/** What each binning loses of the prediction, where that was counted. */
function lostTable(run: RunSummary): ClaimTable[] {
  if (!binnedLayers(run).some(({ lostPrediction }) => lostPrediction)) return [];
  const layers = layersOf(run);
  const lossOf = losses(run);
  return [
    {
      title: `Lost of the prediction in ${run.experiment.name}: H(prediction | binned T) at the end, bits, and in how many repetitions it is 0`,
      columns: ["binning", ...layers],
      rows: binningsOf(run.experiment).map(({ name }) => [
        name,
        ...layers.map((layer) => {
          const lost = lossOf(layer, name);
          return lost ? lostWords(lost) : "-";
        }),
      ]),
    },
  ];
}

/** What a binning loses of a layer, if that was counted. */
function losses(run: RunSummary) {
  const rows = binnedLayers(run);
  return (layer: string, name: string) =>
    rows.find((row) => row.layer === layer && row.estimator === name)?.lostPrediction;
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
