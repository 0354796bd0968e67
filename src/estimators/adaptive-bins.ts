import { checkFinite, inputsOf } from "./check.js";
import type { Column } from "./coded-layer.js";
import type { Discretisation } from "./discretising.js";
import type { Sample } from "./estimator.js";
import { countPossible } from "./possible.js";

type Values = Sample["values"];

/**
 * `count` bins that hold equally many of the values of each unit, or of the layer as a whole: with N
 * values, r of which are less than x, x lies in bin floor(r count / N). So equal values share a bin,
 * and bins hold equally many up to ties.
 *
 * Edges depend on the sample alone, so that any increasing function of a unit's values leaves its bins
 * as they are (with bounds "unit").
 */
export function adaptiveBins(count: number, bounds: "unit" | "layer"): Discretisation {
  return {
    name: `${count} equal-mass bins per ${bounds}`,
    references: ["chelombiev2019"],
    isIdentity: false,
    discretise(sample, counting) {
      const { units, values } = sample;
      const inputs = inputsOf(sample);
      checkFinite(sample);
      const { arena } = counting.engine;
      const [bytes, type] = count <= 256 ? ([1, Uint8Array] as const) : ([2, Uint16Array] as const);
      const columns = bounds === "layer" ? 1 : units;
      let short = 0;
      const counted = counting.count(sample, bytes, (codes) => {
        const out = arena.view<Uint8Array | Uint16Array>(type, codes, values.length);
        for (let u = 0; u < columns; u++) {
          const edges = edgesOf(everyNth(values, u, columns), count);
          const used = new Uint8Array(count);
          for (let i = u; i < values.length; i += columns) {
            out[i] = binOf(values[i], edges);
            used[out[i]] = 1;
          }
          const possible = Math.min(count, (inputs * units) / columns);
          if (used.reduce((sum, one) => sum + one, 0) < possible) short++;
        }
      });
      const notes =
        short === 0
          ? []
          : [
              bounds === "layer"
                ? `Equal values leave fewer than ${count} bins.`
                : `Equal values leave ${short} of ${units} units fewer than ${count} bins.`,
            ];
      return { counted, alphabet: countPossible(count, units), notes };
    },
    codeBins(layer) {
      const alphabet = countPossible(count, layer.units);
      if (bounds === "unit") {
        return { perUnit: true, alphabet, binsOf: (own, _, out) => shareOut(own, count, out) };
      }
      const { whole } = layer;
      const shared = new Float64Array(whole.values.length);
      shareOut(whole, count, shared);
      const bins = new Map(Array.from(whole.values, (value, i) => [value, shared[i]]));
      return {
        perUnit: false,
        alphabet,
        binsOf({ values }, _, out) {
          values.forEach((value, i) => {
            out[i] = bins.get(value) as number;
          });
        },
      };
    },
  };
}

/** Writes the bin of every value of a column. */
function shareOut({ counts }: Column, bins: number, out: Float64Array): void {
  let inputs = 0;
  for (let i = 0; i < counts.length; i++) inputs += counts[i];
  for (let i = 0, less = 0; i < counts.length; less += counts[i++]) {
    out[i] = Math.floor((less * bins) / inputs);
  }
}

/** values[start], values[start + step], .. */
function everyNth(values: Values, start: number, step: number): Values {
  if (step === 1) return values.slice();
  const column = values.slice(0, values.length / step);
  for (let i = 0; i < column.length; i++) column[i] = values[start + i * step];
  return column;
}

/** A value lies in bin j or above if it is greater than edge j - 1. Sorts the values. */
function edgesOf(values: Values, bins: number): Values {
  const sorted = values.sort();
  const edges = values.slice(0, 0);
  const at = (j: number) => sorted[Math.ceil((j * sorted.length) / bins) - 1];
  return (edges.constructor as typeof Float64Array).from({ length: bins - 1 }, (_, j) =>
    at(j + 1),
  ) as Values;
}

/** How many edges, in ascending order, are less than x. */
function binOf(x: number, edges: Values): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
