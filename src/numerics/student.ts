/** 97.5 % quantile of the normal distribution. */
export const NORMAL_QUANTILE = 1.959963984540054;

/** Quantiles of Student's t with 1 .. 10 degrees of freedom. */
const TABLE = [
  12.706204736174694, 4.302652729749462, 3.1824463052837078, 2.7764451051977934, 2.570581835636314,
  2.4469118511449786, 2.3646242515927853, 2.3060041352041662, 2.262157162798205, 2.2281388519862735,
];

/**
 * 97.5 % quantile of Student's t, for 1 or more degrees of freedom (a fraction counts as the whole
 * number below it). A table up to 10, beyond the expansion of Abramowitz & Stegun 26.7.5: error below
 * 2e-5.
 */
export function studentQuantile(degrees: number): number {
  const whole = Math.floor(degrees);
  if (whole <= TABLE.length) return TABLE[whole - 1] ?? Number.NaN;
  const z = NORMAL_QUANTILE;
  const s = z * z;
  const terms = [
    (z * (s + 1)) / 4,
    (z * ((5 * s + 16) * s + 3)) / 96,
    (z * (((3 * s + 19) * s + 17) * s - 15)) / 384,
    (z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945)) / 92160,
  ];
  return z + terms.reduceRight((sum, term) => (sum + term) / whole, 0);
}
