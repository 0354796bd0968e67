/** Data, labels or kernels are not what a bound needs. */
export class BoundsError extends Error {
  override name = "BoundsError";
}

/** A Gram matrix is singular in double precision. */
export class SingularError extends BoundsError {}

/** What `work` returns; undefined where a Gram matrix is singular. Other errors stay errors. */
export function unlessSingular<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SingularError)) throw error;
    return undefined;
  }
}
