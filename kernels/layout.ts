/**
 * samples[l] = order[l] and labels[l] = labelOf[order[l]] (a byte) for the first `count` lanes; the
 * lanes from there to `lanes` repeat the last one.
 */
export function takeBatch(
  order: usize,
  labelOf: usize,
  samples: usize,
  labels: usize,
  count: i32,
  lanes: i32,
): void {
  for (let l = 0; l < lanes; l++) {
    const sample = load<u32>(order + (<usize>(l < count ? l : count - 1) << 2));
    store<u32>(samples + (<usize>l << 2), sample);
    store<u8>(labels + <usize>l, load<u8>(labelOf + <usize>sample));
  }
}

/** out[j][l] = inputs[samples[l]][j]: rows of f32 features become rows of lanes. */
export function gather(
  inputs: usize,
  features: i32,
  samples: usize,
  out: usize,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const step: usize = <usize>features << 2;
  for (let l = 0; l < lanes; l += 4) {
    const s = samples + (<usize>l << 2);
    const r0 = inputs + <usize>load<u32>(s) * step;
    const r1 = inputs + <usize>load<u32>(s, 4) * step;
    const r2 = inputs + <usize>load<u32>(s, 8) * step;
    const r3 = inputs + <usize>load<u32>(s, 12) * step;
    transposeRows(r0, r1, r2, r3, out + (<usize>l << 2), row, features);
  }
}

/** Reads one byte per cache line of all samples of a batch, so that the misses overlap. */
// @ts-ignore: decorator
@inline export function fetchRows(codes: usize, features: usize, samples: usize, lanes: i32): u32 {
  let read: u32 = 0;
  for (let l = 0; l < lanes; l++) {
    const row = codes + <usize>load<u32>(samples + (<usize>l << 2)) * features;
    for (let j: usize = 0; j < features; j += 64) read ^= load<u8>(row + j);
  }
  return read;
}

/** Values of four codes; a division is slow, and by 1 needless. */
// @ts-ignore: decorator
@inline function storeValues(
  out: usize,
  codes: v128,
  zero: v128,
  scale: v128,
  divisor: v128,
  divide: bool,
): void {
  const value = f32x4.mul(f32x4.sub(f32x4.convert_i32x4_s(codes), zero), scale);
  v128.store(out, divide ? f32x4.div(value, divisor) : value);
}

/** Values of four features of four samples. */
// @ts-ignore: decorator
@inline function storeFour(
  out: usize,
  row: usize,
  codes: v128,
  zero: v128,
  scale: v128,
  divisor: v128,
  divide: bool,
): void {
  const low = i16x8.extend_low_i8x16_u(codes), high = i16x8.extend_high_i8x16_u(codes);
  storeValues(out, i32x4.extend_low_i16x8_u(low), zero, scale, divisor, divide);
  storeValues(out + row, i32x4.extend_high_i16x8_u(low), zero, scale, divisor, divide);
  storeValues(out + 2 * row, i32x4.extend_low_i16x8_u(high), zero, scale, divisor, divide);
  storeValues(out + 3 * row, i32x4.extend_high_i16x8_u(high), zero, scale, divisor, divide);
}

/** 16 features of the four samples at `samples`; returns bytes, 0 where all are zero. */
// @ts-ignore: decorator
@inline function gatherTile(
  codes: usize,
  features: usize,
  samples: usize,
  out: usize,
  row: usize,
  zero: v128,
  scale: v128,
  divisor: v128,
  divide: bool,
  zeroCode: v128,
): v128 {
  const r0 = v128.load(codes + <usize>load<u32>(samples) * features);
  const r1 = v128.load(codes + <usize>load<u32>(samples, 4) * features);
  const r2 = v128.load(codes + <usize>load<u32>(samples, 8) * features);
  const r3 = v128.load(codes + <usize>load<u32>(samples, 12) * features);
  const a = v128.shuffle<u8>(r0, r1, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const b = v128.shuffle<u8>(r2, r3, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const c = v128.shuffle<u8>(r0, r1, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const d = v128.shuffle<u8>(r2, r3, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const ab = v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  storeFour(out, row, ab, zero, scale, divisor, divide);
  const ab2 = v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  storeFour(out + 4 * row, row, ab2, zero, scale, divisor, divide);
  const cd = v128.shuffle<u16>(c, d, 0, 8, 1, 9, 2, 10, 3, 11);
  storeFour(out + 8 * row, row, cd, zero, scale, divisor, divide);
  const cd2 = v128.shuffle<u16>(c, d, 4, 12, 5, 13, 6, 14, 7, 15);
  storeFour(out + 12 * row, row, cd2, zero, scale, divisor, divide);
  const low = v128.or(v128.xor(r0, zeroCode), v128.xor(r1, zeroCode));
  return v128.or(low, v128.or(v128.xor(r2, zeroCode), v128.xor(r3, zeroCode)));
}

/**
 * out[j][l] = (codes[samples[l]][j] - zeroPoint) * scale / divisor, rounded to f32 after each
 * operation: rows of u8 codes become rows of lanes. 16 features of 16 lanes at a time, so that each
 * cache line of `out` is filled at once. occupied[j], a byte, becomes 0 where all lanes have the code
 * of zero, else 1.
 */
export function gatherBytes(
  codes: usize,
  features: i32,
  samples: usize,
  out: usize,
  occupied: usize,
  lanes: i32,
  zeroPoint: f32,
  scale: f32,
  divisor: f32,
): void {
  const row: usize = <usize>lanes << 2;
  const step: usize = features;
  const zero = f32x4.splat(zeroPoint), s = f32x4.splat(scale), d = f32x4.splat(divisor);
  const zeroCode = i8x16.splat(<i8><i32>zeroPoint);
  store<u32>(out, fetchRows(codes, step, samples, lanes));
  let j: usize = 0;
  for (; j + 16 <= step; j += 16) {
    let any = i8x16.splat(0);
    const from = codes + j;
    for (let l: usize = 0; l < row; l += 16) {
      const target = out + j * row + l;
      any = v128.or(
        any,
        divisor == 1
          ? gatherTile(from, step, samples + l, target, row, zero, s, d, false, zeroCode)
          : gatherTile(from, step, samples + l, target, row, zero, s, d, true, zeroCode),
      );
    }
    v128.store(occupied + j, v128.and(i8x16.ne(any, i8x16.splat(0)), i8x16.splat(1)));
  }
  for (; j < step; j++) {
    let any: u32 = 0;
    for (let l: usize = 0; l < row; l += 4) {
      const code = load<u8>(codes + <usize>load<u32>(samples + l) * step + j);
      const value = <f32>code - zeroPoint;
      any |= <u32>(value != 0);
      f32.store(out + j * row + l, value * scale / divisor);
    }
    store<u8>(occupied + j, any);
  }
}

/** out[j][i] = source[i][j] for i < rows (a multiple of 4) and j < columns; strides in elements. */
export function transpose(
  source: usize,
  sourceStride: i32,
  out: usize,
  outStride: i32,
  rows: i32,
  columns: i32,
): void {
  const step: usize = <usize>sourceStride << 2;
  const row: usize = <usize>outStride << 2;
  for (let i = 0; i < rows; i += 4) {
    const r0 = source + <usize>i * step;
    transposeRows(r0, r0 + step, r0 + 2 * step, r0 + 3 * step, out + (<usize>i << 2), row, columns);
  }
}

// @ts-ignore: decorator
@inline function transposeRows(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  out: usize,
  row: usize,
  columns: i32,
): void {
  let j: usize = 0;
  const end: usize = <usize>columns << 2;
  for (; j + 16 <= end; j += 16) {
    const v0 = v128.load(r0 + j);
    const v1 = v128.load(r1 + j);
    const v2 = v128.load(r2 + j);
    const v3 = v128.load(r3 + j);
    const a = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
    const b = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
    const c = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
    const d = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
    v128.store(out, v128.shuffle<f32>(a, b, 0, 1, 4, 5));
    v128.store(out + row, v128.shuffle<f32>(a, b, 2, 3, 6, 7));
    v128.store(out + 2 * row, v128.shuffle<f32>(c, d, 0, 1, 4, 5));
    v128.store(out + 3 * row, v128.shuffle<f32>(c, d, 2, 3, 6, 7));
    out += 4 * row;
  }
  for (; j < end; j += 4) {
    f32.store(out, f32.load(r0 + j));
    f32.store(out, f32.load(r1 + j), 4);
    f32.store(out, f32.load(r2 + j), 8);
    f32.store(out, f32.load(r3 + j), 12);
    out += row;
  }
}
