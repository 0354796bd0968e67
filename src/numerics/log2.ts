const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** 1/23, 1/21, ... 1/3. */
const COEFFICIENTS = Float64Array.from({ length: 11 }, (_, k) => 1 / (23 - 2 * k));

/**
 * log2 x for positive, normal x, from basic arithmetic only: the same bits on every machine.
 *
 * x = 2^e m with sqrt(1/2) <= m < sqrt 2, and log m = 2 artanh((m - 1) / (m + 1)) by its series.
 * Error below 3 ulp; powers of two are exact.
 */
export function log2(x: number): number {
  float[0] = x;
  let exponent = (words[HIGH] >>> 20) - 1023;
  words[HIGH] = (words[HIGH] & 0x000fffff) | 0x3ff00000;
  let mantissa = float[0];
  if (mantissa >= Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  const f = (mantissa - 1) / (mantissa + 1);
  const s = f * f;
  let series = 0;
  for (let k = 0; k < COEFFICIENTS.length; k++) series = (series + COEFFICIENTS[k]) * s;
  return exponent + 2 * Math.LOG2E * (f + f * series);
}
