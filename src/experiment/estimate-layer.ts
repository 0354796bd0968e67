import type { Engine } from "../engine/engine.js";
import { codes } from "../estimators/codes.js";
import { createEstimators } from "../estimators/create.js";
import { tellsStates } from "../estimators/discretising.js";
import { type Estimate, EstimatorError, type Sample } from "../estimators/estimator.js";
import { type Reliability, reliabilityOf } from "../estimators/reliability.js";
import type { EstimatorEntry } from "../estimators/schema.js";
import { type Validity, validityOf } from "../estimators/validity.js";
import { type Codes, countCodes } from "../information/measure-codes.js";
import { FLOAT_STATES, STATES } from "./records.js";

/** Activations of one layer from anywhere, for all inputs, and what is known of the inputs. */
export interface LayerActivations {
  /** inputs x units, row-major; floats are finite. */
  values: Codes;
  units: number;
  /** What floats were before they were widened, if they were. */
  type?: "float16";
  /** Class index of every input. */
  labels: Uint8Array;
  classes: number;
  /** True when the inputs are all there are. */
  population?: boolean;
  /** True when the inputs are known to be discrete. A layer of codes is so in any case. */
  discrete?: boolean;
  /** The network's inputs, row-major, for estimators that compare with them. */
  inputs?: { values: Float32Array | Float64Array; units: number };
  /** The class that the network predicts for every input, to test binnings by. */
  predictions?: Uint8Array;
}

/** What one estimator, or the exact count, says of a layer. */
export interface LayerEstimate extends Estimate {
  estimator: string;
  /** Keys of `references`. */
  references: readonly string[];
  /** Whether the states counted still tell the predictions, where both are known. */
  validity?: Validity;
  /** How H(T) of the states counted grows with the number of inputs, where these are a sample. */
  reliability?: Reliability;
}

/**
 * The exact count of a layer's distinct rows, then what each estimator finds; `codes` without a
 * correction is that count, and not repeated. `onBegin` is told the name
 * of each before it begins. The engine's arena must not hold anything else: it is reset.
 *
 * @throws EstimatorError when an estimator cannot be used on the layer.
 */
export function estimateLayer(
  engine: Engine,
  layer: LayerActivations,
  entries: readonly EstimatorEntry[],
  onBegin: (estimator: string) => void = () => {},
): LayerEstimate[] {
  engine.arena.reset();
  const exact = countExactly(engine, layer, onBegin);
  engine.arena.reset();
  const asked = createEstimators(entries, engine).filter(({ name }) => name !== CODES);
  let sample: Sample | undefined;
  const estimates = asked.map((estimator) => {
    const name = isFloat(layer.values)
      ? estimator.name.replace(`${CODES},`, `${exact.estimator},`)
      : estimator.name;
    onBegin(name);
    sample ??= sampleOf(layer);
    const estimate = estimator.estimate(sample);
    const states = tellsStates(estimator) && aboutStates(estimator.states(sample), layer);
    return { estimator: name, references: estimator.references, ...estimate, ...states };
  });
  return [exact, ...estimates];
}

/** The estimator that counts rows as they are: without a correction it is the exact count itself. */
const CODES = codes().name;

function sampleOf({ predictions: _, type: __, values, ...about }: LayerActivations): Sample {
  const discrete = about.discrete || !isFloat(values);
  return { ...about, discrete, values: realValues(values) };
}

function countExactly(
  engine: Engine,
  layer: LayerActivations,
  onBegin: (estimator: string) => void,
): LayerEstimate {
  const { discrete, labels, population, type, values } = layer;
  const kind = type ?? (values instanceof Float64Array ? "float64" : "float32");
  const estimator = isFloat(values) ? FLOAT_STATES.replace("float32", kind) : STATES;
  onBegin(estimator);
  const { information, counter } = countCodes(engine, values, labels, { population });
  return {
    ...{ estimator, references: ["lorenzen2022"] },
    ...information,
    notes:
      isFloat(values) && !population && !discrete
        ? [
            `Exact for ${kind}; with inputs from a continuum, I(X;T) of a layer of real numbers is infinite.`,
          ]
        : [],
    ...aboutStates(counter.stateOf, layer),
  };
}

/** What the states of all inputs say of their own count. */
function aboutStates(
  states: Uint32Array,
  { population, predictions }: LayerActivations,
): Pick<LayerEstimate, "reliability" | "validity"> {
  return {
    ...(predictions && { validity: validityOf(states, predictions) }),
    ...(!population && { reliability: reliabilityOf(states) }),
  };
}

export const isFloat = (values: Codes): values is Float32Array | Float64Array =>
  values instanceof Float32Array || values instanceof Float64Array;

/** Greatest integer up to which all are doubles. */
const MOST = 2n ** 53n;

/** The same numbers as floats; those that single precision holds all of, in single precision. */
export function realValues(values: Codes): Float32Array | Float64Array {
  if (isFloat(values)) return values;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    return Float64Array.from(values as Iterable<bigint>, (value) => {
      if (value > MOST || value < -MOST) {
        throw new EstimatorError(
          `the value ${value} is no double: estimators take integers up to 2^53, the exact count all`,
        );
      }
      return Number(value);
    });
  }
  return values.BYTES_PER_ELEMENT > 2 ? Float64Array.from(values) : Float32Array.from(values);
}
