import { describe, expect, it } from "vitest";
import { DataError } from "../../src/data/errors.js";
import { type LayerSpec, layerSchema } from "../../src/network/schema.js";
import { shapesOf } from "../../src/network/shapes.js";

const MNIST = { channels: 1, height: 28, width: 28 };
const conv = (kernel: number | number[], channels = 2) =>
  layerSchema.parse({ type: "conv", channels, kernel, activation: "relu" });
const pool = (size: number | number[], remainder = "refuse") =>
  layerSchema.parse({ type: "max-pool", size, remainder });
const flatten: LayerSpec = { type: "flatten" };
const dense = (units: number): LayerSpec => ({ type: "dense", units, activation: "relu" });

describe("shapesOf", () => {
  it("follows images through the network of the study", () => {
    const layers = [conv(3), pool(2), conv(3), pool(2, "drop"), flatten, dense(16)];
    expect(shapesOf(MNIST, layers)).toEqual([
      { channels: 2, height: 26, width: 26 },
      { channels: 2, height: 13, width: 13 },
      { channels: 2, height: 11, width: 11 },
      { channels: 2, height: 5, width: 5 },
      { units: 50 },
      { units: 16 },
    ]);
  });

  it("tells height and width apart", () => {
    const input = { channels: 3, height: 9, width: 6 };
    expect(shapesOf(input, [conv([2, 5], 4), pool([4, 1])])).toEqual([
      { channels: 4, height: 8, width: 2 },
      { channels: 4, height: 2, width: 2 },
    ]);
  });

  it("lets a dense first layer, or a flatten layer, take images as lists of pixels", () => {
    expect(shapesOf(MNIST, [dense(5), dense(2)])).toEqual([{ units: 5 }, { units: 2 }]);
    expect(shapesOf(MNIST, [flatten, dense(5)])).toEqual([{ units: 784 }, { units: 5 }]);
  });

  it.each([
    [
      "a kernel larger than the image",
      [conv(27), conv([1, 3])],
      "network.layers[1]: a kernel of 1 x 3 is larger than its input, 2 x 2 x 2 (channels x height x width); expected at most 2 x 2",
    ],
    [
      "a window larger than the image, even if the remainder may be dropped",
      [conv(27), pool(3, "drop")],
      "network.layers[1]: a window of 3 x 3 is larger than its input, 2 x 2 x 2 (channels x height x width); expected at most 2 x 2",
    ],
    [
      "windows that do not divide the image",
      [conv(3), pool(2), conv([3, 2]), pool(2)],
      'network.layers[3]: windows of 2 x 2 do not divide 2 x 11 x 12 (channels x height x width): left over are 1 of 11 rows and 0 of 12 columns; expected a size that divides, or "remainder": "drop" to ignore them',
    ],
    [
      "a dense layer on images",
      [conv(3), dense(3)],
      'network.layers[1]: a dense layer needs flat input, not 2 x 26 x 26 (channels x height x width); put { "type": "flatten" } before it',
    ],
    [
      "a conv layer after flatten",
      [conv(3), flatten, conv(3)],
      'network.layers[2]: a conv layer needs images, not 1352 units; put it before "flatten" and dense layers, on data that are images',
    ],
    [
      "a max-pool layer after a dense one",
      [dense(3), pool(3)],
      'network.layers[1]: a max-pool layer needs images, not 3 units; put it before "flatten" and dense layers, on data that are images',
    ],
    [
      "a flatten layer on flat input",
      [conv(3), flatten, flatten],
      "network.layers[2]: the input of flatten is flat already, 1352 units; leave it out",
    ],
    [
      "a max-pool layer on the data",
      [pool(2)],
      "network.layers[0]: a max-pool layer keeps codes of the layer below it; put a conv layer before it",
    ],
  ])("refuses %s", (_, layers, message) => {
    expect(() => shapesOf(MNIST, layers)).toThrow(new DataError(message));
  });

  it("refuses a conv layer on data that are no images", () => {
    expect(() => shapesOf({ units: 12 }, [conv(3)])).toThrow(
      "network.layers[0]: a conv layer needs images, not 12 units",
    );
  });
});
