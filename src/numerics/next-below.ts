const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);

/** The greatest f64 below x, for x > 0. */
export function nextBelow(x: number): number {
  float[0] = x;
  bits[0]--;
  return float[0];
}
