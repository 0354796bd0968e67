/*
 * From rows of states back to rows of lanes [unit][lanes]: lane l gets the row picks[l] (u32). Rows
 * are `stride` bytes apart; codes are `width` bytes wide, 1 or 2.
 */

// @ts-ignore: decorator
@inline function codeAt(row: usize, unit: usize, width: i32): i32 {
  return width == 1 ? <i32>load<u8>(row + unit) : <i32>load<u16>(row + (unit << 1));
}

/** Values (f32) of codes: (code + lowest) * scale. */
export function restoreValues(
  rows: usize,
  stride: i32,
  width: i32,
  picks: usize,
  out: usize,
  units: i32,
  lanes: i32,
  scale: f32,
  lowest: f32,
): void {
  for (let l = 0; l < lanes; l++) {
    const row = rows + <usize>load<u32>(picks + (<usize>l << 2)) * <usize>stride;
    let target = out + (<usize>l << 2);
    for (let u: usize = 0; u < <usize>units; u++) {
      f32.store(target, (<f32>codeAt(row, u, width) + lowest) * scale);
      target += <usize>lanes << 2;
    }
  }
}

/** Levels (i16) of codes: code + lowest. */
export function restoreLevels(
  rows: usize,
  stride: i32,
  width: i32,
  picks: usize,
  out: usize,
  units: i32,
  lanes: i32,
  lowest: i32,
): void {
  for (let l = 0; l < lanes; l++) {
    const row = rows + <usize>load<u32>(picks + (<usize>l << 2)) * <usize>stride;
    let target = out + (<usize>l << 1);
    for (let u: usize = 0; u < <usize>units; u++) {
      store<i16>(target, <i16>(codeAt(row, u, width) + lowest));
      target += <usize>lanes << 1;
    }
  }
}

/** Float states as they are. */
export function restoreFloats(
  rows: usize,
  stride: i32,
  picks: usize,
  out: usize,
  units: i32,
  lanes: i32,
): void {
  for (let l = 0; l < lanes; l++) {
    const row = rows + <usize>load<u32>(picks + (<usize>l << 2)) * <usize>stride;
    let target = out + (<usize>l << 2);
    for (let u: usize = 0; u < <usize>units; u++) {
      f32.store(target, f32.load(row + (u << 2)));
      target += <usize>lanes << 2;
    }
  }
}
