/* The kernels of wide networks on the unit sphere, r = <x, x'>: the test's own account of them. */

/** E[1{g > 0} 1{g' > 0}] for normal g, g' of correlation r. */
export const f2 = (r: number): number => 1 / 4 + Math.asin(limited(r)) / (2 * Math.PI);

/** E[relu(g) relu(g')]. */
export const f3 = (r: number): number =>
  (Math.sqrt(1 - limited(r) ** 2) + r * (Math.PI - Math.acos(limited(r)))) / (2 * Math.PI);

/** Two-layer NTK, first layer trained. */
export const h = (r: number): number => r * f2(r);

/** Gates of the second layer. */
export const k = (r: number): number => f2(2 * f3(r));

const limited = (r: number): number => Math.min(1, Math.max(-1, r));
