/*
 * Bins that hold equally many values: values are sorted by their bits, which, turned suitably, are in
 * the order of the numbers.
 */

/** Digits of 11 bits, three of which are more than the 32 bits of a value. */
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 2048;

/** The bits of a value, in an order that is that of the numbers; 0 and -0 are the same. */
// @ts-ignore: decorator
@inline export function keyOf(x: f32): u32 {
  const bits = reinterpret<u32>(x + 0);
  return bits ^ (<u32>(<i32>bits >> 31) | 0x80000000);
}

/** Sorts pairs (u64) by the digit at `shift`; `places`: how many there are of each digit, u32[digits]. */
// @ts-ignore: decorator
@inline export function sortByDigit(
  from: usize,
  to: usize,
  bytes: usize,
  shift: u64,
  digits: usize,
  places: usize,
): void {
  let next: u32 = 0;
  for (let d: usize = 0; d < digits << 2; d += 4) {
    const count = load<u32>(places + d);
    store<u32>(places + d, next);
    next += count;
  }
  for (let i: usize = 0; i < bytes; i += 8) {
    const pair = load<u64>(from + i);
    const place = places + ((<usize>(pair >> shift) & (digits - 1)) << 2);
    const at = load<u32>(place);
    store<u32>(place, at + 1);
    store<u64>(to + (<usize>at << 3), pair);
  }
}

/**
 * Bins of x[i][u] (f32[n][columns]), column by column: floor(r bins / n), r being how many values of
 * the column are less, to out[i][u], one byte each for up to 256 bins, else two. Returns how many
 * columns have fewer bins than they could, min(bins, n). Values are finite.
 *
 * `scratch`: u64[2 n], then u32[3][2048], overwritten.
 */
export function equalMassBins(
  x: usize,
  out: usize,
  n: i32,
  columns: i32,
  bins: i32,
  scratch: usize,
): i32 {
  const bytes: usize = <usize>n << 3;
  const other = scratch + bytes;
  const places = other + bytes;
  const size: usize = DIGITS << 2;
  const possible = min(bins, n);
  const inputs = <f64>n, each = <f64>bins;
  let short = 0;
  for (let u = 0; u < columns; u++) {
    memory.fill(places, 0, 3 * size);
    let value = x + (<usize>u << 2);
    for (let i: usize = 0; i < <usize>n; i++, value += <usize>columns << 2) {
      const key = keyOf(load<f32>(value));
      store<u64>(scratch + (i << 3), (<u64>key << 32) | i);
      for (let d: usize = 0; d < 3; d++) {
        const digit: usize = (key >> (<u32>d * DIGIT_BITS)) & <u32>(DIGITS - 1);
        const place = places + d * size + (digit << 2);
        store<u32>(place, load<u32>(place) + 1);
      }
    }
    sortByDigit(scratch, other, bytes, 32, DIGITS, places);
    sortByDigit(other, scratch, bytes, 43, DIGITS, places + size);
    sortByDigit(scratch, other, bytes, 54, DIGITS, places + 2 * size);
    let used = 0, bin: u32 = 0, last: u64 = 0;
    for (let r: usize = 0; r < <usize>n; r++) {
      const pair = load<u64>(other + (r << 3));
      if (r == 0 || pair >> 32 != last) {
        const next = <u32>((<f64>r * each) / inputs);
        used += <i32>(r == 0 || next != bin);
        bin = next;
        last = pair >> 32;
      }
      const at = <usize>(<u32>pair) * <usize>columns + <usize>u;
      if (bins > 256) store<u16>(out + (at << 1), <u16>bin);
      else store<u8>(out + at, <u8>bin);
    }
    short += <i32>(used < possible);
  }
  return short;
}
