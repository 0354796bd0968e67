/** Distance between neighbouring f32 values around x. */
export function ulp32(x: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(x) || Number.MIN_VALUE)));
  return 2 ** (exponent - 23);
}

/** Distance between neighbouring f64 values around x. */
export function ulp64(x: number): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(x) || Number.MIN_VALUE)));
  return 2 ** (exponent - 52);
}
