import { FEATURES } from "../data/schema.js";
import { greatestSum, MOST_BITS, MOST_SUM } from "../network/integer/limits.js";
import type { Quantiser } from "../quantize/schema.js";
import type { Experiment, Refusal } from "./schema.js";

/** What integer arithmetic asks for beyond the schema; see docs/network/integer.md. */
export function refuseForIntegers(experiment: Experiment, refuse: Refusal): void {
  const { data, network, quantisation } = experiment;
  let inputBits = quantisation.input.bits;
  let inputs = FEATURES[data.source];
  let sound = isBits(inputBits);
  if (!sound) refuse(["quantisation", "input", "bits"], BITS);
  const refused = new Set<string>();
  const refuseOnce: Refusal = (path, message) => {
    sound = false;
    if (!refused.has(path.join())) refuse(path, message);
    refused.add(path.join());
  };
  network.layers.forEach((layer, l) => {
    const at = ["network", "layers", l];
    if (layer.type !== "dense") {
      refuse([...at, "type"], 'expected "dense", as arithmetic is "integer"');
      return;
    }
    const weights = layer.weights ?? quantisation.weights;
    const activations = layer.activations ?? quantisation.activations;
    const placeOf = (key: "weights" | "activations") =>
      layer[key] ? [...at, key] : ["quantisation", key];
    refuseBits(weights, placeOf("weights"), refuseOnce);
    refuseBits(activations, placeOf("activations"), refuseOnce);
    if (activations.range.policy === "batch") {
      refuseOnce([...placeOf("activations"), "range", "policy"], POLICY);
    }
    if (sound) refuseSums(Number(weights.bits), Number(inputBits), inputs, at, refuse);
    inputBits = activations.bits;
    inputs = layer.units;
  });
}

const BITS = `expected an integer from 1 to ${MOST_BITS}, as arithmetic is "integer"`;
const POLICY =
  'expected "fixed", "moving-average" or "calibrated", as arithmetic is "integer" and a network ' +
  "that is shipped sees no batch";

const isBits = (bits: Quantiser["bits"]) => bits !== "float" && bits <= MOST_BITS;

function refuseBits({ bits }: Quantiser, at: PropertyKey[], refuse: Refusal): void {
  if (!isBits(bits)) refuse([...at, "bits"], BITS);
}

function refuseSums(
  weightBits: number,
  inputBits: number,
  inputs: number,
  at: PropertyKey[],
  refuse: Refusal,
): void {
  if (greatestSum(weightBits, inputBits, inputs) <= MOST_SUM) return;
  const weights = mostBits((bits) => greatestSum(bits, inputBits, inputs));
  const below = mostBits((bits) => greatestSum(weightBits, bits, inputs));
  refuse(
    at,
    `${inputs} products of ${weightBits}-bit weights and ${inputBits}-bit inputs may add up to more ` +
      `than 2^29; expected weights of at most ${weights} bits or inputs of at most ${below}`,
  );
}

/** The most bits whose sum is allowed. */
function mostBits(sumOf: (bits: number) => number): number {
  let bits = 0;
  while (bits < MOST_BITS && sumOf(bits + 1) <= MOST_SUM) bits++;
  return bits;
}
