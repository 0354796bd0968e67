import { ulp64 } from "./ulp.js";

/** Fixed point: fractions of this many bits. */
const BITS = 160n;
const ONE = 1n << BITS;

/** ln 2 = sum of 1 / (k 2^k). */
const LN2 = (() => {
  let sum = 0n;
  for (let k = 1n; k <= BITS + 8n; k++) sum += (ONE << 16n) / (k << k);
  return sum >> 16n;
})();

function fixed(x: number): bigint {
  const high = Math.floor(x * 2 ** 20);
  const low = x * 2 ** 20 - high;
  return (BigInt(high) << (BITS - 20n)) + (BigInt(Math.floor(low * 2 ** 80)) << (BITS - 100n));
}

/** How far `got` is from e^x, in ulp, by big-integer arithmetic; |x| <= 709. */
export function exponentialError(x: number, got: number): number {
  const exponent = Math.round(x / Math.LN2);
  const r = fixed(x) - BigInt(exponent) * LN2;
  let sum = 0n;
  for (let k = 1n, term = ONE; term !== 0n && term !== -1n; term = (term * r) / (k++ << BITS)) {
    sum += term;
  }
  const scaled = got * 2 ** -exponent;
  return Math.abs(Number(fixed(scaled) - sum) / 2 ** Number(BITS)) / ulp64(scaled);
}
