/**
 * out = the greatest level of each window, of windows that do not overlap: rows
 * [channel][y][x][lanes] of i16, `lanes` a multiple of 16. `height` and `width` are those of the
 * input; lines and columns that fill no window are ignored.
 */
export function maxPoolLevels(
  x: usize,
  out: usize,
  channels: i32,
  height: i32,
  width: i32,
  poolHeight: i32,
  poolWidth: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 1;
  const lines = height / poolHeight, columns = width / poolWidth;
  const nextLine = <usize>(width - poolWidth) * row;
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < lines; y++) {
      for (let column = 0; column < columns; column++) {
        const window = x +
          <usize>((c * height + y * poolHeight) * width + column * poolWidth) * row;
        for (let lane: usize = 0; lane < row; lane += 32) {
          let source = window + lane;
          let m0 = v128.load(source), m1 = v128.load(source, 16);
          for (let ky = 0; ky < poolHeight; ky++) {
            for (let kx = 0; kx < poolWidth; kx++) {
              m0 = i16x8.max_s(m0, v128.load(source));
              m1 = i16x8.max_s(m1, v128.load(source, 16));
              source += row;
            }
            source += nextLine;
          }
          v128.store(out + lane, m0);
          v128.store(out + lane, m1, 16);
        }
        out += row;
      }
    }
  }
}
