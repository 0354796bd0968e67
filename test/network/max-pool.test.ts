import { describe, expect, it } from "vitest";
import { tinyNetwork } from "../support/tiny-network.js";

/*
 * Images of one line of four pixels; a conv layer of one channel with a 1 x 1 kernel of weight 1 and
 * bias 0; windows of two; two logits, the first of which sees both windows. Rows of four: the conv
 * weight, its bias, two rows of output weights, output biases.
 */
const PARAMETERS = [
  ...[1, 0, 0, 0, /**/ 0, 0, 0, 0],
  ...[1, 0, 0, 0, /**/ 1, 0, 0, 0, /**/ 0, 0, 0, 0],
];

const QUARTERS = { bits: 8, range: { policy: "fixed", low: 0, high: 255 / 4 } } as const;

/** Sum of the pixels, one for each window, to which the conv layer's gradient goes, by its ratio. */
async function chosen(activations: object, pixels: number[]) {
  const image = { channels: 1, height: 1, width: 4 };
  const { gradients } = await tinyNetwork(
    [pixels],
    [
      {
        type: "conv",
        channels: 1,
        kernel: 1,
        activation: "linear",
        activations: activations as typeof QUARTERS,
      },
      { type: "max-pool", size: [1, 2] },
      { type: "flatten" },
      { units: 2, activation: "softmax" },
    ],
    PARAMETERS,
    image,
  );
  const [weight, , , , bias] = gradients(0);
  return weight / (bias / 2);
}

describe("the gradient of a max-pool layer", () => {
  it("goes to the greatest of each window", async () => {
    expect(await chosen({ bits: "float" }, [1, 2, 8, 4])).toBeCloseTo(10, 5);
  });

  it("goes to the first of values that are equal once they are quantised", async () => {
    expect(await chosen({ bits: "float" }, [1, 1.1, 2, 1])).toBeCloseTo(3.1, 5);
    expect(await chosen(QUARTERS, [1, 1.1, 2, 1])).toBeCloseTo(3, 5);
  });
});
