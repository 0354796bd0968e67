import type { Counting } from "./counting.js";
import type { Extremes, Sample } from "./estimator.js";

/** Least and greatest value of every unit; `at`: where f32 values lie in the engine. */
export function extremesOf(
  { units, values }: Sample,
  counting: Counting,
  at: number | undefined,
): Extremes {
  const low = new Float64Array(units).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(units).fill(Number.NEGATIVE_INFINITY);
  const take = (least: ArrayLike<number>, greatest: ArrayLike<number>) => {
    for (let i = 0, u = 0; i < least.length; i++, u = u + 1 === units ? 0 : u + 1) {
      if (least[i] < low[u]) low[u] = least[i];
      if (greatest[i] > high[u]) high[u] = greatest[i];
    }
  };
  if (at === undefined) {
    take(values, values);
    return { low, high };
  }
  const { arena, kernels } = counting.engine;
  const period = units < 8 ? 16 * units : 4 * units;
  const memory = counting.buffer("extremes", 8 * period);
  const least = arena.view(Float32Array, memory, period).fill(Number.POSITIVE_INFINITY);
  const greatest = arena.view(Float32Array, memory + 4 * period, period);
  greatest.fill(Number.NEGATIVE_INFINITY);
  kernels.extremes(at, values.length, period, memory, memory + 4 * period);
  take(least, greatest);
  return { low, high };
}
