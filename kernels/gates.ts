/**
 * Gates u > 0 of the activations u [units][lanes] (units a multiple of 4, lanes of 16), four to a byte:
 * alongLanes[unit][lane / 4] has those of four lanes, alongUnits[unit / 4][lane] those of four units,
 * the first in the lowest bit.
 */
export function gates(
  u: usize,
  alongLanes: usize,
  alongUnits: usize,
  units: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const codes: usize = <usize>lanes >> 2;
  const zero = f32x4.splat(0);
  for (let i = 0; i < units; i += 4, u += 4 * row, alongLanes += 4 * codes) {
    for (let lane: usize = 0; lane < row; lane += 16, alongUnits += 4) {
      const at = u + lane;
      const g0 = f32x4.gt(v128.load(at), zero), g1 = f32x4.gt(v128.load(at + row), zero);
      const g2 = f32x4.gt(v128.load(at + 2 * row), zero), g3 = f32x4.gt(v128.load(at + 3 * row), zero);
      const place = alongLanes + (lane >> 4);
      store<u8>(place, i32x4.bitmask(g0));
      store<u8>(place + codes, i32x4.bitmask(g1));
      store<u8>(place + 2 * codes, i32x4.bitmask(g2));
      store<u8>(place + 3 * codes, i32x4.bitmask(g3));
      const low = v128.or(v128.and(g0, i32x4.splat(1)), v128.and(g1, i32x4.splat(2)));
      const high = v128.or(v128.and(g2, i32x4.splat(4)), v128.and(g3, i32x4.splat(8)));
      const words = v128.or(low, high);
      const halves = i16x8.narrow_i32x4_u(words, words);
      v128.store32_lane(alongUnits, i8x16.narrow_i16x8_u(halves, halves), 0);
    }
  }
}
