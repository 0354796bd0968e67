import type { Dataset } from "../../src/data/dataset.js";
import { RandomStream } from "../../src/numerics/random.js";
import type { InputQuantiser } from "../../src/quantize/schema.js";
import { f } from "../network/scalar-math.js";
import { imageOf, type ScalarGrid, scalarGrid } from "../network/scalar-quantiser.js";

export interface SmallData {
  samples: number;
  features: number;
  classes: number;
  /** Bytes most of which are zero go the sparse way; other bytes and floats the dense one. */
  kind: "sparse" | "bytes" | "floats";
  seed: number;
  image?: Dataset["image"];
}

/** Random inputs; the label is the class c whose features c, c + classes, .. have the greatest sum. */
export function smallDataset(data: SmallData): Dataset {
  const { samples, features, classes, kind, seed, image } = data;
  const random = new RandomStream(seed, 0x534d);
  const size = samples * features;
  const byte = () => (kind === "sparse" && random.below(4) > 0 ? 0 : 1 + random.below(255));
  const inputs =
    kind === "floats"
      ? Float32Array.from({ length: size }, () => 4 * random.uniform() - 2)
      : Uint8Array.from({ length: size }, byte);
  const labels = Uint8Array.from({ length: samples }, (_, s) => {
    const sums = Array<number>(classes).fill(0);
    for (let j = 0; j < features; j++) sums[j % classes] += inputs[s * features + j];
    return sums.indexOf(Math.max(...sums));
  });
  return {
    name: `small ${kind}`,
    inputs,
    divisor: kind === "floats" ? 1 : 255,
    labels,
    samples,
    features,
    image,
    classes,
    population: false,
    standardTrain: Math.ceil(0.7 * samples),
  };
}

const valuesOf = (dataset: Dataset) =>
  Array.from(dataset.inputs, (entry) => f(entry / dataset.divisor));

/** The grid of the inputs; undefined for float. */
export function scalarInputGrid(
  dataset: Dataset,
  { bits, range: { high, low, widen } }: InputQuantiser,
): ScalarGrid | undefined {
  if (bits === "float") return undefined;
  const values = valuesOf(dataset);
  return scalarGrid(
    widen ? Math.min(low, ...values) : low,
    widen ? Math.max(high, ...values) : high,
    bits,
  );
}

/** The inputs of each sample as a network should see them, found without src/network. */
export function scalarInputs(dataset: Dataset, quantiser: InputQuantiser): number[][] {
  const values = valuesOf(dataset);
  const grid = scalarInputGrid(dataset, quantiser);
  const images = grid ? values.map((value) => imageOf(grid, value)) : values;
  return Array.from({ length: dataset.samples }, (_, s) =>
    images.slice(s * dataset.features, (s + 1) * dataset.features),
  );
}

/** True when so many inputs are zero that the first layer is to skip them. */
export function isSparse(dataset: Dataset, inputs: number[][]): boolean {
  const zeros = inputs.flat().filter((x) => x === 0).length;
  return dataset.inputs instanceof Uint8Array && zeros >= 0.6 * dataset.inputs.length;
}
