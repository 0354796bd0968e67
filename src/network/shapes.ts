import { DataError } from "../data/errors.js";
import type { ConvSpec, LayerSpec, MaxPoolSpec } from "./schema.js";

/** Activations of one sample as an image; unit (channel, y, x) is number (channel * height + y) * width + x. */
export interface ImageShape {
  channels: number;
  height: number;
  width: number;
}

/** Activations of one sample: an image, or a list of units. */
export type Shape = ImageShape | { units: number };

export function isImage(shape: Shape): shape is ImageShape {
  return "channels" in shape;
}

export function unitsOf(shape: Shape): number {
  return isImage(shape) ? shape.channels * shape.height * shape.width : shape.units;
}

/**
 * The shape after every layer. `input` is that of the data, whose images a dense first layer takes
 * as they are. Throws a DataError that names the layer when one does not fit what is below it.
 */
export function shapesOf(input: Shape, layers: readonly LayerSpec[]): Shape[] {
  let below = layers[0]?.type === "dense" ? { units: unitsOf(input) } : input;
  return layers.map((layer, l) => {
    const fault = faultOf(layer, below, l === 0);
    if (fault) throw new DataError(`network.layers[${l}]: ${fault}`);
    below = shapeAfter(layer, below);
    return below;
  });
}

/** What is wrong with a layer on activations of that shape, and what would be right. */
function faultOf(layer: LayerSpec, below: Shape, first: boolean): string | undefined {
  if (layer.type === "dense") {
    if (!isImage(below)) return undefined;
    return `a dense layer needs flat input, not ${describe(below)}; put { "type": "flatten" } before it`;
  }
  if (!isImage(below)) {
    return layer.type === "flatten"
      ? `the input of flatten is flat already, ${describe(below)}; leave it out`
      : `a ${layer.type} layer needs images, not ${describe(below)}; put it before "flatten" and dense layers, on data that are images`;
  }
  if (layer.type === "conv") return tooLarge("kernel", layer.kernel, below);
  if (layer.type === "flatten") return undefined;
  if (first)
    return "a max-pool layer keeps codes of the layer below it; put a conv layer before it";
  return tooLarge("window", layer.size, below) ?? remainder(layer, below);
}

function tooLarge(what: string, [height, width]: [number, number], below: ImageShape) {
  if (height <= below.height && width <= below.width) return undefined;
  return (
    `a ${what} of ${height} x ${width} is larger than its input, ${describe(below)}; ` +
    `expected at most ${below.height} x ${below.width}`
  );
}

function remainder({ remainder, size }: MaxPoolSpec, below: ImageShape): string | undefined {
  const rows = below.height % size[0];
  const columns = below.width % size[1];
  if (remainder === "drop" || (rows === 0 && columns === 0)) return undefined;
  return (
    `windows of ${size[0]} x ${size[1]} do not divide ${describe(below)}: left over are ` +
    `${rows} of ${below.height} rows and ${columns} of ${below.width} columns; ` +
    'expected a size that divides, or "remainder": "drop" to ignore them'
  );
}

function shapeAfter(layer: LayerSpec, below: Shape): Shape {
  switch (layer.type) {
    case "dense":
      return { units: layer.units };
    case "conv":
      return convolved(layer, below as ImageShape);
    case "max-pool":
      return pooled(layer, below as ImageShape);
    case "flatten":
      return { units: unitsOf(below) };
  }
}

function convolved({ channels, kernel }: ConvSpec, { height, width }: ImageShape): ImageShape {
  return { channels, height: height - kernel[0] + 1, width: width - kernel[1] + 1 };
}

function pooled({ size }: MaxPoolSpec, { channels, height, width }: ImageShape): ImageShape {
  return { channels, height: Math.floor(height / size[0]), width: Math.floor(width / size[1]) };
}

function describe(shape: Shape): string {
  if (!isImage(shape)) return `${shape.units} units`;
  return `${shape.channels} x ${shape.height} x ${shape.width} (channels x height x width)`;
}
