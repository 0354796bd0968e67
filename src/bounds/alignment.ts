/**
 * <A, B>_F / (|A|_F |B|_F), the alignment of two Gram matrices (Cristianini et al. 2001); null where
 * one is zero.
 */
export function gramAlignment(a: Float64Array, b: Float64Array): number | null {
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i];
    squareA += a[i] * a[i];
    squareB += b[i] * b[i];
  }
  const size = Math.sqrt(squareA) * Math.sqrt(squareB);
  return size > 0 ? product / size : null;
}
