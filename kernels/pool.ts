import { level } from "./quantise";

/*
 * Max-pooling with windows that do not overlap, batch in the lanes: images are rows
 * [channel][y][x][lanes] of f32, `lanes` a multiple of 16. `height` and `width` are those of the
 * input; lines and columns that fill no window are ignored.
 */

/** out = the greatest value of each window. */
export function maxPool(
  x: usize,
  out: usize,
  channels: i32,
  height: i32,
  width: i32,
  poolHeight: i32,
  poolWidth: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const lines = height / poolHeight, columns = width / poolWidth;
  const nextLine = <usize>(width - poolWidth) * row;
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < lines; y++) {
      for (let column = 0; column < columns; column++) {
        const window = x +
          <usize>((c * height + y * poolHeight) * width + column * poolWidth) * row;
        for (let lane: usize = 0; lane < row; lane += 64) {
          let source = window + lane;
          let m0 = v128.load(source), m1 = v128.load(source, 16);
          let m2 = v128.load(source, 32), m3 = v128.load(source, 48);
          for (let ky = 0; ky < poolHeight; ky++) {
            for (let kx = 0; kx < poolWidth; kx++) {
              m0 = f32x4.pmax(m0, v128.load(source));
              m1 = f32x4.pmax(m1, v128.load(source, 16));
              m2 = f32x4.pmax(m2, v128.load(source, 32));
              m3 = f32x4.pmax(m3, v128.load(source, 48));
              source += row;
            }
            source += nextLine;
          }
          v128.store(out + lane, m0);
          v128.store(out + lane, m1, 16);
          v128.store(out + lane, m2, 32);
          v128.store(out + lane, m3, 48);
        }
        out += row;
      }
    }
  }
}

/**
 * What a value must reach to be one of the greatest: the level of the greatest, but anything where
 * that is the lowest level, as all are clamped to it.
 */
// @ts-ignore: decorator
@inline function threshold(most: v128, quantised: bool, i: v128, l: v128, h: v128): v128 {
  if (!quantised) return most;
  const top = level(most, i, l, h);
  return v128.bitselect(f32x4.splat(-Infinity), top, f32x4.eq(top, l));
}

// @ts-ignore: decorator
@inline function reaches(x: usize, least: v128, quantised: bool, i: v128): v128 {
  const v = v128.load(x);
  return f32x4.ge(quantised ? f32x4.nearest(f32x4.mul(v, i)) : v, least);
}

/** Passes the deltas of one window and 16 lanes to the first places whose level is the greatest. */
// @ts-ignore: decorator
@inline function windowGradient(
  delta: usize,
  x: usize,
  out: usize,
  poolHeight: i32,
  poolWidth: i32,
  row: usize,
  nextLine: usize,
  quantised: bool,
  i: v128,
  l: v128,
  h: v128,
): void {
  let source = x;
  let m0 = v128.load(x), m1 = v128.load(x, 16), m2 = v128.load(x, 32), m3 = v128.load(x, 48);
  for (let ky = 0; ky < poolHeight; ky++) {
    for (let kx = 0; kx < poolWidth; kx++) {
      m0 = f32x4.pmax(m0, v128.load(source));
      m1 = f32x4.pmax(m1, v128.load(source, 16));
      m2 = f32x4.pmax(m2, v128.load(source, 32));
      m3 = f32x4.pmax(m3, v128.load(source, 48));
      source += row;
    }
    source += nextLine;
  }
  m0 = threshold(m0, quantised, i, l, h);
  m1 = threshold(m1, quantised, i, l, h);
  m2 = threshold(m2, quantised, i, l, h);
  m3 = threshold(m3, quantised, i, l, h);
  let d0 = v128.load(delta), d1 = v128.load(delta, 16);
  let d2 = v128.load(delta, 32), d3 = v128.load(delta, 48);
  source = x;
  let target = out;
  for (let ky = 0; ky < poolHeight; ky++) {
    for (let kx = 0; kx < poolWidth; kx++) {
      const g0 = reaches(source, m0, quantised, i);
      v128.store(target, v128.and(d0, g0));
      d0 = v128.andnot(d0, g0);
      const g1 = reaches(source + 16, m1, quantised, i);
      v128.store(target, v128.and(d1, g1), 16);
      d1 = v128.andnot(d1, g1);
      const g2 = reaches(source + 32, m2, quantised, i);
      v128.store(target, v128.and(d2, g2), 32);
      d2 = v128.andnot(d2, g2);
      const g3 = reaches(source + 48, m3, quantised, i);
      v128.store(target, v128.and(d3, g3), 48);
      d3 = v128.andnot(d3, g3);
      source += row;
      target += row;
    }
    source += nextLine;
    target += nextLine;
  }
}

// @ts-ignore: decorator
@inline function gradient(
  delta: usize,
  x: usize,
  out: usize,
  channels: i32,
  height: i32,
  width: i32,
  poolHeight: i32,
  poolWidth: i32,
  lanes: i32,
  quantised: bool,
  inverse: f32,
  lowest: f32,
  highest: f32,
): void {
  const row: usize = <usize>lanes << 2;
  const i = f32x4.splat(inverse), l = f32x4.splat(lowest), h = f32x4.splat(highest);
  const lines = height / poolHeight, columns = width / poolWidth;
  const nextLine = <usize>(width - poolWidth) * row;
  if (lines * poolHeight != height || columns * poolWidth != width) {
    memory.fill(out, 0, <usize>(channels * height * width) * row);
  }
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < lines; y++) {
      for (let column = 0; column < columns; column++) {
        const window = <usize>((c * height + y * poolHeight) * width + column * poolWidth) * row;
        for (let lane: usize = 0; lane < row; lane += 64) {
          windowGradient(
            delta + lane, x + window + lane, out + window + lane, poolHeight, poolWidth, row,
            nextLine, quantised, i, l, h,
          );
        }
        delta += row;
      }
    }
  }
}

/**
 * out = delta of the window at the first of its greatest values, line by line; 0 elsewhere. Where a
 * window holds a NaN, none of its values may be the greatest.
 */
export function maxPoolGradient(
  delta: usize,
  x: usize,
  out: usize,
  channels: i32,
  height: i32,
  width: i32,
  poolHeight: i32,
  poolWidth: i32,
  lanes: i32,
): void {
  gradient(
    delta, x, out, channels, height, width, poolHeight, poolWidth, lanes, false, 0, 0, 0,
  );
}

/** `maxPoolGradient` where the greatest is the one of the greatest level on a grid. */
export function maxPoolGradientOnGrid(
  delta: usize,
  x: usize,
  out: usize,
  channels: i32,
  height: i32,
  width: i32,
  poolHeight: i32,
  poolWidth: i32,
  lanes: i32,
  inverse: f32,
  lowest: f32,
  highest: f32,
): void {
  gradient(
    delta, x, out, channels, height, width, poolHeight, poolWidth, lanes, true, inverse, lowest,
    highest,
  );
}
