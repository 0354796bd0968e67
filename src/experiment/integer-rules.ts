import { INPUT_SHAPES } from "../data/schema.js";
import { MOST_BITS } from "../network/integer/limits.js";
import { sumFaults } from "../network/integer/sums.js";
import { isWeighted } from "../network/schema.js";
import type { Quantiser } from "../quantize/schema.js";
import type { Experiment, Refusal } from "./schema.js";

/** What integer arithmetic asks for beyond the schema; see docs/network/integer.md. */
export function refuseForIntegers(experiment: Experiment, refuse: Refusal): void {
  const { data, network, quantisation } = experiment;
  const refused = new Set<string>();
  const refuseOnce: Refusal = (path, message) => {
    if (!refused.has(path.join())) refuse(path, message);
    refused.add(path.join());
  };
  if (!isBits(quantisation.input.bits)) refuseOnce(["quantisation", "input", "bits"], BITS);
  network.layers.forEach((layer, l) => {
    if (!isWeighted(layer)) return;
    const placeOf = (key: "weights" | "activations") =>
      layer[key] ? ["network", "layers", l, key] : ["quantisation", key];
    const weights = layer.weights ?? quantisation.weights;
    const activations = layer.activations ?? quantisation.activations;
    if (!isBits(weights.bits)) refuseOnce([...placeOf("weights"), "bits"], BITS);
    if (!isBits(activations.bits)) refuseOnce([...placeOf("activations"), "bits"], BITS);
    if (activations.range.policy === "batch") {
      refuseOnce([...placeOf("activations"), "range", "policy"], POLICY);
    }
  });
  for (const { layer, message } of sumFaults(network, quantisation, INPUT_SHAPES[data.source])) {
    refuse(["network", "layers", layer], message);
  }
}

const BITS = `expected an integer from 1 to ${MOST_BITS}, as arithmetic is "integer"`;
const POLICY =
  'expected "fixed", "moving-average" or "calibrated", as arithmetic is "integer" and a network ' +
  "that is shipped sees no batch";

const isBits = (bits: Quantiser["bits"]) => bits !== "float" && bits <= MOST_BITS;
