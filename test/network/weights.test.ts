import { describe, expect, it } from "vitest";
import { above, below, FOUR_LEVELS, tinyNetwork } from "../support/tiny-network.js";

/** Two logits on inputs that are all one; the second logit's weights are zero. */
async function gradientsOf(weights: number[], quantiser: object): Promise<number[]> {
  const { gradients } = await tinyNetwork(
    [weights.map(() => 1)],
    [{ units: 2, activation: "softmax", weights: quantiser as typeof FOUR_LEVELS }],
    [...weights.flatMap((w) => [w, 0, 0, 0]), 0, 0, 0, 0],
  );
  const all = gradients(0);
  return weights.map((_, j) => all[4 * j]);
}

describe("the straight-through gradient of weights", () => {
  it("passes within the nudged range, its ends included, and nowhere else", async () => {
    const weights = [-3, below(-1), -1, above(-1), 0, 0.4, below(2), 2, above(2), 5];
    const gradients = await gradientsOf(weights, FOUR_LEVELS);
    expect(gradients.map((g) => g !== 0)).toEqual([
      ...[false, false, true, true, true, true, true, true, false, false],
    ]);
  });

  it("passes everywhere without quantisation", async () => {
    const gradients = await gradientsOf([-1000, 0, 1000.5], { bits: "float" });
    expect(gradients.every((g) => g !== 0)).toBe(true);
  });

  it("loses the greatest weight when the nudged range of the batch policy falls short of it", async () => {
    const gradients = await gradientsOf([-1.4, 0, 1.6], { bits: 2, range: { policy: "batch" } });
    expect(gradients.map((g) => g !== 0)).toEqual([false, true, true]);
  });

  it("leaves biases alone: they are not quantised", async () => {
    const { gradients, network } = await tinyNetwork(
      [[1]],
      [{ units: 2, activation: "softmax", weights: FOUR_LEVELS }],
      [1, 1, 0, 0, /**/ 100.3, 100, 0, 0],
    );
    const bias = gradients(0)[4];
    expect(bias).toBeCloseTo(1 / (1 + Math.exp(-0.3)) - 1, 5);
    expect(network.saveRanges()[0]).toMatchObject({ low: -1, high: 2 });
  });
});
