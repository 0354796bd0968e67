import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";

// biome-ignore lint/suspicious/noExplicitAny: documents are made wrong on purpose
type Document = any;

function faults(preset: string, change: (document: Document) => void): string[] {
  const document = JSON.parse(JSON.stringify(presets[preset]));
  change(document);
  try {
    parseExperiment(document);
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
}

const BITS = 'expected an integer from 1 to 15, as arithmetic is "integer"';
const SUM = (inputs: number, weights: number, bits: number) =>
  `${inputs} products of ${weights}-bit weights and ${bits}-bit inputs may add up to more than 2^29`;

const CONV = { type: "conv", channels: 3, kernel: [3, 5], activation: "relu" };
const POOL = { type: "max-pool", size: 2 };
const FLAT = { type: "flatten" };
const OUTPUT = { units: 10, activation: "softmax" };

describe("integer arithmetic", () => {
  it.each<[string, (d: Document) => void, string]>([
    ["float inputs", (d) => delete d.quantisation.input, `quantisation.input.bits: ${BITS}`],
    [
      "float weights",
      (d) => (d.quantisation.weights.bits = "float"),
      `quantisation.weights.bits: ${BITS}, found "float"`,
    ],
    [
      "activations of 16 bits",
      (d) => (d.network.layers[1].activations = { bits: 16, range: { policy: "fixed" } }),
      `network.layers[1].activations.bits: ${BITS}, found 16`,
    ],
    [
      "a batch's range of activations",
      (d) => (d.quantisation.activations.range = { policy: "batch" }),
      'quantisation.activations.range.policy: expected "fixed", "moving-average" or "calibrated", as ' +
        'arithmetic is "integer" and a network that is shipped sees no batch, found "batch"',
    ],
    [
      "float weights of a conv layer, and has nothing against those around it",
      (d) => (d.network.layers = [{ ...CONV, weights: { bits: "float" } }, POOL, FLAT, OUTPUT]),
      `network.layers[0].weights.bits: ${BITS}, found "float"`,
    ],
  ])("refuses %s, once and with its path", (_, change, line) => {
    expect(faults("syn-tanh-integer", change)).toEqual([line]);
  });

  it("refuses sums that may overflow, names the layer, and says what would be right", () => {
    const [line, ...others] = faults("mnist-bn2-integer", (d) => {
      d.quantisation.weights.bits = 12;
    });
    expect(others).toEqual([]);
    expect(line).toContain(
      `network.layers[0]: ${SUM(784, 12, 8)}; expected weights of at most 11 bits or inputs of at most 7`,
    );
    const [second] = faults("syn-relu-integer", (d) => {
      d.network.layers[1].weights = { bits: 15 };
      d.network.layers[0].activations = { bits: 12, range: { policy: "fixed" } };
    });
    expect(second).toContain(
      `network.layers[1]: ${SUM(10, 15, 12)}; expected weights of at most 13 bits or inputs of at most 10`,
    );
  });

  it("counts the places of a kernel, and takes bits and units from below max-pool and flatten", () => {
    const [line, ...others] = faults("mnist-conv-integer", (d) => {
      d.network.layers = [
        { ...CONV, weights: { bits: 12 }, activations: { bits: 12, range: { policy: "fixed" } } },
        POOL,
        { ...CONV, weights: { bits: 13 } },
        FLAT,
        OUTPUT,
      ];
    });
    expect(others).toEqual([]);
    expect(line).toContain(
      `network.layers[2]: ${SUM(3 * 15, 13, 12)}; expected weights of at most 11 bits or inputs of at most 10`,
    );
    const [flat] = faults("mnist-conv-integer", (d) => {
      d.network.layers = [CONV, POOL, FLAT, { ...OUTPUT, weights: { bits: 13 } }];
    });
    expect(flat).toContain(`network.layers[3]: ${SUM(3 * 13 * 12, 13, 8)}; expected`);
  });

  it("takes the most bits that fit, and batch ranges of weights", () => {
    expect(faults("mnist-bn2-integer", (d) => (d.quantisation.weights.bits = 11))).toEqual([]);
    expect(faults("syn-relu-integer", (d) => (d.quantisation.weights.bits = 15))).toEqual([]);
  });
});
