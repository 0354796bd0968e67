import type { Information } from "../information/information.js";
import type { Status } from "../information/status.js";
import { chaoShen } from "./chao-shen.js";
import type { Counted, Counting } from "./counting.js";
import type { Estimate, Estimator, Sample } from "./estimator.js";
import { type CountHistogram, histogramOf } from "./histogram.js";
import { millerMadow } from "./miller-madow.js";
import { nsb } from "./nsb.js";

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
}

/** An estimator that counts states, and tells them. */
export interface DiscretisingEstimator extends Estimator {
  /** The state of every input, 0, 1, .. in order of appearance. */
  states(sample: Sample): Uint32Array;
}

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
  const correction = correctionName === "none" ? undefined : CORRECTIONS[correctionName];
  return {
    name: nameOf(discretisation, correctionName, alphabet),
    references: [...discretisation.references, ...(correction?.references ?? [])],
    discretises: !correction,
    estimate(sample) {
      const discretised = discretisation.discretise(sample, counting);
      const { counted, notes } = discretised;
      const own = { ...discretised, alphabet: alphabet ?? discretised.alphabet };
      const { information } = counted;
      const all = [...notes, ...classNotes(information)];
      if (correction) return correct(own, sample, correction, all);
      const status = statusOf(information, discretisation.isIdentity);
      return { ...information, status, notes: all };
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

function correct(
  { alphabet, counted }: Discretised,
  { classes, labels, population }: Sample,
  correction: Correction,
  notes: readonly string[],
): Estimate {
  const { counter, information } = counted;
  const { joint, states } = counter.tally;
  const samples = labels.length;
  const sums = Uint32Array.from({ length: states }, (_, s) => {
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
  const all = [...notes];
  if (whole.deviation !== undefined) {
    const both = Math.sqrt(whole.deviation * whole.deviation + variance);
    all.push(
      `${correction.name} with ${short(alphabet)} possible states: the posterior standard deviation ` +
        `of H(T) is ${short(whole.deviation)} bits, of I(T;Y), if those of H(T) and H(T|Y) were ` +
        `independent, ${short(both)} bits.`,
    );
  }
  if (information.singletons === samples && samples > 1) {
    all.push(
      `No two inputs share a state: ${correction.name} has nothing to go by but its assumptions.`,
    );
  }
  if (population) {
    all.push(
      "The inputs are all there are: there is nothing to correct, and the plain count is exact.",
    );
  }
  return {
    ...information,
    entropy: whole.entropy,
    inputInformation: whole.entropy,
    conditionalEntropy: conditional,
    labelInformation: whole.entropy - conditional,
    status: statusOf(information, false),
    notes: all,
  };
}

/** A number in three digits. */
export function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
