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
      .describe("default: 1/sqrt(units, or channels, of the layer)"),
  }),
]);

const quantisers = {
  weights: quantiserSchema.optional().describe("default: quantisation.weights"),
  activations: quantiserSchema.optional().describe("default: quantisation.activations"),
};
const initialisation = initialisationSchema.optional().describe("default: network.initialisation");

const denseSchema = z.strictObject({
  type: z.literal("dense").default("dense"),
  units: z.int().min(1).max(4096),
  activation: z.enum(["tanh", "relu", "linear", "softmax"]),
  ...quantisers,
  initialisation,
});

/** An integer n, for n x n, or [height, width]. */
const extent = z
  .union([z.int().min(1), z.array(z.int().min(1)).length(2)])
  .transform((size): [height: number, width: number] =>
    typeof size === "number" ? [size, size] : [size[0], size[1]],
  );

const convSchema = z.strictObject({
  type: z.literal("conv"),
  channels: z.int().min(1).max(4096),
  kernel: extent.describe("height and width of the kernel; stride 1, no padding"),
  activation: z.enum(["tanh", "relu", "linear"]),
  ...quantisers,
  initialisation,
});

const maxPoolSchema = z.strictObject({
  type: z.literal("max-pool"),
  size: extent.describe("height and width of the windows, which do not overlap"),
  remainder: z
    .enum(["refuse", "drop"])
    .default("refuse")
    .describe("what is done about rows and columns that fill no window"),
});

const flattenSchema = z.strictObject({ type: z.literal("flatten") });

export const layerSchema = z.discriminatedUnion("type", [
  denseSchema,
  convSchema,
  maxPoolSchema,
  flattenSchema,
]);

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
      const fault = faultOf(layer, last);
      if (!fault) return;
      context.addIssue({
        code: "custom",
        path: ["layers", index, fault.key],
        message: fault.message,
      });
    });
  });

/** What is wrong with a layer at its place: the loss is the cross entropy of a dense softmax. */
function faultOf(layer: LayerSpec, last: boolean): { key: string; message: string } | undefined {
  if (last && layer.type !== "dense") {
    return { key: "type", message: 'expected "dense" for the last layer, which is the softmax' };
  }
  if (layer.type !== "dense" || last === (layer.activation === "softmax")) return undefined;
  return {
    key: "activation",
    message: last
      ? 'expected "softmax" in the last layer, as the loss is the cross entropy'
      : 'expected "tanh", "relu" or "linear", as only the last layer is softmax',
  };
}

export type Initialisation = z.output<typeof initialisationSchema>;
export type LayerSpec = z.output<typeof layerSchema>;
export type DenseSpec = z.output<typeof denseSchema>;
export type ConvSpec = z.output<typeof convSchema>;
export type MaxPoolSpec = z.output<typeof maxPoolSchema>;
export type NetworkSpec = z.output<typeof networkSchema>;
export type OptimiserSpec = z.output<typeof optimiserSchema>;

/** True for layers with weights, an activation function and a quantiser of their own. */
export function isWeighted(layer: LayerSpec): layer is DenseSpec | ConvSpec {
  return layer.type === "dense" || layer.type === "conv";
}
