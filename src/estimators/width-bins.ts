import { labelBins } from "./code-counter.js";
import type { Discretisation } from "./discretising.js";
import { EstimatorError, type Extremes } from "./estimator.js";
import { extremesOf } from "./extremes.js";
import { countPossible } from "./possible.js";

/** From here on a quotient no longer tells its bin. */
const MOST = 2 ** 53;

/**
 * Bins of one width for all units, anchored at 0: bin floor(x / width), the quotient rounded to f64.
 * There are as many as the values need; as possible states count those between the least and the
 * greatest value of the layer.
 */
export function widthBins(width: number): Discretisation {
  return {
    name: `bins of width ${width}`,
    references: ["saxe2018", "lorenzen2022"],
    isIdentity: false,
    discretise(sample, counting) {
      const { units, values } = sample;
      const at = counting.place(sample);
      const { arena, kernels } = counting.engine;
      const { bins, first } = spanOf(extremesOf(sample, counting, at), width);
      const [bytes, type] =
        bins <= 256
          ? ([1, Uint8Array] as const)
          : bins <= 65536
            ? ([2, Uint16Array] as const)
            : ([4, Uint32Array] as const);
      const counted = counting.count(sample, bytes, (codes) => {
        if (at !== undefined) {
          kernels.widthBins(at, codes, values.length, width, first, bytes);
          return;
        }
        const out = arena.view<Uint8Array | Uint16Array | Uint32Array>(type, codes, values.length);
        for (let i = 0; i < values.length; i++) out[i] = Math.floor(values[i] / width) - first;
      });
      const notes = bins === 1 ? ["All values lie in the same bin."] : [];
      return { counted, alphabet: countPossible(bins, units), notes };
    },
    codeBins({ extremes, units }) {
      const { bins } = spanOf(extremes, width);
      return {
        perUnit: false,
        alphabet: () => countPossible(bins, units),
        label: (column, _, labels, first) =>
          labelBins(column, labels, first, (i) => Math.floor(column.values[i] / width)),
      };
    },
  };
}

/** How many bins lie from that of the least value to that of the greatest, and the first's number. */
function spanOf(extremes: Extremes, width: number): { bins: number; first: number } {
  const low = extremes.low.reduce((least, value) => Math.min(least, value));
  const high = extremes.high.reduce((most, value) => Math.max(most, value));
  const first = Math.floor(low / width);
  const last = Math.floor(high / width);
  const bins = last - first + 1;
  if (Math.max(Math.abs(first), Math.abs(last)) < MOST && bins <= 2 ** 32) return { bins, first };
  throw new EstimatorError(
    `values from ${low} to ${high} need too many bins of width ${width}: ` +
      "2^32 bins are possible, and the least and greatest must be within 2^53 of 0",
  );
}
