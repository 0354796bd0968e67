/** One rounding to f32 per operation: what a lane of the kernels does. */
const f = Math.fround;

export const add = (a: number, b: number): number => f(a + b);
export const sub = (a: number, b: number): number => f(a - b);
export const mul = (a: number, b: number): number => f(a * b);
export const div = (a: number, b: number): number => f(a / b);
export const sqrt = (a: number): number => f(Math.sqrt(a));

/** The greater; of equal ones (0 and -0) the first, unlike Math.max. */
export function max(first: number, second: number): number {
  if (first < second) return second;
  return first;
}

/** The smaller; of equal ones (0 and -0) the first, unlike Math.min. */
export function min(first: number, second: number): number {
  if (second < first) return second;
  return first;
}

/** `x` limited to [low, high]; a zero equal to a limit becomes that limit. */
export const clamp = (x: number, low: number, high: number): number => min(high, max(low, x));

/** To the nearest integer, halves to even, by pushing the fraction out of the f32 mantissa. */
export function nearest(x: number): number {
  const size = Math.abs(x);
  const rounded = size < 2 ** 23 ? sub(add(size, 2 ** 23), 2 ** 23) : size;
  return x < 0 || Object.is(x, -0) ? -rounded : rounded;
}

/** Level of x on a grid. */
export function level(x: number, inverse: number, lowest: number, highest: number): number {
  return clamp(nearest(mul(x, f(inverse))), f(lowest), f(highest));
}
