import { fetchRows } from "./layout";

// @ts-ignore: decorator
@inline function interleaveLow(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline function interleaveHigh(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** Levels of two features of eight samples. */
// @ts-ignore: decorator
@inline function storeTwo(out: usize, row: usize, codes: v128, zero: v128): void {
  v128.store(out, i16x8.sub(i16x8.extend_low_i8x16_u(codes), zero));
  v128.store(out + row, i16x8.sub(i16x8.extend_high_i8x16_u(codes), zero));
}

/** Levels of four features, from their codes in samples 0 to 3 and in samples 4 to 7. */
// @ts-ignore: decorator
@inline function storeFour(out: usize, row: usize, a: v128, b: v128, zero: v128): void {
  storeTwo(out, row, v128.shuffle<u32>(a, b, 0, 4, 1, 5), zero);
  storeTwo(out + 2 * row, row, v128.shuffle<u32>(a, b, 2, 6, 3, 7), zero);
}

/** Levels of eight features, from their codes in each two of eight samples. */
// @ts-ignore: decorator
@inline function storeEight(
  out: usize,
  row: usize,
  s01: v128,
  s23: v128,
  s45: v128,
  s67: v128,
  zero: v128,
): void {
  const a = v128.shuffle<u16>(s01, s23, 0, 8, 1, 9, 2, 10, 3, 11);
  const b = v128.shuffle<u16>(s45, s67, 0, 8, 1, 9, 2, 10, 3, 11);
  storeFour(out, row, a, b, zero);
  const c = v128.shuffle<u16>(s01, s23, 4, 12, 5, 13, 6, 14, 7, 15);
  const d = v128.shuffle<u16>(s45, s67, 4, 12, 5, 13, 6, 14, 7, 15);
  storeFour(out + 4 * row, row, c, d, zero);
}

/** 16 features of the eight samples at `samples`. */
// @ts-ignore: decorator
@inline function gatherTile(
  codes: usize,
  features: usize,
  samples: usize,
  out: usize,
  row: usize,
  zero: v128,
): void {
  const r0 = v128.load(codes + <usize>load<u32>(samples) * features);
  const r1 = v128.load(codes + <usize>load<u32>(samples, 4) * features);
  const r2 = v128.load(codes + <usize>load<u32>(samples, 8) * features);
  const r3 = v128.load(codes + <usize>load<u32>(samples, 12) * features);
  const r4 = v128.load(codes + <usize>load<u32>(samples, 16) * features);
  const r5 = v128.load(codes + <usize>load<u32>(samples, 20) * features);
  const r6 = v128.load(codes + <usize>load<u32>(samples, 24) * features);
  const r7 = v128.load(codes + <usize>load<u32>(samples, 28) * features);
  storeEight(
    out, row, interleaveLow(r0, r1), interleaveLow(r2, r3), interleaveLow(r4, r5),
    interleaveLow(r6, r7), zero,
  );
  storeEight(
    out + 8 * row, row, interleaveHigh(r0, r1), interleaveHigh(r2, r3), interleaveHigh(r4, r5),
    interleaveHigh(r6, r7), zero,
  );
}

/**
 * out[j][l] = codes[samples[l]][j] - zeroPoint: rows of u8 codes become rows of levels (i16) by lane,
 * 16 features of 8 lanes at a time.
 */
export function gatherLevels(
  codes: usize,
  features: i32,
  samples: usize,
  out: usize,
  lanes: i32,
  zeroPoint: i32,
): void {
  const row: usize = <usize>lanes << 1;
  const step: usize = features;
  const zero = i16x8.splat(<i16>zeroPoint);
  store<u32>(out, fetchRows(codes, step, samples, lanes));
  for (let block: usize = 0; block < row; block += 32) {
    const from = samples + 2 * block;
    let j: usize = 0;
    for (; j + 16 <= step; j += 16) {
      const target = out + j * row + block;
      gatherTile(codes + j, step, from, target, row, zero);
      gatherTile(codes + j, step, from + 32, target + 16, row, zero);
    }
    for (; j < step; j++) {
      for (let l: usize = 0; l < 16; l++) {
        const code = load<u8>(codes + <usize>load<u32>(from + 4 * l) * step + j);
        store<i16>(out + j * row + block + 2 * l, <i16>(<i32>code - zeroPoint));
      }
    }
  }
}
