/*
 * Products with matrices of two values, by the method of four Russians (Arlazarov et al. 1970): the
 * inputs of a product are taken in groups of four rows, the 16 sums that a group can contribute are
 * made once, and every output adds one of them per group: a quarter of the additions, no product.
 */

/** Groups whose sums are in the cache at a time, and bytes of a group's sums. */
const BLOCK = 16;
const SUMS = 16 * 64;

/** The 16 sums of four vectors, each with factor 1 or `low`; bit b of a sum's place is of vector b. */
// @ts-ignore: decorator
@inline function storeSums(table: usize, x0: v128, x1: v128, x2: v128, x3: v128, low: v128): void {
  const y0 = f32x4.mul(low, x0), y1 = f32x4.mul(low, x1);
  const y2 = f32x4.mul(low, x2), y3 = f32x4.mul(low, x3);
  const a0 = f32x4.add(y0, y1), a1 = f32x4.add(x0, y1);
  const a2 = f32x4.add(y0, x1), a3 = f32x4.add(x0, x1);
  let b = f32x4.add(y2, y3);
  v128.store(table, f32x4.add(a0, b));
  v128.store(table, f32x4.add(a1, b), 64);
  v128.store(table, f32x4.add(a2, b), 128);
  v128.store(table, f32x4.add(a3, b), 192);
  b = f32x4.add(x2, y3);
  v128.store(table, f32x4.add(a0, b), 256);
  v128.store(table, f32x4.add(a1, b), 320);
  v128.store(table, f32x4.add(a2, b), 384);
  v128.store(table, f32x4.add(a3, b), 448);
  b = f32x4.add(y2, x3);
  v128.store(table, f32x4.add(a0, b), 512);
  v128.store(table, f32x4.add(a1, b), 576);
  v128.store(table, f32x4.add(a2, b), 640);
  v128.store(table, f32x4.add(a3, b), 704);
  b = f32x4.add(x2, x3);
  v128.store(table, f32x4.add(a0, b), 768);
  v128.store(table, f32x4.add(a1, b), 832);
  v128.store(table, f32x4.add(a2, b), 896);
  v128.store(table, f32x4.add(a3, b), 960);
}

/** Sums of the four rows at `x`, times their factors, for 16 lanes. */
// @ts-ignore: decorator
@inline function fillGroup(table: usize, x: usize, row: usize, factors: usize, low: v128): void {
  const f0 = v128.load32_splat(factors), f1 = v128.load32_splat(factors, 4);
  const f2 = v128.load32_splat(factors, 8), f3 = v128.load32_splat(factors, 12);
  for (let lane: usize = 0; lane < 64; lane += 16) {
    const at = x + lane;
    storeSums(
      table + lane,
      f32x4.mul(f0, v128.load(at)),
      f32x4.mul(f1, v128.load(at + row)),
      f32x4.mul(f2, v128.load(at + 2 * row)),
      f32x4.mul(f3, v128.load(at + 3 * row)),
      low,
    );
  }
}

/** Adds the chosen sums of a block of groups to 16 lanes of two outputs. */
// @ts-ignore: decorator
@inline function addChosen(
  code0: usize,
  code1: usize,
  groupStride: usize,
  table: usize,
  end: usize,
  out0: usize,
  out1: usize,
  begins: bool,
  ends: bool,
  scale0: v128,
  scale1: v128,
): void {
  const zero = f32x4.splat(0);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero;
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero;
  if (!begins) {
    a0 = v128.load(out0); a1 = v128.load(out0, 16);
    a2 = v128.load(out0, 32); a3 = v128.load(out0, 48);
    c0 = v128.load(out1); c1 = v128.load(out1, 16);
    c2 = v128.load(out1, 32); c3 = v128.load(out1, 48);
  }
  for (; table < end; table += SUMS, code0 += groupStride, code1 += groupStride) {
    const s0 = table + (<usize>load<u8>(code0) << 6);
    const s1 = table + (<usize>load<u8>(code1) << 6);
    a0 = f32x4.add(a0, v128.load(s0));
    c0 = f32x4.add(c0, v128.load(s1));
    a1 = f32x4.add(a1, v128.load(s0, 16));
    c1 = f32x4.add(c1, v128.load(s1, 16));
    a2 = f32x4.add(a2, v128.load(s0, 32));
    c2 = f32x4.add(c2, v128.load(s1, 32));
    a3 = f32x4.add(a3, v128.load(s0, 48));
    c3 = f32x4.add(c3, v128.load(s1, 48));
  }
  if (ends) {
    a0 = f32x4.mul(scale0, a0); a1 = f32x4.mul(scale0, a1);
    a2 = f32x4.mul(scale0, a2); a3 = f32x4.mul(scale0, a3);
    c0 = f32x4.mul(scale1, c0); c1 = f32x4.mul(scale1, c1);
    c2 = f32x4.mul(scale1, c2); c3 = f32x4.mul(scale1, c3);
  }
  v128.store(out0, a0); v128.store(out0, a1, 16);
  v128.store(out0, a2, 32); v128.store(out0, a3, 48);
  v128.store(out1, c0); v128.store(out1, c1, 16);
  v128.store(out1, c2, 32); v128.store(out1, c3, 48);
}

/**
 * out[o] = scales[o] sum over the rows r of b[o, r] (factors[r] x[r]), b[o, r] = 1 or `low`, for even
 * `outputs`, 4 `groups` rows and `lanes` (a multiple of 16) columns. Bit r % 4 of the byte at
 * codes + o * outputStride + floor(r / 4) * groupStride tells whether b[o, r] is 1. The four rows of a
 * group are added in pairs, the groups in ascending order. `table`: 16 KiB of scratch.
 */
export function binaryProduct(
  codes: usize,
  outputStride: i32,
  groupStride: i32,
  low: f32,
  factors: usize,
  x: usize,
  scales: usize,
  out: usize,
  outputs: i32,
  groups: i32,
  lanes: i32,
  table: usize,
): void {
  const row: usize = <usize>lanes << 2;
  const lowest = f32x4.splat(low);
  const next: usize = outputStride, along: usize = groupStride;
  for (let lane: usize = 0; lane < row; lane += 64) {
    for (let first = 0; first < groups; first += BLOCK) {
      const count = min(BLOCK, groups - first);
      for (let g = 0; g < count; g++) {
        const place: usize = first + g;
        const at = x + 4 * place * row + lane;
        fillGroup(table + <usize>g * SUMS, at, row, factors + (place << 4), lowest);
      }
      const end = table + <usize>count * SUMS;
      const begins = first == 0, ends = first + BLOCK >= groups;
      let code = codes + <usize>first * along;
      let target = out + lane;
      let scale = scales;
      for (let o = 0; o < outputs; o += 2, scale += 8, target += 2 * row, code += 2 * next) {
        addChosen(
          code,
          code + next,
          along,
          table,
          end,
          target,
          target + row,
          begins,
          ends,
          v128.load32_splat(scale),
          v128.load32_splat(scale, 4),
        );
      }
    }
  }
}
