import { describe, expect, it } from "vitest";
import { above, below, FOUR_LEVELS, tinyNetwork } from "../support/tiny-network.js";
import { tanh } from "./scalar-math.js";

/*
 * One input, a hidden unit with weight 1 and bias 0, and two logits with weights 1 and 0. Parameters
 * are padded to rows of four: hidden weight, hidden bias, output weights, output biases.
 */
const PARAMETERS = [1, 0, 0, 0, /**/ 0, 0, 0, 0, /**/ 1, 0, 0, 0, /**/ 0, 0, 0, 0];
const HIDDEN_BIAS = 4;

type Activation = "linear" | "tanh" | "relu";

/** For each input, whether the hidden unit's activation passes its gradient on. */
async function passing(activation: Activation, activations: object, inputs: number[]) {
  const { gradients } = await tinyNetwork(
    inputs.map((x) => [x]),
    [
      { units: 1, activation, activations: activations as typeof FOUR_LEVELS },
      { units: 2, activation: "softmax" },
    ],
    PARAMETERS,
  );
  return inputs.map((_, s) => gradients(s)[HIDDEN_BIAS] !== 0);
}

describe("the straight-through gradient of activations", () => {
  it("passes within the nudged range, its ends included, and nowhere else", async () => {
    const inputs = [-6, below(-1), -1, above(-1), 0, 0.4, below(2), 2, above(2), 6];
    expect(await passing("linear", FOUR_LEVELS, inputs)).toEqual([
      ...[false, false, true, true, true, true, true, true, false, false],
    ]);
  });

  it("takes the nudged range, not the one asked for", async () => {
    const shifted = { bits: 2, range: { policy: "fixed", low: -1.2, high: 1.8 } };
    const inputs = [-1.1, -1, 1.9, 2, 2.1];
    expect(await passing("linear", shifted, inputs)).toEqual([false, true, true, true, false]);
  });

  it("passes everywhere without quantisation", async () => {
    expect(await passing("linear", { bits: "float" }, [-1000, 0, 12])).toEqual([true, true, true]);
  });

  it("holds for tanh at either end of the range", async () => {
    const end = 0.625;
    const y = tanh(end);
    let beyond = above(end);
    while (tanh(beyond) === y) beyond = above(beyond);
    const steps = [0.6, end, beyond, 0.63];
    const up = { bits: 1, range: { policy: "fixed", low: 0, high: y } };
    expect(await passing("tanh", up, steps)).toEqual([true, true, false, false]);
    const down = { bits: 1, range: { policy: "fixed", low: -y, high: 0 } };
    const mirrored = steps.map((step) => -step);
    expect(await passing("tanh", down, mirrored)).toEqual([true, true, false, false]);
  });

  it("is multiplied with the slope of tanh at the value before quantisation", async () => {
    const specs = (activation: Activation) => [
      { units: 1, activation, activations: FOUR_LEVELS },
      { units: 2, activation: "softmax" as const },
    ];
    const x = 0.3;
    const curved = await tinyNetwork([[x]], specs("tanh"), PARAMETERS);
    const straight = await tinyNetwork([[x]], specs("linear"), PARAMETERS);
    const slope = Math.fround(1 - Math.fround(tanh(Math.fround(x)) ** 2));
    expect(curved.gradients(0)[HIDDEN_BIAS]).toBe(
      Math.fround(straight.gradients(0)[HIDDEN_BIAS] * slope),
    );
  });

  it("is zero for a ReLU at 0 and below, whatever the range", async () => {
    const inputs = [-1, -0, 0, 2 ** -126, 1, 2, above(2)];
    expect(await passing("relu", { bits: "float" }, inputs)).toEqual([
      ...[false, false, false, true, true, true, true],
    ]);
    expect(await passing("relu", FOUR_LEVELS, inputs)).toEqual([
      ...[false, false, false, true, true, true, false],
    ]);
  });

  it("holds for each logit by itself", async () => {
    const inputs = [below(-1), -1, 2, above(2)];
    const { gradients } = await tinyNetwork(
      inputs.map((x) => [x]),
      [{ units: 2, activation: "softmax", activations: FOUR_LEVELS }],
      [1, 0.5, 0, 0, /**/ 0, 0, 0, 0],
    );
    const biases = inputs.map((_, s) => Array.from(gradients(s).slice(4, 6)));
    expect(biases.map(([first]) => first !== 0)).toEqual([false, true, true, false]);
    expect(biases.every(([, second]) => second !== 0)).toBe(true);
  });
});
