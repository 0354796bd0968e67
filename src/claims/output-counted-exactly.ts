import { LOGIT_CODES, SOFTMAX_REBINNED, SOFTMAX_VECTORS } from "../experiment/records.js";
import { fixed } from "../numerics/fixed.js";
import { meanInterval } from "../phases/bootstrap.js";
import { verdictAmong } from "../phases/simultaneous.js";
import { intervalWords } from "../phases/words.js";
import { principalInputs } from "../summary/layers.js";
import type { LayerPhases } from "../summary/phases.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim } from "./claim.js";
import {
  all,
  evidenceOf,
  groundWords,
  isDiscretised,
  isJudged,
  isYes,
  namesOf,
  pointOf,
  verdictWords,
  withoutPhases,
} from "./evidence.js";
import { familyWords } from "./family-words.js";
import { distinctNetworks } from "./same-network.js";

const WAYS = [LOGIT_CODES, SOFTMAX_VECTORS, SOFTMAX_REBINNED] as const;

/** A question of this project: what is left of the output's compression when nothing is rebinned? */
export function outputCountedExactly(runs: readonly RunSummary[]): Claim {
  const { distinct: discretised, notesOn } = distinctNetworks(runs.filter(isDiscretised));
  const own = discretised.flatMap((run) => {
    const ways = waysOf(run);
    return ways ? [{ run, ways }] : [];
  });
  const binnedYes = own.filter(({ ways }) => isYes(ways[2].compression));
  const judged = binnedYes.filter(({ ways }) => isJudged(ways[0].compression)).length;
  const remains = all(
    binnedYes.map(({ ways }) => ways[0].compression),
    judged,
  );
  const refuted = binnedYes.some(
    ({ ways: [codes, , binned] }) =>
      isJudged(codes.compression) &&
      verdictAmong(codes.compression, judged) === "no" &&
      verdictAmong(binned.compression, judged) === "yes",
  );
  return {
    name: "output-counted-exactly",
    from: "here",
    statement:
      "The compression of the output layer remains when it is counted exactly and not rebinned.",
    verdict: remains === "does not hold" && !refuted ? "undecided" : remains,
    rule: "Holds, of the networks at hand, if the logit codes are judged to compress in every one in which the rebinned softmax is; does not hold if in one of them they are judged not to; undecided while some cannot be judged, as where logit codes are saturated. That compression remains does not say how much of it: the shares below do. Differences are taken repetition by repetition; intervals hold 95 %.",
    adjustment: `One network that does not is enough to refute it: its no, and its yes when rebinned, are adjusted for ${familyWords(judged, "judged", "network")}. That all compress needs no adjustment.`,
    findings: [
      ...own.map(({ run, ways }) => {
        const [codes, , binned] = ways.map(({ compression }) => compression);
        const share = codes.value / binned.value;
        const made = differenceOf(ways[0], ways[2]);
        const judgedBoth = isJudged(codes) && isJudged(binned) && codes.ground !== "repetitions";
        const rest =
          judgedBoth && isYes(binned)
            ? `, ${Math.round(100 * share)} % of what rebinning shows`
            : "";
        return `${run.experiment.name}: ${fixed(codes.value, 2)} bits ${intervalWords(codes, 2)} by logit codes (${isJudged(codes) ? codes.verdict : groundWords(codes)})${rest}; rebinning adds ${fixed(made.value, 2)} ${intervalWords(made, 2)} bits.`;
      }),
      ...notesOn(own.map(({ run }) => run)),
      ...withoutPhases(discretised),
    ],
    tables: [
      {
        title: "Compression of the output layer, bits",
        columns: ["network", ...WAYS],
        rows: own.map(({ run, ways }) => [
          run.experiment.name,
          ...ways.map(({ compression }) => verdictWords(compression)),
        ]),
      },
    ],
    plots:
      own.length === 0
        ? []
        : [
            {
              title: "The output layer, counted three ways",
              x: { label: "", names: namesOf(own.map(({ run }) => run)) },
              y: "compression, bits",
              series: WAYS.map((name, way) => ({
                name,
                points: own.map(({ ways }, x) =>
                  pointOf(ways[way].compression, x + (way - 1) * 0.18),
                ),
              })),
            },
          ],
    ...evidenceOf(own.map(({ run }) => run)),
  };
}

/** Phases of the output by each way of counting it, where a run has them all. */
function waysOf({ layers, phases = [] }: RunSummary): LayerPhases[] | undefined {
  const inputs = principalInputs(layers);
  const found = WAYS.map((way) =>
    phases.find((one) => one.estimator === way && one.inputs === inputs),
  );
  return found.every((one) => one !== undefined) ? found : undefined;
}

/** How much more the second compresses than the first, bits, over the same repetitions. */
function differenceOf(first: LayerPhases, second: LayerPhases) {
  const fall = ({ landmarks: { input } }: LayerPhases) =>
    input.peak.map((peak, i) => peak - input.end[i]);
  const base = fall(first);
  return meanInterval(
    fall(second)
      .map((value, i) => value - base[i])
      .filter(Number.isFinite),
  );
}
