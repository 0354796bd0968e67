import { ulp64 } from "./ulp.js";

/** Fixed point: fractions of this many bits. */
const BITS = 120n;
const ONE = 1n << BITS;

/** x = mantissa 2^exponent with the mantissa, in fixed point, in [1, 2). */
function split(x: number): { exponent: number; mantissa: bigint } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const fraction = (bits & 0xf_ffff_ffff_ffffn) | (1n << 52n);
  return { exponent: Number((bits >> 52n) & 0x7ffn) - 1023, mantissa: fraction << (BITS - 52n) };
}

/** ln m = 2 artanh((m - 1) / (m + 1)) in fixed point. */
function ln(m: bigint): bigint {
  const f = ((m - ONE) << BITS) / (m + ONE);
  const square = (f * f) >> BITS;
  let sum = 0n;
  for (let k = 1n, power = f; power > 0n; k += 2n, power = (power * square) >> BITS) {
    sum += power / k;
  }
  return 2n * sum;
}

const LN2 = ln(2n * ONE);

function fixed(x: number): bigint {
  if (x === 0) return 0n;
  const { exponent, mantissa } = split(Math.abs(x));
  const size = exponent < 0 ? mantissa >> BigInt(-exponent) : mantissa << BigInt(exponent);
  return x < 0 ? -size : size;
}

/** How far `got` is from log2 x (or ln x), in ulp, by big-integer arithmetic; x positive and normal. */
export function logarithmError(x: number, got: number, natural = false): number {
  const { exponent, mantissa } = split(x);
  const nats = BigInt(exponent) * LN2 + ln(mantissa);
  const truth = natural ? nats : (nats << BITS) / LN2;
  const distance = Number(fixed(got) - truth) / 2 ** Number(BITS);
  return Math.abs(distance) / ulp64(Number(truth) / 2 ** Number(BITS));
}
