import type { Experiment } from "../experiment/schema.js";
import { type Interval, meanInterval } from "../phases/bootstrap.js";
import { fixed, intervalWords } from "../phases/words.js";
import type { RangePolicy } from "../quantize/schema.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimVerdict } from "./claim.js";
import { networkNames, ownPhases, phaseWords } from "./evidence.js";

interface Family {
  base: RunSummary;
  others: RunSummary[];
}

/** A question of this project: does part of the fitting phase come from the range's start at [-6, 6]? */
export function startOfTheRange(runs: readonly RunSummary[]): Claim {
  const families = familiesOf(runs);
  const compared = families.flatMap(({ base, others }) =>
    others.flatMap((other) =>
      ownPhases(base).flatMap((own, l) => {
        const { [l]: its } = ownPhases(other);
        return its
          ? [
              {
                base,
                other,
                layer: own.layer,
                minimal: own.fitting.minimal,
                ...fittingDifference(base, own, other, its),
              },
            ]
          : [];
      }),
    ),
  );
  const more = compared.filter(({ low, minimal }) => low > minimal);
  const none = compared.filter(({ high, minimal }) => high < minimal);
  let verdict: ClaimVerdict = "undecided";
  if (compared.length === 0) verdict = "not tested";
  else if (more.length > 0) verdict = "holds";
  else if (none.length === compared.length) verdict = "does not hold";
  return {
    name: "start-of-the-range",
    from: "here",
    statement:
      "Part of the fitting phase comes from the start of the activations' range at [-6, 6].",
    verdict,
    rule: "Networks are compared that differ in the range policy of their activations alone, repetition by repetition (same first weights, same batches). Holds if, in some layer, the rise of I(T;Y) by the study's moving average exceeds that by another policy by more than the minimal effect, 1 % of H(Y), with all of the 95 % interval; does not hold if no interval reaches the minimal effect.",
    findings: compared
      .filter(({ low, minimal }) => low > minimal)
      .map(
        (one) =>
          `${one.layer} of ${one.base.experiment.name} rises by ${fixed(one.value, 3)} ${intervalWords(one, 3)} bits more than with ${policyWords(rangeOf(one.other.experiment))}.`,
      ),
    tables: families.map(({ base, others }) => ({
      title: `Fitting, bits, by the range of the activations: ${base.experiment.name}`,
      columns: ["range", ...ownPhases(base).map(({ layer }) => layer)],
      rows: [base, ...others].map((run) => [
        policyWords(rangeOf(run.experiment)),
        ...ownPhases(run).map(({ fitting }) => phaseWords(fitting, 3)),
      ]),
    })),
    plots: families.map(({ base, others }) => ({
      title: base.experiment.name,
      x: { label: "", names: ownPhases(base).map(({ layer }) => layer) },
      y: "fitting, bits",
      series: [base, ...others].map((run, place) => ({
        name: policyWords(rangeOf(run.experiment)),
        points: ownPhases(run).map(({ fitting: { high, low, value } }, l) => ({
          x: l + (place - others.length / 2) * 0.12,
          y: value,
          low,
          high,
        })),
      })),
    })),
    networks: networkNames(families.flatMap(({ base, others }) => [base, ...others])),
  };
}

const rangeOf = ({ quantisation }: Experiment): RangePolicy => quantisation.activations.range;

/** Whether a range begins at [-6, 6] and comes to the activations only slowly. */
const isSlow = (range: RangePolicy) =>
  range.policy === "moving-average" &&
  !range.biasCorrection &&
  range.low === -6 &&
  range.high === 6;

function policyWords(range: RangePolicy): string {
  switch (range.policy) {
    case "fixed":
      return `fixed, [${range.low}, ${range.high}]`;
    case "batch":
      return "tensor at hand";
    case "calibrated":
      return `calibrated in ${range.epochs} epochs`;
    case "moving-average":
      return range.biasCorrection
        ? "moving average, bias corrected"
        : `moving average from [${range.low}, ${range.high}]`;
  }
}

/** Networks with the slow range, each with those that differ from it in their ranges alone. */
function familiesOf(runs: readonly RunSummary[]): Family[] {
  const quantised = runs.filter(
    ({ experiment, phases }) => experiment.quantisation.activations.bits !== "float" && phases,
  );
  return quantised
    .filter(({ experiment }) => isSlow(rangeOf(experiment)))
    .map((base) => ({
      base,
      others: quantised.filter(
        (run) =>
          !isSlow(rangeOf(run.experiment)) && kinOf(run.experiment) === kinOf(base.experiment),
      ),
    }))
    .filter(({ others }) => others.length > 0);
}

/** What is the same in networks that differ in the ranges of their activations alone. */
function kinOf({
  arithmetic,
  batchSize,
  data,
  epochs,
  measure,
  network,
  optimiser,
  prefit,
  quantisation,
  seed,
  split,
}: Experiment): string {
  const layers = network.layers.map((layer) =>
    "activations" in layer && layer.activations
      ? { ...layer, activations: layer.activations.bits }
      : layer,
  );
  const { activations, input, weights } = quantisation;
  return JSON.stringify([
    ...[arithmetic, batchSize, data, epochs, measure, optimiser, prefit, seed, split],
    ...[{ ...network, layers }, activations.bits, input, weights],
  ]);
}

/** How much more a layer's I(T;Y) rises in one run than in another, over the repetitions of both. */
function fittingDifference(
  first: RunSummary,
  own: LayerPhases,
  second: RunSummary,
  its: LayerPhases,
): Interval {
  const rises = ({ repetitions }: RunSummary, { landmarks: { label } }: LayerPhases) =>
    new Map(repetitions.map(({ repetition }, i) => [repetition, label.peak[i] - label.start[i]]));
  const base = rises(first, own);
  const differences = [...rises(second, its)].flatMap(([repetition, rise]) => {
    const before = base.get(repetition);
    return before === undefined || !Number.isFinite(before - rise) ? [] : [before - rise];
  });
  return meanInterval(differences);
}
