import type { InputQuantiser, Quantiser } from "../../quantize/schema.js";
import { weightShape } from "../parameters.js";
import { isWeighted, type NetworkSpec } from "../schema.js";
import { type Shape, shapesOf } from "../shapes.js";
import { greatestSum, MOST_BITS, MOST_SUM } from "./limits.js";

interface SumFault {
  /** Index within the network's layers. */
  layer: number;
  message: string;
}

interface Quantisation {
  input: InputQuantiser;
  weights: Quantiser;
  activations: Quantiser;
}

/**
 * Layers whose sums of products may leave what integer arithmetic keeps exact, for data of the given
 * shape. Layers from the first one with too many bits on are not looked at, nor are networks that do
 * not fit the data: both are refused elsewhere.
 */
export function sumFaults(
  network: NetworkSpec,
  quantisation: Quantisation,
  input: Shape,
): SumFault[] {
  const shapes = shapesThatFit(network, input);
  const faults: SumFault[] = [];
  let inputBits = quantisation.input.bits;
  for (let l = 0; l < shapes.length; l++) {
    const spec = network.layers[l];
    if (!isWeighted(spec)) continue;
    const weightBits = (spec.weights ?? quantisation.weights).bits;
    if (!isBits(inputBits) || !isBits(weightBits)) break;
    const { inputs } = weightShape(spec, shapes[l]);
    const message = faultOf(weightBits, inputBits, inputs);
    if (message) faults.push({ layer: l, message });
    inputBits = (spec.activations ?? quantisation.activations).bits;
  }
  return faults;
}

function isBits(bits: Quantiser["bits"]): bits is number {
  return bits !== "float" && bits <= MOST_BITS;
}

/** What each layer takes; none when one does not fit. */
function shapesThatFit({ layers }: NetworkSpec, input: Shape): Shape[] {
  try {
    return [input, ...shapesOf(input, layers).slice(0, -1)];
  } catch {
    return [];
  }
}

function faultOf(weightBits: number, inputBits: number, inputs: number): string | undefined {
  if (greatestSum(weightBits, inputBits, inputs) <= MOST_SUM) return undefined;
  const weights = mostBits((bits) => greatestSum(bits, inputBits, inputs));
  const below = mostBits((bits) => greatestSum(weightBits, bits, inputs));
  const fewerBits = [
    ...(weights > 0 ? [`weights of at most ${weights} bits`] : []),
    ...(below > 0 ? [`inputs of at most ${below}`] : []),
  ];
  const fewerInputs = `at most ${Math.floor(MOST_SUM / greatestSum(weightBits, inputBits, 1))} inputs`;
  return (
    `${inputs} products of ${weightBits}-bit weights and ${inputBits}-bit inputs may add up to more ` +
    `than 2^29; expected ${fewerBits.join(" or ") || fewerInputs}`
  );
}

/** The most bits whose sum is allowed. */
function mostBits(sumOf: (bits: number) => number): number {
  let bits = 0;
  while (bits < MOST_BITS && sumOf(bits + 1) <= MOST_SUM) bits++;
  return bits;
}
