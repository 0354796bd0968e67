/** Data, labels or kernels are not what a bound needs. */
export class BoundsError extends Error {
  override name = "BoundsError";
}
