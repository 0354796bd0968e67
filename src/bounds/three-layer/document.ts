import { z } from "zod";
import { parseDocument } from "../../experiment/parse-document.js";
import { DEFAULT_SETTINGS } from "../settings.js";
import { TARGETS, type TargetName } from "../targets.js";
import { ThreeLayerError } from "./parse.js";
import { threeLayerSchema } from "./schema.js";

/*
 * What `infoplane threelayer` takes: networks trained by PSGD and controls, on data that kernels and
 * bounds are held against, too. Types and messages come from here.
 */

const targets = Object.keys(TARGETS) as [TargetName, ...TargetName[]];

const dataSchema = z.discriminatedUnion("source", [
  z.strictObject({
    source: z.literal("sphere"),
    target: z.enum(targets),
    dimension: z.int().min(1).max(10_000).default(10),
    noise: z.number().min(0).max(1e6).default(0),
  }),
  z.strictObject({ source: z.literal("syn") }),
  z.strictObject({
    source: z.literal("mnist"),
    positive: z.int().min(0).max(9).default(3),
    negative: z.union([z.int().min(0).max(9), z.literal("rest")]).default(8),
  }),
]);

const boundsSchema = z.strictObject({
  ridges: z.array(z.number().min(0)).min(1).default(DEFAULT_SETTINGS.ridges),
  gap: z.number().gt(0).lt(1).default(DEFAULT_SETTINGS.gap),
  delta: z.number().gt(0).lt(1).default(DEFAULT_SETTINGS.delta),
  draws: z.int().min(2).max(100_000).default(DEFAULT_SETTINGS.draws),
});

const quantisedSchema = z
  .strictObject({
    hidden: z.tuple([z.int().min(1).max(1024), z.int().min(1).max(1024)]).default([16, 8]),
    bits: z.int().min(1).max(16).default(8),
    epochs: z.int().min(1).max(1_000_000).default(2000),
    learningRate: z.number().gt(0).default(1e-3),
    batchSize: z.int().min(1).max(65536).default(64),
  })
  .describe("a quantised ReLU network of three layers, measured exactly, on the same samples");

export const comparisonSchema = z
  .strictObject({
    name: z
      .string()
      .max(80)
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, {
        error: "expected letters, digits, dots, dashes and underscores",
      }),
    description: z.string().optional(),
    data: dataSchema,
    samples: z.int().min(2).max(4000).default(120).describe("n, to train on"),
    validation: z.int().min(1).max(100_000).default(120).describe("to choose ridges on"),
    test: z.int().min(1).max(100_000).default(1000),
    network: threeLayerSchema.prefault({}),
    controls: z
      .array(z.enum(["sgd", "linearised", "linearised-uncancelled"]))
      .max(3)
      .default(["sgd", "linearised", "linearised-uncancelled"])
      .describe("trained beside PSGD, by plain SGD at the same rate, for one round"),
    bounds: boundsSchema.prefault({}),
    quantised: quantisedSchema.optional(),
    repetitions: z.int().min(1).max(1000).default(1).describe("networks of each kind"),
    seed: z.int().min(0).max(0xfffffff).default(0),
  })
  .superRefine(({ data, quantised, samples }, context) => {
    if (quantised && data.source !== "syn") {
      const message = `expected none: only SYN is there for quantised networks, not ${data.source}`;
      context.addIssue({ code: "custom", path: ["quantised"], message });
    }
    if (quantised && quantised.batchSize > samples) {
      const message = `expected at most the ${samples} samples, found ${quantised.batchSize}`;
      context.addIssue({ code: "custom", path: ["quantised", "batchSize"], message });
    }
  });

export type ThreeLayerComparison = z.output<typeof comparisonSchema>;
export type ThreeLayerComparisonDocument = z.input<typeof comparisonSchema>;

/** Checks a document and fills in the defaults. Throws a ThreeLayerError. */
export function parseComparison(document: unknown): ThreeLayerComparison {
  return parseDocument(
    comparisonSchema,
    document,
    (faults) => new ThreeLayerError(faults.join("\n")),
  );
}

export const comparisonJsonSchema = (): object => ({
  title: "infoplane three-layer comparison",
  ...z.toJSONSchema(comparisonSchema, { io: "input" }),
});

const small = {
  ...{ first: 512, features: 32, second: 512, batchSize: 32 },
  ...{ steps: 1000, measureEvery: 50, targetLoss: 0.02 },
};

/** Named documents. */
export const COMPARISONS: Record<string, ThreeLayerComparisonDocument> = {
  "sphere-product": {
    name: "sphere-product",
    description: "The product t1 t2 of two coordinates, on the sphere in ten dimensions",
    data: { source: "sphere", target: "product" },
    network: small,
    repetitions: 3,
  },
  "sphere-sign": {
    name: "sphere-sign",
    description: "The sign of one coordinate, on the sphere in ten dimensions",
    data: { source: "sphere", target: "sign" },
    network: small,
    repetitions: 3,
  },
  syn: {
    name: "syn",
    description:
      "256 inputs of SYN: networks trained by PSGD, kernels and bounds, and quantised networks with their information planes",
    data: { source: "syn" },
    ...{ samples: 256, validation: 256, test: 1000 },
    network: small,
    quantised: {},
    repetitions: 3,
  },
};
