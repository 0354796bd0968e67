import { z } from "zod";

const bits = z
  .union([z.int().min(1).max(16), z.literal("float")])
  .describe('1 to 16, or "float" for no quantisation');

const low = z
  .number()
  .min(-1e38)
  .max(0)
  .default(-6)
  .describe("lower end of the range, which contains 0");
const high = z.number().min(0).max(1e38).default(6).describe("upper end of the range");

const ordered = { error: "expected low to be smaller than high" };

/** Where the range of a quantised tensor comes from; see docs/quantize/range-policies.md. */
export const rangePolicySchema = z.discriminatedUnion("policy", [
  z
    .strictObject({ policy: z.literal("fixed"), low, high })
    .refine((range) => range.low < range.high, ordered),
  z
    .strictObject({ policy: z.literal("batch") })
    .describe("minimum and maximum of the tensor at hand"),
  z
    .strictObject({
      policy: z.literal("moving-average"),
      decay: z.number().min(0).lt(1).default(0.999),
      low: low.describe("start of the lower end (without bias correction)"),
      high: high.describe("start of the upper end (without bias correction)"),
      biasCorrection: z.boolean().default(false).describe("start at the first batch instead"),
    })
    .describe("exponential moving average of batch minima and maxima, frozen when measuring"),
  z
    .strictObject({ policy: z.literal("calibrated"), epochs: z.int().min(1).default(1) })
    .describe("extremes of all batches of the first epochs, frozen afterwards"),
]);

export const quantiserSchema = z
  .strictObject({ bits, range: rangePolicySchema.default({ policy: "batch" }) })
  .describe("a number of bits and a range policy");

/** The input is known as a whole before training, so its range is fixed. */
export const inputQuantiserSchema = z.strictObject({
  bits,
  range: z
    .strictObject({
      policy: z.literal("fixed").default("fixed"),
      low,
      high,
      widen: z.boolean().default(true).describe("widen by the least and greatest input"),
    })
    .refine((range) => range.low < range.high, ordered)
    .prefault({}),
});

export type RangePolicy = z.output<typeof rangePolicySchema>;
export type Quantiser = z.output<typeof quantiserSchema>;
export type InputQuantiser = z.output<typeof inputQuantiserSchema>;
