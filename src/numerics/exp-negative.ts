const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** ln 2 in two parts, the first of so few bits that its multiples are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * e^x for x <= 0, from basic arithmetic only: the same bits on every machine; 0 below -708. Error
 * below 2 ulp.
 *
 * x = n ln 2 + r with |r| <= ln 2 / 2, and e^r by its series.
 */
export function expNegative(x: number): number {
  if (!(x >= -708)) return 0;
  const n = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - n * LN2_HIGH - n * LN2_LOW;
  let series = 1;
  for (let k = 14; k >= 2; k--) series = 1 + (series * r) / k;
  float[0] = 0;
  words[HIGH] = (n + 1023) << 20;
  return (1 + r * series) * float[0];
}
