import { z } from "zod";

/*
 * The settings of a three-layer run: the one place that says what may be written in them. Types, the
 * JSON Schema and the error messages all come from here.
 */

/** Layers are as wide as the kernels' blocks allow. */
const width = z
  .int()
  .min(16)
  .max(65536)
  .refine((units) => units % 16 === 0, { error: "expected a multiple of 16" });

const scale = z.number().min(0).max(1000);
const rate = z.number().gt(0).max(1000).default(0.5).describe("step size");

const psgdSchema = z
  .strictObject({
    name: z.literal("psgd"),
    rate,
    beta1: scale.default(0.005).describe("standard deviation of the smoothing noise on W'"),
    beta2: scale.default(0.005).describe("standard deviation of the smoothing noise on V'"),
    psi1: scale.default(1e-5).describe("weight of |W'|^2 in the objective"),
    psi2: scale.default(1e-5).describe("weight of |V'|^2 in the objective"),
    noise: scale.default(1e-4).describe("standard deviation of the noise on each gradient entry"),
    bound1: z.number().gt(0).max(1e6).default(1).describe("B1 of the first round: |W'| <= B1"),
    bound2: z.number().gt(0).max(1e6).default(1).describe("B2 of the first round: |V'| <= B2"),
    doublings: z
      .int()
      .min(0)
      .max(40)
      .default(8)
      .describe("rounds after the first, each with B1 B2 doubled"),
  })
  .describe("projected, noisy stochastic gradient descent on the smoothed objective");

const sgdSchema = z
  .strictObject({ name: z.literal("sgd"), rate })
  .describe("plain stochastic gradient descent, one round");

export const threeLayerSchema = z.strictObject({
  model: z
    .enum(["three-layer", "linearised"])
    .default("three-layer")
    .describe("\"linearised\": gates frozen at the start, the output linear in W' and V'"),
  first: width.default(1024).describe("m1, units of the first hidden layer"),
  features: width.default(64).describe("m2, features z between the two hidden layers"),
  second: width.default(1024).describe("m3, units of the second hidden layer"),
  kappa1: z
    .number()
    .gt(0)
    .max(1000)
    .default(1)
    .describe("scale of W0: its entries have standard deviation kappa1 / sqrt(m2)"),
  kappa2: z
    .number()
    .gt(0)
    .max(1000)
    .default(1)
    .describe("scale of V0: its entries have standard deviation kappa2 / sqrt(m2)"),
  cancelled: z
    .boolean()
    .default(true)
    .describe("rows of V0 in pairs with opposite output signs, so that the output starts at 0"),
  loss: z.enum(["squared", "logistic", "hinge"]).default("squared"),
  optimiser: z.discriminatedUnion("name", [psgdSchema, sgdSchema]).prefault({ name: "psgd" }),
  batchSize: z.int().min(1).max(65536).default(128).describe("samples per step, with replacement"),
  steps: z.int().min(1).max(100_000_000).default(2000).describe("most steps of a round"),
  targetLoss: z
    .number()
    .min(0)
    .default(0.01)
    .describe("the run ends when a measured training loss is at most this"),
  measureEvery: z.int().min(1).max(100_000_000).default(100).describe("steps between measurements"),
});

/** Complete settings: every default filled in. */
export type ThreeLayerSettings = z.output<typeof threeLayerSchema>;
/** Settings as people write them: what has a default may be left out. */
export type ThreeLayerDocument = z.input<typeof threeLayerSchema>;
export type LossName = ThreeLayerSettings["loss"];
