import type { Grid } from "../../quantize/grid.js";
import type { Network } from "../network.js";
import { type ImageShape, unitsOf } from "../shapes.js";
import type { IntegerInput } from "./input.js";
import { IntegerLayer } from "./layer.js";
import { IntegerMaxPoolLayer } from "./max-pool.js";

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

/** Weights, biases, the activation function and the quantiser. */
interface LinearLayer {
  /** "T1" .. "TL"; flatten layers have no name, as they change no number and no order. */
  name: string;
  units: number;
  /** The output layer ends at its logits. */
  activation: "tanh" | "relu" | "linear";
  /** Name of the levels, and their grid. */
  weights: { array: string; grid: GridDocument };
  /** Name of the integers, [units] or [channels], and what 1 stands for in them and in the accumulators. */
  biases: { array: string; scale: number };
  /**
   * p = floor((acc * 2^shift * multiplier + 2^29) / 2^30), clamped to [lowest, highest], is the level;
   * or the level is table[p - lowest], where a table is named.
   */
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

/** Weights are [units][inputs]. */
export interface ShippedDense extends LinearLayer {
  type: "dense";
  inputs: number;
}

/** Stride 1, no padding; weights are [channels][input channel][ky][kx]. Units are [channel][y][x]. */
export interface ShippedConv extends LinearLayer {
  type: "conv";
  input: ImageShape;
  channels: number;
  kernel: [height: number, width: number];
}

/** The greatest level of each window of the layer below, on the grid of that. */
export interface ShippedMaxPool {
  name: string;
  type: "max-pool";
  units: number;
  input: ImageShape;
  size: [height: number, width: number];
  grid: GridDocument;
}

export type ShippedLayer = ShippedDense | ShippedConv | ShippedMaxPool;

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
    const name = `T${l + 1}`;
    if (layer instanceof IntegerMaxPoolLayer) return shippedMaxPool(layer, name);
    if (!(layer instanceof IntegerLayer)) throw new TypeError("the network is in float arithmetic");
    return shippedLinear(layer, name, tensors);
  });
  if (!input) throw new TypeError("the inputs are in float arithmetic");
  const { divisor, grid } = input;
  const [first] = layers;
  const features = first.type === "dense" ? first.inputs : unitsOf(first.input);
  return {
    input: { features, divisor, inverse: grid.inverse, grid: gridDocument(grid) },
    layers,
    tensors,
  };
}

function shippedMaxPool(layer: IntegerMaxPoolLayer, name: string): ShippedMaxPool {
  const { grid, transformation, units } = layer;
  const { input, size } = transformation;
  return { name, type: "max-pool", units, input, size, grid: gridDocument(grid) };
}

function shippedLinear(
  layer: IntegerLayer,
  name: string,
  tensors: Record<string, Tensor>,
): ShippedDense | ShippedConv {
  const { grid, requantiser, transformation, units } = layer;
  const { weights, wiring } = transformation;
  const { activation, highest, lowest, ratio, table } = requantiser;
  const add = (part: string, shape: number[], values: Tensor["values"]) => {
    tensors[`${name}.${part}`] = { shape, values };
    return `${name}.${part}`;
  };
  const rows = wiring.type === "dense" ? units : wiring.channels;
  const columns =
    wiring.type === "dense" ? [wiring.inputs] : [wiring.input.channels, ...wiring.kernel];
  return {
    name,
    ...wiring,
    units,
    activation: activation === "softmax" ? "linear" : activation,
    weights: {
      array: add("weights", [rows, ...columns], weights.levels(rows)),
      grid: gridDocument(weights.grid!),
    },
    biases: {
      array: add("biases", [rows], weights.biases.slice(0, rows)),
      scale: weights.scale,
    },
    requantisation: {
      ...ratio,
      lowest,
      highest,
      ...(table && { table: tableName(table.entries, name, tensors) }),
    },
    grid: gridDocument(grid),
  };
}

/** The name of a table, which equal layers share. */
function tableName(entries: Int16Array, layer: string, tensors: Record<string, Tensor>): string {
  const equal = Object.entries(tensors).find(
    ([name, { values }]) => name.endsWith(TABLE) && sameValues(values, entries),
  );
  if (equal) return equal[0];
  tensors[layer + TABLE] = { shape: [entries.length], values: entries.slice() };
  return layer + TABLE;
}

const TABLE = ".table";

const sameValues = (a: Tensor["values"], b: Tensor["values"]) =>
  a.length === b.length && a.every((value, i) => value === b[i]);

function gridDocument({ bits, highest, lowest, scale, zeroPoint }: Grid): GridDocument {
  return { bits, scale, zeroPoint, lowest, highest };
}
