/** f64 as an exact fraction of integers. */
function fraction(x: number): [bigint, bigint] {
  let [numerator, denominator] = [x, 1n];
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return [BigInt(numerator), denominator];
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** min(bins - 1, floor((x - low) bins / (high - low))), in exact arithmetic; 0 for a range of width 0. */
export function exactBin(x: number, low: number, high: number, bins: number): number {
  if (low === high) return 0;
  const [a, b] = fraction(x);
  const [c, d] = fraction(low);
  const [e, f] = fraction(high);
  const above: [bigint, bigint] = [a * d - c * b, b * d];
  const width: [bigint, bigint] = [e * d - c * f, f * d];
  const bin = floorDivide(above[0] * width[1] * BigInt(bins), above[1] * width[0]);
  return Math.min(bins - 1, Number(bin));
}
