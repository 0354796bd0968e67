/** Rounds to the nearest integer, halves to the even one, as the kernels do. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** The least multiple of `step` that is not below x. */
export function roundUpTo(x: number, step: number): number {
  return Math.ceil(x / step) * step;
}
