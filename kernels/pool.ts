/*
 * Max-pooling with windows that do not overlap, batch in the lanes: images are rows
 * [channel][y][x][lanes] of f32, `lanes` a multiple of 16. `height` and `width` are those of the
 * input; lines and columns that fill no window are ignored.
 */

/** The greatest value of a window of 2 x 2 in 4 lanes. */
// @ts-ignore: decorator
@inline function greatestOfFour(x: usize, row: usize, line: usize): v128 {
  const upper = f32x4.pmax(v128.load(x), v128.load(x + row));
  return f32x4.pmax(f32x4.pmax(upper, v128.load(x + line)), v128.load(x + line + row));
}

/** The greatest values of a window, all lanes. */
// @ts-ignore: decorator
@inline function windowMaximum(
  x: usize,
  out: usize,
  poolHeight: i32,
  poolWidth: i32,
  row: usize,
  nextLine: usize,
): void {
  for (let lane: usize = 0; lane < row; lane += 64) {
    let source = x + lane;
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
}

/** `windowMaximum` for windows of 2 x 2, the usual ones. */
// @ts-ignore: decorator
@inline function squareMaximum(x: usize, out: usize, row: usize, line: usize): void {
  for (let lane: usize = 0; lane < row; lane += 32, x += 32, out += 32) {
    const below = x + line;
    const m0 = f32x4.pmax(v128.load(x), v128.load(x + row));
    const m1 = f32x4.pmax(v128.load(x, 16), v128.load(x + row, 16));
    v128.store(out, f32x4.pmax(f32x4.pmax(m0, v128.load(below)), v128.load(below + row)));
    v128.store(
      out, f32x4.pmax(f32x4.pmax(m1, v128.load(below, 16)), v128.load(below + row, 16)), 16,
    );
  }
}

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
  const line = <usize>width * row;
  const nextLine = line - <usize>poolWidth * row;
  const square = poolHeight == 2 && poolWidth == 2;
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < lines; y++) {
      let window = x + <usize>(c * height + y * poolHeight) * line;
      for (let column = 0; column < columns; column++) {
        if (square) squareMaximum(window, out, row, line);
        else windowMaximum(window, out, poolHeight, poolWidth, row, nextLine);
        window += <usize>poolWidth * row;
        out += row;
      }
    }
  }
}

/**
 * What a level must reach to be one of the greatest: the greatest, but anything where that is the
 * lowest level, as all are clamped to it.
 */
// @ts-ignore: decorator
@inline function threshold(most: v128, quantised: bool, l: v128, h: v128): v128 {
  if (!quantised) return most;
  const top = f32x4.pmin(h, f32x4.pmax(l, most));
  return v128.bitselect(f32x4.splat(-Infinity), top, f32x4.eq(top, l));
}

/** What places of a window are compared by: values, or their levels before these are clamped. */
// @ts-ignore: decorator
@inline function order(v: v128, quantised: bool, i: v128): v128 {
  return quantised ? f32x4.nearest(f32x4.mul(v, i)) : v;
}

/** `delta`, or the part of it that passes back through a ReLU to the values v of a grid. */
// @ts-ignore: decorator
@inline function rectify(delta: v128, v: v128, rectified: bool, high: v128): v128 {
  if (!rectified) return delta;
  return v128.and(delta, v128.and(f32x4.gt(v, f32x4.splat(0)), f32x4.le(v, high)));
}

/** Passes the deltas of one window and 4 lanes to the first places whose level is the greatest. */
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
  rectified: bool,
  i: v128,
  l: v128,
  h: v128,
  high: v128,
): void {
  let source = x;
  let most = order(v128.load(x), quantised, i);
  for (let ky = 0; ky < poolHeight; ky++) {
    for (let kx = 0; kx < poolWidth; kx++) {
      most = f32x4.pmax(most, order(v128.load(source), quantised, i));
      source += row;
    }
    source += nextLine;
  }
  const least = threshold(most, quantised, l, h);
  let d = v128.load(delta);
  source = x;
  let target = out;
  for (let ky = 0; ky < poolHeight; ky++) {
    for (let kx = 0; kx < poolWidth; kx++) {
      const v = v128.load(source);
      const greatest = f32x4.ge(order(v, quantised, i), least);
      v128.store(target, rectify(v128.and(d, greatest), v, rectified, high));
      d = v128.andnot(d, greatest);
      source += row;
      target += row;
    }
    source += nextLine;
    target += nextLine;
  }
}

/** `windowGradient` for windows of 2 x 2, the usual ones. */
// @ts-ignore: decorator
@inline function squareGradient(
  delta: usize,
  x: usize,
  out: usize,
  row: usize,
  line: usize,
  quantised: bool,
  rectified: bool,
  i: v128,
  l: v128,
  h: v128,
  high: v128,
): void {
  const v0 = v128.load(x), v1 = v128.load(x + row);
  const v2 = v128.load(x + line), v3 = v128.load(x + line + row);
  const o0 = order(v0, quantised, i), o1 = order(v1, quantised, i);
  const o2 = order(v2, quantised, i), o3 = order(v3, quantised, i);
  const most = f32x4.pmax(f32x4.pmax(f32x4.pmax(o0, o1), o2), o3);
  const least = threshold(most, quantised, l, h);
  let d = v128.load(delta);
  const g0 = f32x4.ge(o0, least), g1 = f32x4.ge(o1, least);
  const g2 = f32x4.ge(o2, least), g3 = f32x4.ge(o3, least);
  v128.store(out, rectify(v128.and(d, g0), v0, rectified, high));
  d = v128.andnot(d, g0);
  v128.store(out + row, rectify(v128.and(d, g1), v1, rectified, high));
  d = v128.andnot(d, g1);
  v128.store(out + line, rectify(v128.and(d, g2), v2, rectified, high));
  d = v128.andnot(d, g2);
  v128.store(out + line + row, rectify(v128.and(d, g3), v3, rectified, high));
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
  rectified: bool,
  inverse: f32,
  lowest: f32,
  highest: f32,
  most: f32,
): void {
  const row: usize = <usize>lanes << 2;
  const i = f32x4.splat(inverse), l = f32x4.splat(lowest), h = f32x4.splat(highest);
  const high = f32x4.splat(most);
  const lines = height / poolHeight, columns = width / poolWidth;
  const line = <usize>width * row;
  const nextLine = line - <usize>poolWidth * row;
  const square = poolHeight == 2 && poolWidth == 2;
  if (lines * poolHeight != height || columns * poolWidth != width) {
    memory.fill(out, 0, <usize>(channels * height * width) * row);
  }
  for (let c = 0; c < channels; c++) {
    for (let y = 0; y < lines; y++) {
      for (let column = 0; column < columns; column++) {
        const window = <usize>((c * height + y * poolHeight) * width + column * poolWidth) * row;
        const from = x + window, to = out + window;
        if (square) {
          for (let lane: usize = 0; lane < row; lane += 16) {
            squareGradient(
              delta + lane, from + lane, to + lane, row, line, quantised, rectified, i, l, h, high,
            );
          }
        } else {
          for (let lane: usize = 0; lane < row; lane += 16) {
            windowGradient(
              delta + lane, from + lane, to + lane, poolHeight, poolWidth, row, nextLine,
              quantised, rectified, i, l, h, high,
            );
          }
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
    delta, x, out, channels, height, width, poolHeight, poolWidth, lanes, false, false, 0, 0, 0, 0,
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
    delta, x, out, channels, height, width, poolHeight, poolWidth, lanes, true, false, inverse,
    lowest, highest, 0,
  );
}

/**
 * `maxPoolGradientOnGrid`, then on through the ReLU that made x and the grid's quantiser: 0 where not
 * 0 < x <= high.
 */
export function maxPoolReluGradient(
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
  high: f32,
): void {
  gradient(
    delta, x, out, channels, height, width, poolHeight, poolWidth, lanes, true, true, inverse,
    lowest, highest, high,
  );
}
