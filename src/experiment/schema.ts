import { z } from "zod";
import { dataSchema, splitSchema } from "../data/schema.js";
import { estimatorsSchema } from "../estimators/schema.js";
import { networkSchema, optimiserSchema } from "../network/schema.js";
import { inputQuantiserSchema, quantiserSchema } from "../quantize/schema.js";
import { refuseForIntegers } from "./integer-rules.js";

/*
 * The experiment document: the one place that says what may be written in it. Types, the JSON Schema
 * for editors and the error messages all come from here.
 */

const quantisationSchema = z
  .strictObject({
    input: inputQuantiserSchema.prefault({ bits: "float" }),
    weights: quantiserSchema.prefault({ bits: "float" }),
    activations: quantiserSchema.prefault({ bits: "float" }),
  })
  .describe("defaults for every layer");

const scheduleSchema = z.discriminatedUnion("schedule", [
  z.strictObject({ schedule: z.literal("every"), epochs: z.int().min(1) }),
  z.strictObject({
    schedule: z.literal("log"),
    points: z.int().min(2).max(100_000).describe("measurements spaced evenly in log(epoch + 1)"),
  }),
]);

const badFitSchema = z.union([
  z.strictObject({
    accuracy: z.number().min(0).max(1),
    epoch: z.int().min(0),
    restarts: z.int().min(0).default(100).describe("give up after so many"),
  }),
  z.literal("keep"),
]);

const prefitSchema = z
  .strictObject({
    epochs: z.int().min(1).max(10_000_000),
    labels: z.literal("shuffled").default("shuffled"),
  })
  .describe("epochs on shuffled labels before the training; the optimiser's state is kept");

const scatterSchema = z
  .strictObject({
    layer: z.string().regex(/^T[1-9]\d*$/, { error: 'expected a layer\'s name, as "T4"' }),
    epochs: z.array(z.int().min(0)).min(1).max(100),
  })
  .describe("keep the states of a layer of two units at the measured epochs nearest to these");

export const experimentSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, {
        error:
          "expected letters, digits, dots, dashes and underscores, beginning with a letter or digit",
      }),
    description: z.string().optional(),
    data: dataSchema,
    split: splitSchema,
    network: networkSchema,
    arithmetic: z
      .enum(["float", "integer"])
      .default("float")
      .describe('"integer": the forward pass is integer arithmetic throughout'),
    quantisation: quantisationSchema.prefault({}),
    optimiser: optimiserSchema.prefault({ name: "adam" }),
    batchSize: z.int().min(1).max(65536).default(256),
    prefit: prefitSchema.optional(),
    epochs: z.int().min(1).max(10_000_000),
    measure: scheduleSchema.default({ schedule: "every", epochs: 1 }),
    informationOn: z
      .array(z.enum(["all", "train", "test"]))
      .min(1)
      .max(3)
      .default(["all"])
      .describe("inputs over which information is measured, each separately"),
    scatter: scatterSchema.optional(),
    estimators: estimatorsSchema
      .optional()
      .describe("asked beside the exact counts; on the output layer, after the softmax"),
    diagnostics: z
      .literal(true)
      .optional()
      .describe("units one by one, distances within and between classes, states that merge"),
    badFit: badFitSchema
      .default("keep")
      .describe("start again when the train accuracy is below this at this epoch or later"),
    repetitions: z.int().min(1).max(100_000).default(1),
    seed: z.int().min(0).max(0xffffffff).default(0),
  })
  .superRefine((experiment, context) => {
    const { data, informationOn, split } = experiment;
    const refuse: Refusal = (path, message) => context.addIssue({ code: "custom", path, message });
    if (split.kind === "standard" && data.source !== "mnist") {
      refuse(["split", "kind"], `expected "stratified", as ${data.source} has no standard split`);
    }
    if (new Set(informationOn).size < informationOn.length) {
      refuse(["informationOn"], "expected each kind of inputs once");
    }
    refuseScatter(experiment, refuse);
    if (experiment.arithmetic === "integer") refuseForIntegers(experiment, refuse);
  });

/** Reports what is wrong with the value at a path. */
export type Refusal = (path: PropertyKey[], message: string) => void;

/** The scatter's layer must have two units. */
function refuseScatter(experiment: Experiment, refuse: Refusal): void {
  const { network, scatter } = experiment;
  if (!scatter) return;
  const layers = network.layers.filter(({ type }) => type !== "flatten");
  const layer = layers[Number(scatter.layer.slice(1)) - 1];
  if (!layer) {
    refuse(["scatter", "layer"], `expected one of T1 to T${layers.length}`);
  } else if (layer.type !== "dense") {
    refuse(["scatter", "layer"], `expected a dense layer of two units, not a ${layer.type} layer`);
  } else if (layer.units !== 2) {
    refuse(["scatter", "layer"], `expected a layer of two units, not of ${layer.units}`);
  }
}

/** A complete experiment: every default filled in. */
export type Experiment = z.output<typeof experimentSchema>;
/** An experiment as people write it: what has a default may be left out. */
export type ExperimentDocument = z.input<typeof experimentSchema>;
export type Schedule = z.output<typeof scheduleSchema>;
