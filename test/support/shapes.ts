import fc from "fast-check";

/** Lanes of a batch: 16, 32 .. 272. */
export const lanes = fc.integer({ min: 1, max: 17 }).map((blocks) => 16 * blocks);

/** A small number of units, inputs, classes. */
export const few = fc.integer({ min: 1, max: 9 });

/** Seed of the random values of one case. */
export const seed = fc.integer();

/** The same cases in every run of the tests. */
export const FIXED = { seed: 20260219, numRuns: 100 };
