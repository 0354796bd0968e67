const ROUNDER = 1.5 * 2 ** 52;
/** ln 2 in two parts, the first short enough that multiples of it up to 2^19 are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Coefficients from the highest power down. */
const EXP = [
  2.5100375832561234e-8, 2.7620075879983367e-7, 2.7557268480310024e-6, 2.4801521322368692e-5,
  0.00019841269863040545, 0.0013888888917196719, 0.008333333333330065, 0.041666666666624164,
  0.16666666666666669, 0.5000000000000001,
];

export function expOfNegative(x: number): number {
  if (!(x >= -708)) return 0;
  const n = x * Math.LOG2E + ROUNDER - ROUNDER;
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  const p = EXP.reduce((value, coefficient) => value * r + coefficient);
  return (p * (r * r) + r + 1) * 2 ** n;
}
