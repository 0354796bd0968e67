import { describe, expect, it } from "vitest";
import {
  ExperimentError,
  experimentJsonSchema,
  parseExperiment,
} from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";
import { validates } from "../support/json-schema.js";

// biome-ignore lint/suspicious/noExplicitAny: documents are made wrong on purpose
type Document = any;

/** A preset without shared parts, changed by `change`. */
function changed(change: (document: Document) => void): Document {
  const document = JSON.parse(JSON.stringify(presets["syn-tanh-8bit"]));
  change(document);
  return document;
}

function faultsOf(document: unknown): string[] {
  try {
    parseExperiment(document);
  } catch (error) {
    expect(error).toBeInstanceOf(ExperimentError);
    return (error as Error).message.split("\n");
  }
  return [];
}

const faults = (change: (document: Document) => void) => faultsOf(changed(change));

const CONV = { type: "conv", channels: 2, kernel: 3, activation: "relu" };
const BITS = 'expected an integer from 1 to 16 or "float"';
const DOCUMENT = 'expected an object with "name", "data", "split", "network" and "epochs"';

/** What is done to a preset, and the one line that should be said about it. */
const CASES: [string, (document: Document) => void, string][] = [
  [
    "inputs named twice",
    (d) => (d.informationOn = ["all", "all"]),
    'informationOn: expected each kind of inputs once, found ["all","all"]',
  ],
  [
    "unknown inputs",
    (d) => (d.informationOn = ["tests"]),
    'informationOn[0]: expected "all", "train" or "test", found "tests"; did you mean "test"?',
  ],
  [
    "a prefit without epochs",
    (d) => (d.prefit = {}),
    "prefit.epochs: missing; expected an integer from 1 to 10000000",
  ],
  [
    "a scatter of a layer of other than two units",
    (d) => (d.scatter = { layer: "T5", epochs: [0] }),
    'scatter.layer: expected a layer of two units, not of 3, found "T5"',
  ],
  [
    "a scatter of no layer",
    (d) => (d.scatter = { layer: "T7", epochs: [0] }),
    'scatter.layer: expected one of T1 to T6, found "T7"',
  ],
  ["an unknown key", (d) => (d.epoch = 3), 'epoch: unknown key; did you mean "epochs"?'],
  [
    "an unknown key like no other",
    (d) => (d.network.zzz = 3),
    "network.zzz: unknown key; known here: initialisation, layers",
  ],
  [
    "an unknown key in a layer",
    (d) => (d.network.layers[1].unit = 3),
    'network.layers[1].unit: unknown key; did you mean "units"?',
  ],
  [
    "swapped letters in a key",
    (d) => (d.quantisation.input.range.hgih = 3),
    'quantisation.input.range.hgih: unknown key; did you mean "high"?',
  ],
  [
    "a key of another range policy",
    (d) => (d.quantisation.activations.range.decay = 0.9),
    "quantisation.activations.range.decay: unknown key; known here: policy",
  ],
  [
    "a key of another optimiser",
    (d) => (d.optimiser = { name: "sgd", learningRate: 1, beta1: 0 }),
    "optimiser.beta1: unknown key; known here: name, learningRate, momentum",
  ],
  [
    "an unknown key in badFit",
    (d) => (d.badFit.acuracy = 1),
    'badFit.acuracy: unknown key; did you mean "accuracy"?',
  ],
  [
    "a text for a number",
    (d) => (d.epochs = "3"),
    'epochs: expected an integer from 1 to 10000000, found "3"',
  ],
  [
    "a fraction for an integer",
    (d) => (d.batchSize = 2.5),
    "batchSize: expected an integer from 1 to 65536, found 2.5",
  ],
  [
    "NaN",
    (d) => (d.seed = Number.NaN),
    "seed: expected an integer from 0 to 4294967295, found NaN",
  ],
  [
    "a text for an object",
    (d) => (d.data = "syn"),
    'data: expected an object with "source", found "syn"',
  ],
  [
    "an object for an array",
    (d) => (d.network.layers = {}),
    "network.layers: expected an array of 1 to 32 items, found {}",
  ],
  [
    "no layers",
    (d) => (d.network.layers = []),
    "network.layers: expected an array of 1 to 32 items, found []",
  ],
  [
    "null for a layer",
    (d) => (d.network.layers[0] = null),
    'network.layers[0]: expected an object with "units" and "activation", found null',
  ],
  [
    "a wrong activation",
    (d) => (d.network.layers[0].activation = "tahn"),
    'network.layers[0].activation: expected "tanh", "relu", "linear" or "softmax", found "tahn"; did you mean "tanh"?',
  ],
  [
    "a wrong data source",
    (d) => (d.data.source = "mnits"),
    'data.source: expected "syn" or "mnist", found "mnits"; did you mean "mnist"?',
  ],
  [
    "a missing number",
    (d) => delete d.epochs,
    "epochs: missing; expected an integer from 1 to 10000000",
  ],
  [
    "a missing object",
    (d) => delete d.network,
    'network: missing; expected an object with "layers"',
  ],
  [
    "missing units",
    (d) => delete d.network.layers[2].units,
    "network.layers[2].units: missing; expected an integer from 1 to 4096",
  ],
  [
    "no units",
    (d) => (d.network.layers[0].units = 0),
    "network.layers[0].units: expected an integer from 1 to 4096, found 0",
  ],
  [
    "bits 0",
    (d) => (d.quantisation.weights.bits = 0),
    `quantisation.weights.bits: ${BITS}, found 0`,
  ],
  [
    "bits 17",
    (d) => (d.quantisation.input.bits = 17),
    `quantisation.input.bits: ${BITS}, found 17`,
  ],
  [
    "bits 2.5",
    (d) => (d.network.layers[5].weights.bits = 2.5),
    `network.layers[5].weights.bits: ${BITS}, found 2.5`,
  ],
  [
    "bits in quotes",
    (d) => (d.quantisation.activations.bits = "8"),
    `quantisation.activations.bits: ${BITS}, found "8"`,
  ],
  [
    "a slip in float",
    (d) => (d.quantisation.activations.bits = "flaot"),
    `quantisation.activations.bits: ${BITS}, found "flaot"; did you mean "float"?`,
  ],
  [
    "missing bits",
    (d) => delete d.quantisation.activations.bits,
    `quantisation.activations.bits: missing; ${BITS}`,
  ],
  [
    "a wrong type of layer",
    (d) => (d.network.layers[0].type = "cnov"),
    'network.layers[0].type: expected "dense", "conv", "max-pool" or "flatten", found "cnov"; did you mean "conv"?',
  ],
  [
    "an unknown key in a layer without a type",
    (d) => (d.network.layers[0] = { units: 3, activation: "tanh", channels: 2 }),
    "network.layers[0].channels: unknown key; known here: type, units, activation, weights, activations, initialisation",
  ],
  [
    "a conv layer without a kernel",
    (d) => (d.network.layers[0] = { type: "conv", channels: 2, activation: "relu" }),
    "network.layers[0].kernel: missing; expected an integer of at least 1 or an array of 2 items",
  ],
  [
    "a kernel of no height",
    (d) => (d.network.layers[0] = { ...CONV, kernel: [0, 3] }),
    "network.layers[0].kernel[0]: expected an integer of at least 1, found 0",
  ],
  [
    "a kernel of three sides",
    (d) => (d.network.layers[0] = { ...CONV, kernel: [3, 3, 3] }),
    "network.layers[0].kernel: expected an integer of at least 1 or an array of 2 items, found [3,3,3]",
  ],
  [
    "the softmax of a conv layer",
    (d) => (d.network.layers[0] = { ...CONV, activation: "softmax" }),
    'network.layers[0].activation: expected "tanh", "relu" or "linear", found "softmax"',
  ],
  [
    "a key of dense layers in a conv layer",
    (d) => (d.network.layers[0] = { ...CONV, units: 2 }),
    "network.layers[0].units: unknown key; known here: type, channels, kernel, activation, weights, activations, initialisation",
  ],
  [
    "a slip in a pool's remainder",
    (d) => (d.network.layers[0] = { type: "max-pool", size: 2, remainder: "drob" }),
    'network.layers[0].remainder: expected "refuse" or "drop", found "drob"; did you mean "drop"?',
  ],
  [
    "no dense layer at the end",
    (d) => (d.network.layers[5] = CONV),
    'network.layers[5].type: expected "dense" for the last layer, which is the softmax, found "conv"',
  ],
  [
    "a softmax before the end",
    (d) => (d.network.layers[1].activation = "softmax"),
    'network.layers[1].activation: expected "tanh", "relu" or "linear", as only the last layer is softmax, found "softmax"',
  ],
  [
    "no softmax at the end",
    (d) => (d.network.layers[5].activation = "tanh"),
    'network.layers[5].activation: expected "softmax" in the last layer, as the loss is the cross entropy, found "tanh"',
  ],
  [
    "the standard split of SYN",
    (d) => (d.split = { kind: "standard" }),
    'split.kind: expected "stratified", as syn has no standard split, found "standard"',
  ],
  [
    "a whole share",
    (d) => (d.split.train = 1),
    "split.train: expected a number above 0 and below 1, found 1",
  ],
  [
    "an empty range",
    (d) => (d.quantisation.weights.range = { policy: "fixed", low: 0, high: 0 }),
    'quantisation.weights.range: expected low to be smaller than high, found {"policy":"fixed","low":0,"high":0}',
  ],
  [
    "an empty input range",
    (d) => (d.quantisation.input.range = { low: 0, high: 0 }),
    'quantisation.input.range: expected low to be smaller than high, found {"low":0,"high":0}',
  ],
  [
    "a range without 0",
    (d) => (d.quantisation.weights.range = { policy: "fixed", low: 1, high: 2 }),
    "quantisation.weights.range.low: expected a number from -1e+38 to 0, found 1",
  ],
  [
    "a wrong policy",
    (d) => (d.quantisation.activations.range.policy = "bacth"),
    'quantisation.activations.range.policy: expected "fixed", "batch", "moving-average" or "calibrated", found "bacth"; did you mean "batch"?',
  ],
  [
    "a missing policy",
    (d) => (d.quantisation.activations.range = {}),
    'quantisation.activations.range.policy: missing; expected "fixed", "batch", "moving-average" or "calibrated"',
  ],
  [
    "a policy for a range",
    (d) => (d.quantisation.activations.range = "batch"),
    'quantisation.activations.range: expected an object with "policy", found "batch"',
  ],
  [
    "a decay of 1",
    (d) => (d.quantisation.activations.range = { policy: "moving-average", decay: 1 }),
    "quantisation.activations.range.decay: expected a number of at least 0 and below 1, found 1",
  ],
  [
    "a wrong optimiser",
    (d) => (d.optimiser.name = "adma"),
    'optimiser.name: expected "adam" or "sgd", found "adma"; did you mean "adam"?',
  ],
  [
    "an optimiser without a name",
    (d) => delete d.optimiser.name,
    'optimiser.name: missing; expected "adam" or "sgd"',
  ],
  [
    "gradient descent without a rate",
    (d) => (d.optimiser = { name: "sgd" }),
    "optimiser.learningRate: missing; expected a number from 1e-30 to 1e+38",
  ],
  [
    "a rate that is 0 in f32",
    (d) => (d.optimiser.learningRate = 1e-50),
    "optimiser.learningRate: expected a number from 1e-30 to 1e+38, found 1e-50",
  ],
  [
    "a decay that is 1 in f32",
    (d) => (d.optimiser.beta2 = 0.99999999),
    "optimiser.beta2: expected a number from 0 to 0.999999, found 0.99999999",
  ],
  [
    "an endless rate",
    (d) => (d.optimiser.learningRate = Number.POSITIVE_INFINITY),
    "optimiser.learningRate: expected a number from 1e-30 to 1e+38, found Infinity",
  ],
  [
    "a wrong schedule",
    (d) => (d.measure.schedule = "evry"),
    'measure.schedule: expected "every" or "log", found "evry"; did you mean "every"?',
  ],
  [
    "a schedule of one point",
    (d) => (d.measure = { schedule: "log", points: 1 }),
    "measure.points: expected an integer from 2 to 100000, found 1",
  ],
  [
    "a slip in keep",
    (d) => (d.badFit = "kep"),
    'badFit: expected "keep" or an object with "accuracy" and "epoch", found "kep"; did you mean "keep"?',
  ],
  [
    "an accuracy of 2",
    (d) => (d.badFit.accuracy = 2),
    "badFit.accuracy: expected a number from 0 to 1, found 2",
  ],
  [
    "a bad fit without an epoch",
    (d) => delete d.badFit.epoch,
    "badFit.epoch: missing; expected an integer of at least 0",
  ],
  [
    "a name with a space",
    (d) => (d.name = "a b"),
    'name: expected letters, digits, dots, dashes and underscores, beginning with a letter or digit, found "a b"',
  ],
  [
    "a long name",
    (d) => (d.name = "a".repeat(101)),
    `name: expected a string of at most 100 characters, found "${"a".repeat(56)}...`,
  ],
];

describe("parseExperiment", () => {
  it("accepts every preset and gives it back complete, again and again", () => {
    for (const preset of Object.values(presets)) {
      const experiment = parseExperiment(preset);
      expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    }
  });

  it("fills in every default", () => {
    const experiment = parseExperiment({
      name: "short",
      data: { source: "mnist" },
      split: { kind: "stratified" },
      network: { layers: [{ units: 10, activation: "softmax" }] },
      epochs: 3,
    });
    const float = { bits: "float", range: { policy: "batch" } };
    expect(experiment).toEqual({
      name: "short",
      data: { source: "mnist" },
      split: { kind: "stratified", train: 0.8, seed: 0 },
      network: {
        initialisation: { name: "glorot-uniform" },
        layers: [{ type: "dense", units: 10, activation: "softmax" }],
      },
      arithmetic: "float",
      informationOn: ["all"],
      quantisation: {
        input: { bits: "float", range: { policy: "fixed", low: -6, high: 6, widen: true } },
        weights: float,
        activations: float,
      },
      optimiser: { name: "adam", learningRate: 1e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
      batchSize: 256,
      epochs: 3,
      measure: { schedule: "every", epochs: 1 },
      badFit: "keep",
      repetitions: 1,
      seed: 0,
    });
  });

  it("fills in what conv and max-pool layers leave out", () => {
    const document = changed((d) => {
      d.network.layers.splice(0, 5, CONV, { type: "max-pool", size: [1, 2] }, { type: "flatten" });
    });
    expect(parseExperiment(document).network.layers.slice(0, 3)).toEqual([
      { ...CONV, kernel: [3, 3] },
      { type: "max-pool", size: [1, 2], remainder: "refuse" },
      { type: "flatten" },
    ]);
  });

  for (const [what, change, message] of CASES) {
    it(`says where and what is wrong about ${what}`, () => {
      expect(faults(change)).toEqual([message]);
    });
  }

  it("has a line for every fault", () => {
    const document = changed((d) => {
      d.epochs = 0;
      d.seeed = 1;
      d.quantisation.weights.bits = 0;
    });
    expect(faultsOf(document).sort()).toEqual([
      "epochs: expected an integer from 1 to 10000000, found 0",
      `quantisation.weights.bits: ${BITS}, found 0`,
      'seeed: unknown key; did you mean "seed"?',
    ]);
  });

  it("says what a document is when it is none", () => {
    for (const [document, found] of [
      [null, "null"],
      [[], "[]"],
      ["syn", '"syn"'],
      [7, "7"],
    ]) {
      expect(faultsOf(document)).toEqual([`(document): ${DOCUMENT}, found ${found}`]);
    }
    expect(faultsOf(undefined)).toEqual([`(document): missing; ${DOCUMENT}`]);
    expect(faultsOf({})).toHaveLength(5);
  });

  it("takes keys of every object for unknown, too", () => {
    const document = { ...presets["syn-tanh-8bit"], constructor: 1 };
    expect(faultsOf(document)[0]).toMatch(/^constructor: unknown key; known here: name, /);
  });
});

describe("experimentJsonSchema", () => {
  const schema = experimentJsonSchema();

  it("accepts what the parser accepts", () => {
    for (const preset of Object.values(presets)) expect(validates(schema, preset)).toBe(true);
    for (const change of [
      (d: Document) => (d.badFit = "keep"),
      (d: Document) => (d.network.layers[0] = { ...CONV, kernel: [2, 3] }),
      (d: Document) => (d.quantisation.activations.bits = 16),
      (d: Document) => (d.measure = { schedule: "log", points: 20 }),
      (d: Document) => (d.optimiser = { name: "sgd", learningRate: 0.1, momentum: 0.9 }),
      (d: Document) => delete d.quantisation,
      (d: Document) => (d.$schema = "./experiment.schema.json"),
    ]) {
      const document = changed(change);
      expect(faultsOf(document)).toEqual([]);
      expect(validates(schema, document)).toBe(true);
    }
  });

  it("refuses what the parser refuses, but for rules between keys", () => {
    const beyond =
      /^(an empty |a softmax|no softmax|no dense|the standard|inputs named twice|a scatter)/;
    for (const [what, change] of CASES) {
      expect({ what, valid: validates(schema, changed(change)) }).toEqual({
        what,
        valid: beyond.test(what),
      });
    }
  });
});
