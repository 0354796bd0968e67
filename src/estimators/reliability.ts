import { SATURATION } from "../information/information.js";
import { RandomStream } from "../numerics/random.js";
import { EstimatorError } from "./estimator.js";
import { histogramOf } from "./histogram.js";
import { plugIn } from "./plug-in.js";

/** H(T) of subsets of so many inputs. */
export interface SubsamplePoint {
  inputs: number;
  /** Mean and standard deviation over the draws, in bits; one draw has a deviation of 0. */
  entropy: number;
  deviation: number;
  /** Mean share of inputs with a state of their own. */
  singletonShare: number;
}

/** How far a count of states can be trusted as a statement about more than its sample. */
export interface Reliability {
  inputs: number;
  states: number;
  /** Share of inputs that have a state of their own: that of the population not yet met (Good, 1953). */
  singletonShare: number;
  /** Whether that share is above SATURATION. */
  saturated: boolean;
  curve: SubsamplePoint[];
}

export interface Subsampling {
  /** Sizes of the subsets, by default n, n/2, n/4 .. as long as they are 16 or more. */
  sizes?: readonly number[];
  /** Default DRAWS. */
  draws?: number;
  /** Default 0. */
  seed?: number;
}

export const DRAWS = 10;

/** Purpose of the random numbers: "subs". */
const PURPOSE = 0x73756273;

const LEAST_SIZE = 16;

/**
 * Reliability of the states of sampled inputs, numbered from 0 for every input. A curve of H(T) that
 * still rises at its end says that H(T) of the population is higher.
 *
 * Subsets are drawn without replacement. Those of one draw are nested: the first inputs of one random
 * order. Different draws are independent, so that a deviation is that of single subsets; towards n it
 * falls to 0, as all subsets become the same.
 */
export function reliabilityOf(
  states: Uint32Array,
  { sizes, draws = DRAWS, seed = 0 }: Subsampling = {},
): Reliability {
  const inputs = states.length;
  if (inputs === 0) throw new EstimatorError("there must be at least 1 input, not 0");
  const wanted = [...(sizes ?? halvings(inputs))].sort((a, b) => a - b);
  for (const size of wanted) {
    if (Number.isInteger(size) && size >= 1 && size <= inputs) continue;
    throw new EstimatorError(
      `subsets of ${size} inputs cannot be drawn; sizes must be integers from 1 to ${inputs}`,
    );
  }
  if (!Number.isInteger(draws) || draws < 1) {
    throw new EstimatorError(`there must be at least 1 draw, not ${draws}`);
  }
  const kinds = 1 + states.reduce((most, state) => Math.max(most, state), 0);
  const measured = Array.from({ length: draws }, (_, draw) =>
    nested(states, kinds, wanted, new RandomStream(seed).child(PURPOSE, draw)),
  );
  const [whole] = nested(states, kinds, [inputs]);
  return {
    inputs,
    states: whole.states,
    singletonShare: whole.singletonShare,
    saturated: whole.singletonShare > SATURATION,
    curve: wanted.map((size, k) =>
      summarise(
        size,
        measured.map((draw) => draw[k]),
      ),
    ),
  };
}

interface Subset {
  entropy: number;
  states: number;
  singletonShare: number;
}

function halvings(inputs: number): number[] {
  const sizes = [inputs];
  for (let size = Math.floor(inputs / 2); size >= LEAST_SIZE; size = Math.floor(size / 2)) {
    sizes.push(size);
  }
  return sizes;
}

/** The first inputs of a random order, or of the given one, for each of the ascending sizes. */
function nested(
  states: Uint32Array,
  kinds: number,
  sizes: readonly number[],
  stream?: RandomStream,
): Subset[] {
  const order = Uint32Array.from(states, (_, i) => i);
  stream?.shuffle(order);
  const counts = new Uint32Array(kinds);
  let taken = 0;
  return sizes.map((size) => {
    for (; taken < size; taken++) counts[states[order[taken]]]++;
    const histogram = histogramOf(counts);
    const singletons = histogram.counts[0] === 1 ? histogram.multiplicities[0] : 0;
    return {
      entropy: plugIn(histogram),
      states: histogram.states,
      singletonShare: singletons / size,
    };
  });
}

function summarise(inputs: number, subsets: readonly Subset[]): SubsamplePoint {
  const draws = subsets.length;
  const mean = (key: "entropy" | "singletonShare") =>
    subsets.reduce((sum, subset) => sum + subset[key], 0) / draws;
  const entropy = mean("entropy");
  const squares = subsets.reduce((sum, subset) => {
    const d = subset.entropy - entropy;
    return sum + d * d;
  }, 0);
  const deviation = draws === 1 ? 0 : Math.sqrt(squares / (draws - 1));
  return { inputs, entropy, deviation, singletonShare: mean("singletonShare") };
}
