import type { Discretisation } from "./discretising.js";
import { EstimatorError, type Extremes, type Sample } from "./estimator.js";
import { extremesOf } from "./extremes.js";
import { countPossible } from "./possible.js";
import { encodeUniform, outsideOf, type Ranges, scaleOf } from "./uniform.js";

/** Whose least and greatest value a bin range runs between; see docs/estimators/bins.md. */
export type Bounds = "unit" | "layer" | "global" | readonly [low: number, high: number];

/**
 * `bins` bins of equal width per unit, between bounds. A value at position
 * p = ceil(2^36 (x - low) / (high - low) - 2^-8) of 2^36 lies in bin min(bins - 1, floor(p bins / 2^36)):
 * in exact arithmetic floor((x - low) bins / (high - low)), where a value on an edge lies above it. As p
 * knows nothing of the bins, those of a multiple of their number lie within them, without exception.
 *
 * A value outside fixed or global bounds lies in one bin more at that end. A range of width 0 is one
 * bin.
 */
export function bins(count: number, bounds: Bounds): Discretisation {
  return {
    name:
      typeof bounds === "string"
        ? `${binsOf(count)}, ${bounds} bounds`
        : `${binsOf(count)} in [${bounds[0]}, ${bounds[1]}]`,
    references: ["shwartzziv2017", "saxe2018", "lorenzen2022"],
    isIdentity: false,
    discretise(sample, counting) {
      const { units, values } = sample;
      const at = counting.place(sample);
      const ranges = rangesOf(sample, bounds, () => extremesOf(sample, counting, at));
      const outside = isOwn(bounds) ? 0 : outsideOf(counting, values, at, ranges);
      const each = outside > 0 ? count + 2 : count;
      const width = each <= 256 ? 1 : each <= 65536 ? 2 : 4;
      const counted = counting.count(sample, width, (codes) =>
        encodeUniform(counting, { values, at, ranges, bins: count, outside }, codes),
      );
      return {
        counted,
        alphabet: possible(each, ranges, units),
        notes: notesOf(sample, bounds, outside, constantIn(ranges)),
      };
    },
    codeBins(layer) {
      const ranges = rangesOf(layer, bounds, () => layer.extremes);
      const { high, low, perUnit } = ranges;
      const { kernels } = layer.engine;
      return {
        perUnit,
        alphabet() {
          const outside = !isOwn(bounds) && !contains(ranges, layer.extremes);
          return possible(outside ? count + 2 : count, ranges, layer.units);
        },
        label({ from, to, values }, u, labels, first) {
          const r = perUnit ? u : 0;
          const [least, greatest] = [low[r], high[r]];
          const at = values.byteOffset + 4 * from;
          const out = labels.byteOffset + 2 * (first + from);
          const scale = scaleOf(least, greatest);
          return kernels.labelUniform(at, to - from, least, greatest, scale, count, out);
        },
      };
    },
  };
}

const binsOf = (count: number) => (count === 1 ? "1 bin" : `${count} bins`);

/** Whether such bounds contain every value. */
const isOwn = (bounds: Bounds) => bounds === "unit" || bounds === "layer";

/** Whether all values lie in the one range of all units. */
function contains({ high, low }: Ranges, extremes: Extremes): boolean {
  const lies = (value: number) => value >= low[0] && value <= high[0];
  return extremes.low.every(lies) && extremes.high.every(lies);
}

const constantIn = ({ high, low }: Ranges) => low.filter((least, r) => least === high[r]).length;

/** States that there can be with so many bins in each range. */
function possible(each: number, ranges: Ranges, units: number): number {
  const constant = constantIn(ranges);
  return countPossible(each, ranges.perUnit ? units - constant : constant ? 0 : units);
}

function notesOf(sample: Sample, bounds: Bounds, outside: number, constant: number): string[] {
  const { units, values } = sample;
  const notes: string[] = [];
  if (bounds === "global" && !sample.bounds) {
    notes.push("No bounds of the whole run were given: those of this sample stand in for them.");
  }
  if (outside > 0) {
    notes.push(
      `${outside} of ${values.length} values lie outside the bounds, in a bin of their own at each end.`,
    );
  }
  if (constant > 0) {
    notes.push(
      bounds === "unit"
        ? `${constant} of ${units} units are constant: one bin each.`
        : "The layer is constant: it has one bin.",
    );
  }
  return notes;
}

/** `own`: least and greatest value of every unit. */
function rangesOf(
  sample: Pick<Sample, "bounds" | "units">,
  bounds: Bounds,
  own: () => Extremes,
): Ranges {
  if (typeof bounds !== "string") {
    return whole([bounds[0]], [bounds[1]]);
  }
  if (bounds === "global" && sample.bounds) {
    checkBounds(sample);
    return whole(sample.bounds.low, sample.bounds.high);
  }
  const { high, low } = own();
  return bounds === "unit" ? { low, high, perUnit: true } : whole(low, high);
}

/** One range for all units. */
function whole(low: ArrayLike<number>, high: ArrayLike<number>): Ranges {
  let [least, greatest] = [low[0], high[0]];
  for (let u = 1; u < low.length; u++) {
    if (low[u] < least) least = low[u];
    if (high[u] > greatest) greatest = high[u];
  }
  return { low: Float64Array.of(least), high: Float64Array.of(greatest), perUnit: false };
}

function checkBounds({ bounds, units }: Pick<Sample, "bounds" | "units">): void {
  const { high, low } = bounds as Extremes;
  if (low.length !== units || high.length !== units) {
    throw new EstimatorError(
      `there are bounds of ${low.length} and ${high.length} units; there must be ${units} of each`,
    );
  }
  const bad = low.findIndex((least, u) => !(Number.isFinite(high[u] - least) && least <= high[u]));
  if (bad >= 0) {
    throw new EstimatorError(
      `the bounds of unit ${bad} are ${low[bad]} and ${high[bad]}; ` +
        "they must be finite, the first not above the second",
    );
  }
}
