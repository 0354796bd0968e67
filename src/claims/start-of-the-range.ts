import type { Experiment } from "../experiment/schema.js";
import { fixed } from "../numerics/fixed.js";
import { type Interval, meanInterval } from "../phases/bootstrap.js";
import type { Landmarks } from "../phases/phase.js";
import { MINIMAL_REPETITIONS, repetitionsForNo } from "../phases/rule.js";
import { simultaneous } from "../phases/simultaneous.js";
import { intervalWords } from "../phases/words.js";
import type { RangePolicy } from "../quantize/schema.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RepetitionFacts } from "../summary/repetitions.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimVerdict } from "./claim.js";
import { evidenceOf, isJudged, ownPhases, verdictWords, withoutPhases } from "./evidence.js";
import { familyWords } from "./family-words.js";

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
                judged: isJudged(own.fitting) && isJudged(its.fitting),
                ...difference(base, own, other, its),
              },
            ]
          : [];
      }),
    ),
  );
  const judged = compared.filter(
    (one) =>
      one.judged && one.pairs >= MINIMAL_REPETITIONS && !startsThere(rangeOf(one.other.experiment)),
  );
  const family = judged.length;
  const more = judged.filter(
    ({ minimal, pairs, rise, start }) =>
      simultaneous(rise, pairs, family).low > minimal &&
      simultaneous(start, pairs, family).high < 0,
  );
  const none = judged.filter(
    ({ minimal, pairs, rise }) => rise.high < minimal && pairs >= repetitionsForNo(),
  );
  let verdict: ClaimVerdict = "undecided";
  if (judged.length === 0) verdict = "not tested";
  else if (more.length > 0) verdict = "holds";
  else if (none.length === judged.length) verdict = "does not hold";
  return {
    name: "start-of-the-range",
    from: "here",
    statement:
      "Part of the fitting phase comes from the start of the activations' range at [-6, 6].",
    verdict,
    rule: `Networks are compared that differ in the range policy of their activations alone, over the repetitions that have the same first weights and batches in both (at least ${MINIMAL_REPETITIONS}). Holds if, in some layer, I(T;Y) rises by the study's moving average more than by a policy that does not begin at [-6, 6], by more than the minimal effect, 1 % of H(Y), with all of the 95 % interval, and begins lower; does not hold if no interval reaches the minimal effect, over at least ${repetitionsForNo()} pairs. Saturated layers are left out.`,
    adjustment: `One layer is enough: its intervals are adjusted for ${familyWords(family, "of layers", "comparison")}. That none reaches the minimal effect needs no adjustment. The intervals told are those of single layers.`,
    findings: [
      ...more.map(
        ({ base, layer, other, pairs, rise, start }) =>
          `${layer} of ${base.experiment.name} rises by ${fixed(rise.value, 3)} ${intervalWords(rise, 3)} bits more than with ${policyWords(rangeOf(other.experiment))}, and begins ${fixed(-start.value, 3)} bits lower (${pairs} pairs of repetitions).`,
      ),
      ...withoutPhases(runs.filter(({ experiment }) => isQuantised(experiment))),
    ],
    tables: families.map(({ base, others }) => ({
      title: `Fitting, bits, by the range of the activations: ${base.experiment.name}`,
      columns: ["range", ...ownPhases(base).map(({ layer }) => layer)],
      rows: [base, ...others].map((run) => [
        policyWords(rangeOf(run.experiment)),
        ...ownPhases(run).map(({ fitting }) => verdictWords(fitting, 3)),
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
    ...evidenceOf(families.flatMap(({ base, others }) => [base, ...others])),
  };
}

const isQuantised = ({ quantisation }: Experiment) => quantisation.activations.bits !== "float";

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

/**
 * Networks with the slow range, each with those that differ from it in their ranges alone; of several
 * runs of one network that with the most repetitions.
 */
function familiesOf(runs: readonly RunSummary[]): Family[] {
  const quantised = runs.filter(({ experiment, phases }) => isQuantised(experiment) && phases);
  const bases = new Map<string, RunSummary>();
  for (const run of quantised) {
    if (!isSlow(rangeOf(run.experiment))) continue;
    const known = bases.get(familyOf(run.experiment));
    if (!known || known.repetitions.length < run.repetitions.length) {
      bases.set(familyOf(run.experiment), run);
    }
  }
  return [...bases]
    .map(([family, base]) => ({
      base,
      others: quantised.filter(
        ({ experiment }) => !isSlow(rangeOf(experiment)) && familyOf(experiment) === family,
      ),
    }))
    .filter(({ others }) => others.length > 0);
}

/** What is the same in networks that differ in the ranges of their activations alone. */
function familyOf({
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

/** A range that begins at [-6, 6], moving from there or not: no contrast to the study's. */
const startsThere = (range: RangePolicy) =>
  isSlow(range) || (range.policy === "fixed" && range.low === -6 && range.high === 6);

/** By how much rise and start of I(T;Y) are greater in the first run, over pairs of repetitions. */
function difference(
  first: RunSummary,
  own: LayerPhases,
  second: RunSummary,
  its: LayerPhases,
): { rise: Interval; start: Interval; pairs: number } {
  const places = new Map(first.repetitions.map((one, i) => [keyOf(one), i]));
  const pairs = second.repetitions.flatMap((one, j) => {
    const i = places.get(keyOf(one));
    return i === undefined ? [] : [[i, j] as const];
  });
  const over = (of: (landmarks: Landmarks, place: number) => number) =>
    meanInterval(
      pairs
        .map(([i, j]) => of(own.landmarks.label, i) - of(its.landmarks.label, j))
        .filter(Number.isFinite),
    );
  return {
    rise: over(({ peak, start }, place) => peak[place] - start[place]),
    start: over(({ start }, place) => start[place]),
    pairs: pairs.length,
  };
}

/** Repetitions with the same key have the same first weights and batches. */
const keyOf = ({ repetition, restarts }: RepetitionFacts) => `${repetition} ${restarts}`;
