import { z } from "zod";
import { dataSchema, splitSchema } from "../data/schema.js";
import { networkSchema, optimiserSchema } from "../network/schema.js";
import { inputQuantiserSchema, quantiserSchema } from "../quantize/schema.js";

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
    quantisation: quantisationSchema.prefault({}),
    optimiser: optimiserSchema.prefault({ name: "adam" }),
    batchSize: z.int().min(1).max(65536).default(256),
    epochs: z.int().min(1).max(10_000_000),
    measure: scheduleSchema.default({ schedule: "every", epochs: 1 }),
    badFit: badFitSchema
      .default("keep")
      .describe("start again when the train accuracy is below this at this epoch or later"),
    repetitions: z.int().min(1).max(100_000).default(1),
    seed: z.int().min(0).max(0xffffffff).default(0),
  })
  .superRefine(({ data, split }, context) => {
    if (split.kind === "standard" && data.source !== "mnist") {
      context.addIssue({
        code: "custom",
        path: ["split", "kind"],
        message: `expected "stratified", as ${data.source} has no standard split`,
      });
    }
  });

/** A complete experiment: every default filled in. */
export type Experiment = z.output<typeof experimentSchema>;
/** An experiment as people write it: what has a default may be left out. */
export type ExperimentDocument = z.input<typeof experimentSchema>;
export type Schedule = Experiment["measure"];
