/** (arcsin(x)/x - 1)/x^2 in powers of x^2 <= 1/4, highest first; kernels/fit/arcsine.py. */
const COEFFICIENTS = [
  0.028757851367421566, -0.014851887071247204, 0.01740087944269402, 0.005457506718640358,
  0.01032281435018578, 0.011479177415184906, 0.013971212973552933, 0.017352392720869973,
  0.02237217294214989, 0.030381944138531247, 0.04464285714635543, 0.07499999999998433,
  0.16666666666666669,
];

/** arcsin x for |x| <= 1/2, where the series of `arcsin` is used as it is. */
function inner(x: number): number {
  const t = x * x;
  let p = COEFFICIENTS[0];
  for (let k = 1; k < COEFFICIENTS.length; k++) p = p * t + COEFFICIENTS[k];
  return x + x * (t * p);
}

/**
 * arccos x in [0, pi] for x in [-1, 1], from basic arithmetic and square roots only: the same bits
 * on every machine. Error below 2 ulp. `z` may give (1 - |x|)/2 where it is known more closely.
 */
export function arccos(x: number, z = 0.5 * (1 - Math.abs(x))): number {
  if (Math.abs(x) <= 0.5) return Math.PI / 2 - inner(x);
  const half = inner(Math.sqrt(z));
  return x < 0 ? Math.PI - (half + half) : half + half;
}

/** arcsin x in [-pi/2, pi/2] for x in [-1, 1]; error below 2 ulp. */
export function arcsin(x: number): number {
  if (Math.abs(x) <= 0.5) return inner(x);
  const half = inner(Math.sqrt(0.5 * (1 - Math.abs(x))));
  const value = Math.PI / 2 - (half + half);
  return x < 0 ? -value : value;
}

/** arctan x in (-pi/2, pi/2) for any x; error below 4 ulp. */
export function arctan(x: number): number {
  if (Math.abs(x) > 1) return (x < 0 ? -Math.PI / 2 : Math.PI / 2) - arctan(1 / x);
  return arcsin(x / Math.sqrt(1 + x * x));
}
