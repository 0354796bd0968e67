const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * e^x for any x, from basic arithmetic only: the same bits on every machine. Error below 2 ulp; 0 from
 * -708 down, infinite above 709.
 *
 * x = k ln 2 + r with |r| <= ln(2)/2, and e^r by its Taylor series.
 */
export function exponential(x: number): number {
  if (!(x > -708)) return x <= -708 ? 0 : Number.NaN;
  if (x > 709) return Number.POSITIVE_INFINITY;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let series = 1;
  for (let m = 14; m >= 1; m--) series = 1 + (series * r) / m;
  float[0] = 1;
  words[HIGH] = (k + 1023) << 20;
  return series * float[0];
}
