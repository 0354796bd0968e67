import { lowerBound } from "../numerics/lower-bound.js";
import { labelBins } from "./code-counter.js";
import type { Column } from "./coded-layer.js";
import type { Counting } from "./counting.js";
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
    name: `${count} equal-mass ${count === 1 ? "bin" : "bins"} per ${bounds}`,
    references: ["chelombiev2019"],
    isIdentity: false,
    discretise(sample, counting) {
      const { units, values } = sample;
      const width = count <= 256 ? 1 : 2;
      const columns = bounds === "layer" ? 1 : units;
      let short = 0;
      const at = counting.place(sample);
      const fill =
        at === undefined
          ? (codes: number) => encodeOneByOne(sample, count, columns, counting, codes)
          : encoder(at, values.length / columns, count, columns, counting);
      const counted = counting.count(sample, width, (codes) => {
        short = fill(codes);
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
      const alphabet = () => countPossible(count, layer.units);
      if (bounds === "unit") {
        return {
          perUnit: true,
          alphabet,
          label: (own, _, labels, first) => labelShares(own, count, labels, first),
        };
      }
      const { whole } = layer;
      const shares = new Uint16Array(whole.to);
      labelShares(whole, count, shares, 0);
      // Of codes with equal values inputs have the first.
      const bins = new Map<number, number>();
      for (let i = shares.length - 1; i >= 0; i--) bins.set(whole.values[i], shares[i]);
      return {
        perUnit: false,
        alphabet,
        label(column, _, labels, first) {
          let bin: number | undefined;
          return labelBins(column, labels, first, (i) => {
            // A value that no input has may lie in the bin of the one below.
            bin = bins.get(column.values[i]) ?? bin;
            return bin;
          });
        },
      };
    },
  };
}

/** Numbers the bins of the values of a column; see CodeBins. */
function labelShares(column: Column, bins: number, labels: Uint16Array, first: number): number {
  const { counts, from, to } = column;
  let inputs = 0;
  for (let i = from; i < to; i++) inputs += counts[i];
  let less = 0;
  return labelBins(column, labels, first, (i) => {
    const bin = ((less * bins) / inputs) | 0;
    less += counts[i];
    return bin;
  });
}

/** Writes bins of f32 values; returns how many columns have fewer than they could. */
function encoder(
  at: number,
  inColumn: number,
  count: number,
  columns: number,
  counting: Counting,
): (codes: number) => number {
  const scratch = counting.buffer("sorted", 16 * inColumn + 3 * 4 * 2048);
  return (codes) =>
    counting.engine.kernels.equalMassBins(at, codes, inColumn, columns, count, scratch);
}

function encodeOneByOne(
  sample: Sample,
  count: number,
  columns: number,
  { engine }: Counting,
  codes: number,
): number {
  const { values } = sample;
  const type = count <= 256 ? Uint8Array : Uint16Array;
  const out = engine.arena.view<Uint8Array | Uint16Array>(type, codes, values.length);
  const possible = Math.min(count, values.length / columns);
  let short = 0;
  for (let u = 0; u < columns; u++) {
    const edges = edgesOf(everyNth(values, u, columns), count);
    const used = new Set<number>();
    for (let i = u; i < values.length; i += columns) {
      out[i] = lowerBound(edges, values[i]);
      used.add(out[i]);
    }
    if (used.size < possible) short++;
  }
  return short;
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
