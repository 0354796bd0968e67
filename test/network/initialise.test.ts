import { describe, expect, it } from "vitest";
import { denseParameters } from "../../src/network/dense.js";
import { initialiseWeights } from "../../src/network/initialise.js";
import type { Initialisation } from "../../src/network/schema.js";
import { RandomStream } from "../../src/numerics/random.js";
import { tinyNetwork } from "../support/tiny-network.js";

const GLOROT: Initialisation = { name: "glorot-uniform" };

function draw(units: number, inputs: number, initialisation: Initialisation, seed = 1) {
  const block = new Float32Array(denseParameters(units, inputs)).fill(Number.NaN);
  initialiseWeights(
    block,
    { units, inputs, fanOut: units },
    initialisation,
    new RandomStream(seed),
  );
  const stride = block.length / (inputs + 1);
  const isWeight = (place: number) => place < inputs * stride && place % stride < units;
  return {
    weights: Array.from(block.filter((_, place) => isWeight(place))),
    rest: Array.from(block.filter((_, place) => !isWeight(place))),
  };
}

function moments(values: number[]) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

describe("initialiseWeights", () => {
  it("draws Glorot uniform weights within sqrt(6 / (inputs + units)), nearly up to it", () => {
    const { weights } = draw(50, 150, GLOROT);
    const limit = Math.sqrt(6 / 200);
    const greatest = Math.max(...weights);
    const least = Math.min(...weights);
    expect(greatest).toBeLessThanOrEqual(Math.fround(limit));
    expect(least).toBeGreaterThanOrEqual(Math.fround(-limit));
    expect(Math.min(greatest, -least)).toBeGreaterThan(0.999 * limit);
  });

  it("gives Glorot weights the variance 2 / (inputs + units), within 5 standard errors", () => {
    const { mean, variance } = moments(draw(50, 150, GLOROT).weights);
    const expected = 2 / 200;
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(expected / 7500));
    expect(Math.abs(variance - expected)).toBeLessThan(5 * expected * Math.sqrt(0.8 / 7500));
  });

  it("draws truncated normal weights within two standard deviations of 1 / sqrt(units)", () => {
    const { weights } = draw(64, 100, { name: "truncated-normal" });
    const greatest = Math.max(...weights.map(Math.abs));
    expect(greatest).toBeLessThanOrEqual(2 / 8);
    expect(greatest).toBeGreaterThan(1.98 / 8);
  });

  it("gives truncated normal weights 0.77374 of the variance of whole ones, and their shape", () => {
    const deviation = 0.3;
    const { weights } = draw(80, 100, { name: "truncated-normal", standardDeviation: deviation });
    const { mean, variance } = moments(weights);
    // 1 - 4 phi(2) / (2 Phi(2) - 1), with the normal density phi and distribution function Phi
    const expected = 0.7737413 * deviation ** 2;
    expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(expected / 8000));
    expect(Math.abs(variance - expected)).toBeLessThan(5 * expected * Math.sqrt(1.4 / 8000));
    const within = weights.filter((w) => Math.abs(w) < deviation).length / 8000;
    expect(Math.abs(within - 0.6826895 / 0.9544997)).toBeLessThan(5 * Math.sqrt(0.2 / 8000));
  });

  it("leaves biases and padding zero", () => {
    for (const units of [1, 2, 3, 4, 5]) {
      for (const initialisation of [GLOROT, { name: "truncated-normal" } as const]) {
        const { rest, weights } = draw(units, 7, initialisation);
        expect(rest.every((value) => Object.is(value, 0))).toBe(true);
        expect(weights.every((value) => value !== 0)).toBe(true);
      }
    }
  });

  it("draws input by input, so that padding uses up no random numbers", () => {
    const values = draw(3, 2, GLOROT).weights;
    const random = new RandomStream(1);
    const limit = Math.sqrt(6 / 5);
    expect(values).toEqual(
      Array.from({ length: 6 }, () => Math.fround((2 * random.uniform() - 1) * limit)),
    );
  });

  it("keeps to its golden values", () => {
    // regenerate: npx vitest run test/network/initialise.test.ts -u
    expect(draw(2, 2, GLOROT, 7).weights).toMatchInlineSnapshot(`
      [
        1.000568151473999,
        0.46618008613586426,
        -0.9921316504478455,
        -0.807941198348999,
      ]
    `);
    expect(draw(2, 2, { name: "truncated-normal" }, 7).weights).toMatchInlineSnapshot(`
      [
        0.41327965259552,
        -0.5577852129936218,
        0.5059009790420532,
        -0.12484031170606613,
      ]
    `);
  });
});

describe("Network.begin", () => {
  const specs = (first: number, last: number) => [
    { units: first, activation: "tanh" as const },
    { units: 4, activation: "tanh" as const },
    { units: 4, activation: "tanh" as const },
    { units: last, activation: "softmax" as const },
  ];

  async function parametersOf(first: number, last: number, seed = 5) {
    const { network } = await tinyNetwork([[1, 2, 3]], specs(first, last), []);
    network.begin(new RandomStream(seed));
    return Array.from(network.parameters.values);
  }

  it("draws each layer from a stream of its own", async () => {
    const narrow = await parametersOf(4, 2);
    const wideEnd = await parametersOf(4, 4);
    const narrowStart = await parametersOf(3, 2);
    // rows of four: 3 + 1 for the first layer, its width + 1 for the second, 4 + 1 for the third
    expect(wideEnd.slice(0, 4 * (4 + 5 + 5))).toEqual(narrow.slice(0, 4 * (4 + 5 + 5)));
    const third = (values: number[], first: number) =>
      values.slice(4 * (4 + first + 1), 4 * (4 + first + 1 + 4));
    expect(third(narrowStart, 3)).toEqual(third(narrow, 4));
    expect(third(narrow, 4)).not.toEqual(narrow.slice(4 * 4, 4 * (4 + 4)));
  });

  it("makes other weights from another stream, and the same from the same", async () => {
    const weights = await parametersOf(4, 2);
    expect(await parametersOf(4, 2)).toEqual(weights);
    expect(await parametersOf(4, 2, 6)).not.toEqual(weights);
  });

  it("takes the fan of a kernel for Glorot's limit, and the channels for the truncated normal's", () => {
    const shape = { units: 4, inputs: 18, fanOut: 36 };
    const greatest = (initialisation: Initialisation) => {
      const block = new Float32Array(denseParameters(4, 18));
      let most = 0;
      for (let seed = 0; seed < 100; seed++) {
        initialiseWeights(block, shape, initialisation, new RandomStream(seed));
        most = Math.max(most, ...block);
      }
      return most;
    };
    const limit = Math.sqrt(6 / (18 + 36));
    expect(greatest(GLOROT)).toBeLessThanOrEqual(Math.fround(limit));
    expect(greatest(GLOROT)).toBeGreaterThan(0.999 * limit);
    expect(greatest({ name: "truncated-normal" })).toBeLessThanOrEqual(1);
    expect(greatest({ name: "truncated-normal" })).toBeGreaterThan(0.99);
  });
});
