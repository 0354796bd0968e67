import { z } from "zod";
import { quantiserSchema } from "../quantize/schema.js";

export const initialisationSchema = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("glorot-uniform") }),
  z.strictObject({
    name: z.literal("truncated-normal"),
    standardDeviation: z
      .number()
      .positive()
      .optional()
      .describe("default: 1/sqrt(units of the layer)"),
  }),
]);

export const layerSchema = z.strictObject({
  type: z.literal("dense").default("dense"),
  units: z.int().min(1).max(4096),
  activation: z.enum(["tanh", "relu", "linear", "softmax"]),
  weights: quantiserSchema.optional().describe("default: quantisation.weights"),
  activations: quantiserSchema.optional().describe("default: quantisation.activations"),
  initialisation: initialisationSchema.optional().describe("default: network.initialisation"),
});

/** Kernels compute in f32: no positive number may become 0 or infinite there, nor a rate become 1. */
const positive = z.number().min(1e-30).max(1e38);
const decayRate = z.number().min(0).max(0.999999);

export const optimiserSchema = z.discriminatedUnion("name", [
  z.strictObject({
    name: z.literal("adam"),
    learningRate: positive.default(1e-4),
    beta1: decayRate.default(0.9),
    beta2: decayRate.default(0.999),
    epsilon: positive.default(1e-7),
  }),
  z.strictObject({
    name: z.literal("sgd"),
    learningRate: positive,
    momentum: decayRate.default(0),
  }),
]);

export const networkSchema = z
  .strictObject({
    initialisation: initialisationSchema.default({ name: "glorot-uniform" }),
    layers: z.array(layerSchema).min(1).max(32),
  })
  .superRefine(({ layers }, context) => {
    layers.forEach((layer, index) => {
      const last = index === layers.length - 1;
      if (last === (layer.activation === "softmax")) return;
      context.addIssue({
        code: "custom",
        path: ["layers", index, "activation"],
        message: last
          ? 'expected "softmax" in the last layer, as the loss is the cross entropy'
          : 'expected "tanh", "relu" or "linear", as only the last layer is softmax',
      });
    });
  });

export type Initialisation = z.output<typeof initialisationSchema>;
export type LayerSpec = z.output<typeof layerSchema>;
export type NetworkSpec = z.output<typeof networkSchema>;
export type OptimiserSpec = z.output<typeof optimiserSchema>;
