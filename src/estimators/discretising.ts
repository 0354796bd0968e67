import type { Information } from "../information/information.js";
import type { Status } from "../information/status.js";
import { chaoShen } from "./chao-shen.js";
import type { CodeBins } from "./code-counter.js";
import type { CodedLayer, CountedBins } from "./coded-layer.js";
import type { Counted, Counting } from "./counting.js";
import type { Estimator, Sample } from "./estimator.js";
import { type CountHistogram, histogramOf } from "./histogram.js";
import { millerMadow } from "./miller-madow.js";
import { nsb } from "./nsb.js";
import { outOfBoundsNotes } from "./out-of-bounds.js";

/** What a discretisation made of a sample. */
export interface Discretised {
  counted: Counted;
  /** States that there can be. */
  alphabet: number;
  notes: readonly string[];
}

/** A function from activations to states, which are then counted. */
export interface Discretisation {
  readonly name: string;
  readonly references: readonly string[];
  /** Whether the states are the activations themselves, so that their count is exact. */
  readonly isIdentity: boolean;
  discretise(sample: Sample, counting: Counting): Discretised;
  /** Its bins in a layer of few values. */
  codeBins(layer: CodedLayer): CodeBins;
}

/** An estimator that counts states, and tells them. */
export interface DiscretisingEstimator extends Estimator {
  /** The state of every input, 0, 1, .. in order of appearance. */
  states(sample: Sample): Uint32Array;
  /** Its bins in a layer of few values. */
  codeBins(layer: CodedLayer): CodeBins;
  /** What `estimate` finds, without its notes, when these bins were counted. */
  estimateCounted(layer: CodedLayer, bins: CodeBins, counted: CountedBins): Information;
}

export const isDiscretising = (estimator: Estimator): estimator is DiscretisingEstimator =>
  "estimateCounted" in estimator;

/** Whether an estimator is the exact count of its own states, and tells them. */
export const tellsStates = (estimator: Estimator): estimator is DiscretisingEstimator =>
  estimator.discretises && isDiscretising(estimator);

export type CorrectionName = "none" | "miller-madow" | "chao-shen" | "nsb";

/** An entropy in bits, and the standard deviation of its posterior where there is one. */
interface Corrected {
  entropy: number;
  deviation?: number;
}

interface Correction {
  name: string;
  references: readonly string[];
  entropy(histogram: CountHistogram, alphabet: number): Corrected;
}

const CORRECTIONS: Readonly<Record<Exclude<CorrectionName, "none">, Correction>> = {
  "miller-madow": {
    name: "Miller-Madow",
    references: ["miller1955", "paninski2003"],
    entropy: (histogram) => ({ entropy: millerMadow(histogram) }),
  },
  "chao-shen": {
    name: "Chao-Shen",
    references: ["chaoshen2003"],
    entropy: (histogram) => ({ entropy: chaoShen(histogram) }),
  },
  nsb: {
    name: "NSB",
    references: ["nemenman2002", "wolpert1995"],
    entropy: nsb,
  },
};

/**
 * The estimator that counts the states of a discretisation, and corrects H(T) and each H(T|Y = y) for
 * the smallness of the sample: H(T|Y) is the mean of the latter, weighted by the observed shares of
 * the labels, I(T;Y) = H(T) - H(T|Y), and H(Y) stays the plug-in entropy. `alphabet`, for NSB, stands
 * instead of the discretisation's own number of possible states.
 */
export function discretising(
  counting: Counting,
  discretisation: Discretisation,
  correctionName: CorrectionName,
  alphabet?: number,
): DiscretisingEstimator {
  const { isIdentity } = discretisation;
  const correction = correctionName === "none" ? undefined : CORRECTIONS[correctionName];
  return {
    name: nameOf(discretisation, correctionName, alphabet),
    references: [...discretisation.references, ...(correction?.references ?? [])],
    discretises: !correction,
    estimate(sample) {
      const { counted, ...own } = discretisation.discretise(sample, counting);
      const { counter, information } = counted;
      const notes = [...own.notes, ...classNotes(information)];
      if (!correction) return { ...information, status: statusOf(information, isIdentity), notes };
      const { classes, labels, population = false } = sample;
      const found = {
        ...{ information, classes, samples: labels.length },
        ...{ joint: counter.tally.joint, alphabet: alphabet ?? own.alphabet },
      };
      const corrected = correct(found, correction);
      notes.push(...correctionNotes(found, corrected, correction, population));
      return { ...corrected.information, notes };
    },
    codeBins: (layer) => discretisation.codeBins(layer),
    estimateCounted(layer, bins, { information, joint }) {
      if (!correction) return { ...information, status: statusOf(information, isIdentity) };
      const { classes, inputs } = layer.over;
      const found = { information, joint, classes, samples: inputs.samples };
      return correct({ ...found, alphabet: alphabet ?? bins.alphabet() }, correction).information;
    },
    states(sample) {
      return discretisation.discretise(sample, counting).counted.counter.stateOf.slice();
    },
  };
}

/** The full name of such an estimator. */
export function nameOf(
  { name }: Discretisation,
  correction: CorrectionName,
  alphabet?: number,
): string {
  return [
    name,
    ...(correction === "none" ? [] : [CORRECTIONS[correction].name]),
    ...(alphabet === undefined ? [] : [`${alphabet} possible states`]),
  ].join(", ");
}

/** As for any count, a sample in which most inputs have a state of their own says nothing. */
const statusOf = ({ status }: Information, isIdentity: boolean): Status =>
  isIdentity || status === "saturated" ? status : "estimate";

function classNotes({ labelCeiling }: Information): string[] {
  return labelCeiling > 0 ? [] : ["All inputs have the same label: H(Y) and I(T;Y) are 0."];
}

/** States counted, of so many that are possible, and the inputs in each with each label. */
interface Found {
  information: Information;
  joint: Uint32Array;
  classes: number;
  samples: number;
  alphabet: number;
}

interface CorrectedInformation {
  information: Information;
  /** Standard deviations of the posteriors of H(T) and, were it and H(T|Y) independent, of I(T;Y). */
  deviations?: { entropy: number; labelInformation: number };
}

function correct(found: Found, correction: Correction): CorrectedInformation {
  const { alphabet, classes, information, joint, samples } = found;
  const sums = Uint32Array.from({ length: joint.length / classes }, (_, s) => {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += joint[s * classes + c];
    return sum;
  });
  const whole = correction.entropy(histogramOf(sums), alphabet);
  let conditional = 0;
  let variance = 0;
  for (let c = 0; c < classes; c++) {
    const histogram = histogramOf(joint, c, classes);
    if (histogram.inputs === 0) continue;
    const share = histogram.inputs / samples;
    const part = correction.entropy(histogram, alphabet);
    conditional += share * part.entropy;
    variance += share * share * (part.deviation ?? 0) * (part.deviation ?? 0);
  }
  const { deviation } = whole;
  return {
    information: {
      ...information,
      entropy: whole.entropy,
      inputInformation: whole.entropy,
      conditionalEntropy: conditional,
      labelInformation: whole.entropy - conditional,
      status: statusOf(information, false),
    },
    ...(deviation !== undefined && {
      deviations: {
        entropy: deviation,
        labelInformation: Math.sqrt(deviation * deviation + variance),
      },
    }),
  };
}

function correctionNotes(
  { alphabet, information, samples }: Found,
  { deviations, information: corrected }: CorrectedInformation,
  { name }: Correction,
  population: boolean,
): string[] {
  const notes: string[] = [];
  if (deviations) {
    notes.push(
      `${name} with ${short(alphabet)} possible states: the posterior standard deviation ` +
        `of H(T) is ${short(deviations.entropy)} bits, of I(T;Y), if those of H(T) and H(T|Y) were ` +
        `independent, ${short(deviations.labelInformation)} bits.`,
    );
  }
  if (information.singletons === samples && samples > 1) {
    notes.push(`No two inputs share a state: ${name} has nothing to go by but its assumptions.`);
  }
  if (population) {
    notes.push(
      "The inputs are all there are: there is nothing to correct, and the plain count is exact.",
    );
  }
  const outOfBounds = outOfBoundsNotes(corrected, {
    input: population
      ? `${name} is for a sample, and here is none`
      : `${name} estimates H(T) of the population, which the number of inputs does not limit`,
    label: `it is the difference of what ${name} makes of H(T) and H(T|Y), each with its own error`,
  });
  return [...notes, ...outOfBounds];
}

/** A number in three digits. */
export function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
