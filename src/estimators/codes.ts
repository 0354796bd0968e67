import { labelBins } from "./code-counter.js";
import type { Discretisation } from "./discretising.js";

/**
 * The rows as they are: two inputs share a state when all their values are equal. For activations that
 * are codes this is the exact count; with a correction, the codes count as a sample of a population.
 * The number of possible states is not known from values: NSB must be told.
 */
export function codes(): Discretisation {
  return {
    name: "codes",
    references: ["lorenzen2022"],
    isIdentity: true,
    discretise(sample, counting) {
      const { values } = sample;
      const { arena, kernels } = counting.engine;
      const at = counting.place(sample);
      if (at !== undefined) {
        const counted = counting.count(sample, 4, (rows) =>
          kernels.encodeFloat(at, rows, 1, values.length, values.length, 4),
        );
        return { counted, alphabet: Number.POSITIVE_INFINITY, notes: [] };
      }
      const counted = counting.count(sample, 8, (rows) => {
        const out = arena.view(Float64Array, rows, values.length);
        for (let i = 0; i < values.length; i++) out[i] = values[i] + 0;
      });
      return { counted, alphabet: Number.POSITIVE_INFINITY, notes: [] };
    },
    codeBins: () => ({
      perUnit: false,
      alphabet: () => Number.POSITIVE_INFINITY,
      label: (column, _, labels, first) =>
        labelBins(column, labels, first, (i) => column.values[i]),
    }),
  };
}
