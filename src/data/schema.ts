import { z } from "zod";

export const dataSchema = z.strictObject({ source: z.enum(["syn", "mnist"]) });

export const splitSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("stratified"),
      train: z.number().gt(0).lt(1).default(0.8).describe("share of the samples trained on"),
      seed: z.int().min(0).max(0xffffffff).default(0),
    }),
    z.strictObject({ kind: z.literal("standard") }),
  ])
  .describe('"standard" is the data set\'s own split (MNIST)');

/** What one sample is. */
export const INPUT_SHAPES = {
  syn: { units: 12 },
  mnist: { channels: 1, height: 28, width: 28 },
} satisfies Record<DataSpec["source"], object>;

export type DataSpec = z.output<typeof dataSchema>;
export type SplitSpec = z.output<typeof splitSchema>;
