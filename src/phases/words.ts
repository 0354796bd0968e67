import { fixed } from "../numerics/fixed.js";
import { DRAWS, type Interval } from "./bootstrap.js";
import type { Phase, PhaseKind, Smoothed, Verdict } from "./phase.js";
import { MINIMAL_REPETITIONS, MINIMAL_SHARE, MISS, PHASE_SHARE, repetitionsForNo } from "./rule.js";

const NAME: Record<PhaseKind, string> = {
  fitting: "Fitting is the rise of I(T;Y) from the first measurement of the training to its peak",
  compression: "compression the fall of I(X;T) from its peak to the end",
};

/** The rule by which phases are judged, in sentences. */
export function phaseRule(): string[] {
  return [
    `${NAME.fitting}, ${NAME.compression}; means over the repetitions, bits.`,
    "Each repetition is read at the peak of the mean curve of the half of the repetitions that it does not belong to (the halves are every other one), so that noise alone makes no phase.",
    `Intervals hold 95 %: percentiles of ${DRAWS} bootstrap resamples of the repetitions, stretched as Student's t asks.`,
    `yes: all of the interval is above the minimal effect, ${100 * MINIMAL_SHARE} % of the ceiling (log₂ n or H(Y)); no: all of it is below, and all of that of the phase read at the peak of the mean curve of all repetitions (which is on average too large), over at least ${repetitionsForNo()} of them; undecided: neither, or the moving averages tried disagree, or there are fewer than ${MINIMAL_REPETITIONS} repetitions, or the layer is saturated, infinite or not measured.`,
    `With fewer than ${repetitionsForNo()} repetitions there is no no: a phase that one repetition in ${1 / PHASE_SHARE} shows may be in none of them, with a probability above ${100 * MISS} %. Of rarer phases a no says nothing.`,
  ];
}

/** Why a phase has its verdict, with its numbers: "all of [3.45, 4.72] is above 0.12 bits". */
export function phaseReason(phase: Phase, decimals = 3): string {
  const { ground, smoothings, repetitions } = phase;
  if (ground === "saturated") return "saturated, limited by the number of inputs";
  if (ground === "infinite") return "infinite in truth";
  if (ground === "unmeasured") {
    return `not measured: counted in this way a layer has no ${QUANTITY[phase.kind]}`;
  }
  if (ground === "power") {
    return `all of ${intervalWords(phase, decimals)} is below ${phase.minimal.toFixed(decimals)} bits, but by ${repetitions} of the ${repetitionsForNo()} repetitions that a no needs`;
  }
  if (ground === "peak") {
    return `all of ${intervalWords(phase, decimals)} is below ${phase.minimal.toFixed(decimals)} bits, but at the peak of the mean curve it is ${intervalWords(phase.atMeanPeak, decimals)}`;
  }
  if (ground === "repetitions") {
    return `${repetitions} of the ${MINIMAL_REPETITIONS} repetitions that a verdict needs`;
  }
  if (ground === "smoothing") {
    const said = smoothings.map((one) => `${one.verdict} ${smoothingName(one)}`);
    return `the smoothings disagree: ${said.join(", ")}`;
  }
  return `${RELATION[phase.verdict](intervalWords(phase, decimals))} ${phase.minimal.toFixed(decimals)} bits`;
}

const QUANTITY: Record<PhaseKind, string> = { fitting: "I(T;Y)", compression: "I(X;T)" };

const RELATION: Record<Verdict, (interval: string) => string> = {
  yes: (interval) => `all of ${interval} is above`,
  no: (interval) => `all of ${interval} is below`,
  undecided: (interval) => `${interval} holds`,
};

const smoothingName = ({ width }: Smoothed) => (width === 1 ? "without" : `with ${width}`);

/** "[3.45, 4.72]"; empty where there is none. */
export function intervalWords({ low, high }: Pick<Interval, "low" | "high">, decimals: number) {
  if (!Number.isFinite(low)) return "";
  return `[${fixed(low, decimals)}, ${fixed(high, decimals)}]`;
}
