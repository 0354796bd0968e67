import type { Grid } from "../../quantize/grid.js";
import type { Network } from "../network.js";
import type { IntegerInput } from "./input.js";
import { IntegerLayer } from "./layer.js";

/*
 * A trained network in integer arithmetic as plain data: what docs/network/integer.md describes, and
 * what is stored of a finished repetition.
 */

/** Integers of an array in the order of its shape, the last index fastest. */
export interface Tensor {
  shape: number[];
  values: Int16Array | Int32Array;
}

/** Where level 0 is, and what a level stands for. */
type GridDocument = Pick<Grid, "bits" | "scale" | "zeroPoint" | "lowest" | "highest">;

export interface ShippedLayer {
  /** "T1" .. "TL". */
  name: string;
  type: "dense";
  inputs: number;
  units: number;
  /** The output layer ends at its logits. */
  activation: "tanh" | "relu" | "linear";
  /** Name of the levels, [units][inputs], and their grid. */
  weights: { array: string; grid: GridDocument };
  /** Name of the integers, [units], and what 1 stands for in them and in the accumulators. */
  biases: { array: string; scale: number };
  /** Accumulators to levels, or to places in a table of levels; see requantise and lookUp. */
  requantisation: {
    multiplier: number;
    shift: number;
    lowest: number;
    highest: number;
    table?: string;
  };
  /** Of the activations; code = level + zeroPoint. */
  grid: GridDocument;
}

export interface ShippedNetwork {
  /** A raw input is divided by `divisor` (in f32), multiplied by `inverse` (in f32), rounded, clamped. */
  input: { features: number; divisor: number; inverse: number; grid: GridDocument };
  layers: ShippedLayer[];
  tensors: Record<string, Tensor>;
}

/** The network as it is measured now. Throws a TypeError when it is none in integer arithmetic. */
export function shippedNetwork(network: Network, input: IntegerInput | undefined): ShippedNetwork {
  network.prepare();
  const tensors: Record<string, Tensor> = {};
  const layers = network.layers.map((layer, l) => {
    if (!(layer instanceof IntegerLayer)) throw new TypeError("the network is in float arithmetic");
    return shippedLayer(layer, `T${l + 1}`, tensors);
  });
  if (!input) throw new TypeError("the inputs are in float arithmetic");
  const { divisor, grid } = input;
  const { inputs: features } = layers[0];
  return {
    input: { features, divisor, inverse: grid.inverse, grid: gridDocument(grid) },
    layers,
    tensors,
  };
}

function shippedLayer(
  layer: IntegerLayer,
  name: string,
  tensors: Record<string, Tensor>,
): ShippedLayer {
  const { grid, requantiser, transformation, units } = layer;
  const { weights } = transformation;
  const { inputs } = weights;
  const { activation, highest, lowest, ratio, table } = requantiser;
  const add = (part: string, shape: number[], values: Tensor["values"]) => {
    tensors[`${name}.${part}`] = { shape, values };
    return `${name}.${part}`;
  };
  return {
    name,
    type: "dense",
    inputs,
    units,
    activation: activation === "softmax" ? "linear" : activation,
    weights: {
      array: add("weights", [units, inputs], weights.levels(units)),
      grid: gridDocument(weights.grid!),
    },
    biases: {
      array: add("biases", [units], weights.biases.slice(0, units)),
      scale: weights.scale,
    },
    requantisation: {
      ...ratio,
      lowest,
      highest,
      ...(table && { table: add("table", [table.entries.length], table.entries.slice()) }),
    },
    grid: gridDocument(grid),
  };
}

function gridDocument({ bits, highest, lowest, scale, zeroPoint }: Grid): GridDocument {
  return { bits, scale, zeroPoint, lowest, highest };
}
