import { type DiscretisingSpec, nameOfSpec } from "../estimators/create.js";
import { expandEstimators } from "../estimators/schema.js";
import type { Experiment } from "../experiment/schema.js";
import type { Verdict } from "../phases/phase.js";
import { principalInputs } from "../summary/layers.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimPlot, ClaimTable } from "./claim.js";
import { isJudged, networkNames, phaseWords } from "./evidence.js";

/** Claim 1 of the study: how activations are binned decides what is seen. */
export function binningsDisagree(runs: readonly RunSummary[]): Claim {
  const binned = runs.filter(({ experiment }) => binningsOf(experiment).length > 1);
  const layers = binned.flatMap((run) =>
    layersOf(run).map((layer) => ({ run, layer, ...verdictsOf(run, layer) })),
  );
  const split = layers.filter(({ no, yes }) => yes.length > 0 && no.length > 0);
  const compared = layers.filter(
    ({ no, undecided, yes }) => yes.length + no.length + undecided.length > 1,
  );
  const agreed = compared.filter(
    ({ no, undecided, yes }) => undecided.length === 0 && (yes.length === 0 || no.length === 0),
  );
  const verdict =
    compared.length === 0
      ? "not tested"
      : split.length > 0
        ? "holds"
        : agreed.length === compared.length
          ? "does not hold"
          : "undecided";
  return {
    name: "binnings-disagree",
    from: "study",
    statement: "Different ways of binning lead to qualitatively different results.",
    verdict,
    rule: "Holds if compression is judged yes by one binning and no by another, in one layer of one and the same run; does not hold if all binnings give one verdict in every layer.",
    findings: [
      ...split.map(
        ({ layer, no, run, yes }) =>
          `${layer} of ${run.experiment.name}: compression by ${list(yes)}; none by ${list(no)}.`,
      ),
      ...(layers.length > 0 && split.length === 0
        ? [`No layer of ${networkNames(binned).join(", ")} has both verdicts.`]
        : []),
    ],
    tables: binned.map(tableOf),
    plots: binned.flatMap(sweepOf),
    networks: networkNames(binned),
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

function verdictsOf(run: RunSummary, layer: string): Record<Verdict, string[]> {
  const found: Record<Verdict, string[]> = { yes: [], no: [], undecided: [] };
  for (const { name } of binningsOf(run.experiment)) {
    const phase = find(run, layer, name)?.compression;
    if (phase && isJudged(phase)) found[phase.verdict].push(name);
  }
  return found;
}

function tableOf(run: RunSummary): ClaimTable {
  const layers = layersOf(run);
  return {
    title: `Compression in ${run.experiment.name}, bits, by each binning`,
    columns: ["binning", ...layers],
    rows: binningsOf(run.experiment).map(({ name }) => [
      name,
      ...layers.map((layer) => {
        const found = find(run, layer, name);
        return found ? phaseWords(found.compression) : "-";
      }),
    ]),
  };
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
          return phase ? [{ x: bins, y: phase.value, low: phase.low, high: phase.high }] : [];
        }),
      })),
    },
  ];
}

const list = (names: readonly string[]) => names.join("; ");
