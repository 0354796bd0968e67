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
import {
  evidenceOf,
  isJudged,
  ownPhases,
  pointOf,
  verdictWords,
  withoutPhases,
} from "./evidence.js";
import { familyWords } from "./family-words.js";
import { distinctNetworks } from "./same-network.js";

interface Family {
  base: RunSummary;
  others: RunSummary[];
}

/** A question of this project: does part of the fitting phase come from the range's start at [-6, 6]? */
export function startOfTheRange(runs: readonly RunSummary[]): Claim {
  const { distinct, notesOn } = distinctNetworks(
    runs.filter(({ experiment }) => isQuantised(experiment)),
  );
  const families = familiesOf(distinct);
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
  return {
    name: "start-of-the-range",
    from: "here",
    statement:
      "Part of the fitting phase comes from the start of the activations' range at [-6, 6].",
    verdict,
    rule: `Networks are compared that differ in the range policy of their activations alone, over the repetitions that have the same first weights and batches, and values, in both (at least ${MINIMAL_REPETITIONS}). Holds if, in some layer, I(T;Y) rises by the study's moving average more than by a policy that does not begin at [-6, 6], by more than the minimal effect, 1 % of H(Y), with all of the 95 % interval, and begins lower. Runs can show such a layer, not that there is none anywhere: without one it is undecided. Saturated layers are left out.`,
    adjustment: `One layer is enough: its intervals are adjusted for ${familyWords(family, "of layers", "comparison")}. The intervals told are those of single layers.`,
    findings: [
      ...more.map(
        ({ base, layer, other, pairs, rise, start }) =>
          `${layer} of ${base.experiment.name} rises by ${fixed(rise.value, 3)} ${intervalWords(rise, 3)} bits more than with ${policyWords(rangeOf(other.experiment))}, and begins ${fixed(-start.value, 3)} bits lower (${pairs} pairs of repetitions).`,
      ),
      ...(judged.length > 0 && none.length === judged.length ? [noneReaches(judged.length)] : []),
      ...notesOn(families.flatMap(({ base, others }) => [base, ...others])),
      ...withoutPhases(distinct),
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
        points: ownPhases(run).map(({ fitting }, l) =>
          pointOf(fitting, l + (place - others.length / 2) * 0.12),
        ),
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
  const quantised = runs.filter(({ phases }) => phases);
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

/** By how much rise and start of I(T;Y) are greater in the first run, over pairs of repetitions that have both. */
function difference(
  first: RunSummary,
  own: LayerPhases,
  second: RunSummary,
  its: LayerPhases,
): { rise: Interval; start: Interval; pairs: number } {
  const places = new Map(first.repetitions.map((one, i) => [keyOf(one), i]));
  const less = (of: (landmarks: Landmarks, place: number) => number, i: number, j: number) =>
    of(own.landmarks.label, i) - of(its.landmarks.label, j);
  const pairs = second.repetitions.flatMap((one, j) => {
    const i = places.get(keyOf(one));
    if (i === undefined) return [];
    const start = less((landmarks, place) => landmarks.start[place], i, j);
    const rise = less((landmarks, place) => landmarks.peak[place] - landmarks.start[place], i, j);
    return Number.isFinite(rise) && Number.isFinite(start) ? [{ rise, start }] : [];
  });
  return {
    rise: meanInterval(pairs.map(({ rise }) => rise)),
    start: meanInterval(pairs.map(({ start }) => start)),
    pairs: pairs.length,
  };
}

/** Repetitions with the same key have the same first weights and batches. */
const keyOf = ({ repetition, restarts }: RepetitionFacts) => `${repetition} ${restarts}`;

const noneReaches = (comparisons: number) =>
  comparisons === 1
    ? `In the one comparison of layers the interval of the difference does not reach the minimal effect, over at least ${repetitionsForNo()} pairs of repetitions.`
    : `In none of the ${comparisons} comparisons of layers does an interval of the difference reach the minimal effect, over at least ${repetitionsForNo()} pairs of repetitions each.`;
