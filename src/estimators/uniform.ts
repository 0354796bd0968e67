import type { Counting } from "./counting.js";
import { EstimatorError, type Extremes } from "./estimator.js";

/** Where bins lie: one range for the whole layer, or one per unit. */
export interface Ranges extends Extremes {
  perUnit: boolean;
}

/** Positions in a range. */
const POSITIONS = 2 ** 36;
const ROUND_UP = 1 - 2 ** -8;

/** Relative rounding of the kernel's guess of a bin in f32; see `near` in kernels/bins.ts. */
const GUESS = 2 ** -22;

/** What the kernel is to do in f64 altogether. */
const NEVER_GUESS = 0.5;

const LEAST_NORMAL = 2 ** -126;
const GREATEST_FLOAT = 2 ** 127;

/** Positions per unit of value; 0 where there is but one position. */
export function scaleOf(low: number, high: number): number {
  if (low === high) return 0;
  const scale = POSITIONS / (high - low);
  if (scale > 0 && scale < Number.POSITIVE_INFINITY) return scale;
  throw new EstimatorError(
    `the range from ${low} to ${high} cannot be divided into bins: ` +
      "its width must be from 1e-290 to 1e308",
  );
}

/** The bin of a value that is not below `low`. */
export function binOf(x: number, low: number, scale: number, bins: number): number {
  const position = Math.floor((x - low) * scale + ROUND_UP);
  return Math.min(bins - 1, Math.floor(position * (bins / POSITIONS)));
}

/** The least f32 that is not below x. */
export function leastFloat(x: number): number {
  const near = Math.fround(x);
  return near >= x ? near : -below(-near);
}

/** The greatest f32 that is not above x. */
export function greatestFloat(x: number): number {
  return -leastFloat(-x);
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The greatest f32 below x, itself one. */
function below(x: number): number {
  if (x === 0) return -(2 ** -149);
  float[0] = x;
  bits[0] += x > 0 ? -1 : 1;
  return float[0];
}

/** Values below or above the one range that all units have; `at`: where f32 values lie. */
export function outsideOf(
  { engine }: Counting,
  values: Float32Array | Float64Array,
  at: number | undefined,
  { high: [high], low: [low] }: Ranges,
): number {
  if (at !== undefined) {
    return engine.kernels.countOutside(at, values.length, leastFloat(low), greatestFloat(high));
  }
  let outside = 0;
  for (const value of values) if (value < low || value > high) outside++;
  return outside;
}

/** Values to be put into bins. */
export interface Uniform {
  values: Float32Array | Float64Array;
  /** Byte offset of f32 values in the engine's memory. */
  at: number | undefined;
  ranges: Ranges;
  bins: number;
  /** Values outside the ranges; when there are any, all bins but the first are one further on. */
  outside: number;
}

/** Writes bins, row after row, in one byte, two or four, as many as their number needs. */
export function encodeUniform(counting: Counting, uniform: Uniform, codes: number): void {
  if (uniform.at !== undefined && uniform.outside === 0) {
    encodeByKernel(counting, uniform, uniform.at, codes);
  } else {
    encodeOneByOne(counting, uniform, codes);
  }
}

function encodeOneByOne({ engine }: Counting, uniform: Uniform, codes: number): void {
  const { bins, outside, ranges, values } = uniform;
  const { high, low } = ranges;
  const scale = low.map((least, r) => scaleOf(least, high[r]));
  const each = outside > 0 ? bins + 2 : bins;
  const type = each <= 256 ? Uint8Array : each <= 65536 ? Uint16Array : Uint32Array;
  const out = engine.arena.view<Uint8Array | Uint16Array | Uint32Array>(type, codes, values.length);
  const shift = outside > 0 ? 1 : 0;
  for (let i = 0, r = 0; i < values.length; i++, r = r + 1 === low.length ? 0 : r + 1) {
    const x = values[i];
    if (x < low[r]) out[i] = 0;
    else if (x > high[r]) out[i] = bins + 1;
    else out[i] = binOf(x, low[r], scale[r], bins) + shift;
  }
}

function encodeByKernel(
  counting: Counting,
  { bins, ranges, values }: Uniform,
  at: number,
  codes: number,
): void {
  const { arena, kernels } = counting.engine;
  const { high, low } = ranges;
  const period = 16 * low.length;
  const memory = counting.buffer("ranges", 24 * period);
  const lows = arena.view(Float64Array, memory, period);
  const scales = arena.view(Float64Array, memory + 8 * period, period);
  const factors = arena.view(Float32Array, memory + 16 * period, period);
  const offsets = arena.view(Float32Array, memory + 20 * period, period);
  let near = 0;
  for (let r = 0; r < low.length; r++) {
    const scale = scaleOf(low[r], high[r]);
    const factor = scale * (bins / POSITIONS);
    const offset = factor * low[r] + 0.5;
    if (scale > 0) {
      near = Math.max(near, bins * GUESS * (1 + Math.abs(low[r]) / (high[r] - low[r])));
      if (factor < LEAST_NORMAL || factor > GREATEST_FLOAT) near = NEVER_GUESS;
    }
    for (let i = r; i < period; i += low.length) {
      lows[i] = low[r];
      scales[i] = scale;
      factors[i] = factor;
      offsets[i] = offset;
    }
  }
  if (!(near < 0.25)) near = NEVER_GUESS;
  kernels.uniformBins(
    at,
    codes,
    values.length,
    period,
    memory,
    memory + 8 * period,
    bins,
    memory + 16 * period,
    memory + 20 * period,
    near,
  );
}
