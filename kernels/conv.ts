import { product } from "./dense";

/*
 * Convolutions (as in all frameworks, cross-correlations) of stride 1 without padding, batch in the
 * lanes: images are rows [channel][y][x][lanes] of f32, `lanes` a multiple of 16. `height` and
 * `width` are those of the input. Weights are rows [input channel][ky][kx][stride], channel c in
 * column c.
 */

/** Bytes of a place in a list: offset from `x`, weight of the first and of the second row, input. */
export const PLACE: usize = 16;

/**
 * out[r] = b[r] + sum of w[r] x over the places of a list, in its order, for `rows` (1 or 2) rows of
 * outputs that lie `plane` bytes apart, 16 lanes at a time.
 */
// @ts-ignore: decorator
@inline export function sumOverPlaces(
  b0: v128,
  b1: v128,
  x: usize,
  out: usize,
  plane: usize,
  places: usize,
  end: usize,
  row: usize,
  rows: i32,
): void {
  for (let lane: usize = 0; lane < row; lane += 64) {
    let a0 = b0, a1 = b0, a2 = b0, a3 = b0;
    let c0 = b1, c1 = b1, c2 = b1, c3 = b1;
    const from = x + lane;
    for (let place = places; place < end; place += PLACE) {
      const source = from + <usize>load<u32>(place);
      const w0 = v128.load32_splat(place, 4);
      const w1 = rows > 1 ? v128.load32_splat(place, 8) : w0;
      const x0 = v128.load(source);
      a0 = product(a0, w0, x0);
      if (rows > 1) c0 = product(c0, w1, x0);
      const x1 = v128.load(source, 16);
      a1 = product(a1, w0, x1);
      if (rows > 1) c1 = product(c1, w1, x1);
      const x2 = v128.load(source, 32);
      a2 = product(a2, w0, x2);
      if (rows > 1) c2 = product(c2, w1, x2);
      const x3 = v128.load(source, 48);
      a3 = product(a3, w0, x3);
      if (rows > 1) c3 = product(c3, w1, x3);
    }
    const target = out + lane;
    v128.store(target, a0);
    v128.store(target, a1, 16);
    v128.store(target, a2, 32);
    v128.store(target, a3, 48);
    if (rows > 1) {
      v128.store(target + plane, c0);
      v128.store(target + plane, c1, 16);
      v128.store(target + plane, c2, 32);
      v128.store(target + plane, c3, 48);
    }
  }
}

/** Writes the places of a list whose inputs, counted from `occupied`, are to be had; returns its end. */
// @ts-ignore: decorator
@inline function occupiedPlaces(places: usize, end: usize, out: usize, occupied: usize): usize {
  for (; places < end; places += PLACE) {
    v128.store(out, v128.load(places));
    out += load<u8>(occupied + <usize>load<u32>(places, 12)) ? PLACE : 0;
  }
  return out;
}

/** `conv` for `rows` (1 or 2) channels. */
// @ts-ignore: decorator
@inline function convChannels(
  w: usize,
  stride: i32,
  bias: usize,
  x: usize,
  out: usize,
  places: usize,
  occupied: usize,
  inputChannels: i32,
  height: i32,
  width: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  row: usize,
  rows: i32,
): void {
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  const plane = <usize>(lines * columns) * row;
  let end = places;
  for (let i = 0; i < inputChannels; i++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let kx = 0; kx < kernelWidth; kx++, end += PLACE, w += <usize>stride << 2) {
        const input = (i * height + ky) * width + kx;
        store<u32>(end, <u32>(<usize>input * row));
        store<u32>(end, load<u32>(w), 4);
        if (rows > 1) store<u32>(end, load<u32>(w, 4), 8);
        store<u32>(end, input, 12);
      }
    }
  }
  const b0 = v128.load32_splat(bias);
  const b1 = rows > 1 ? v128.load32_splat(bias, 4) : b0;
  for (let y = 0; y < lines; y++) {
    for (let column = 0; column < columns; column++) {
      const input = <usize>(y * width + column);
      let from = places, to = end;
      if (occupied) {
        from = end;
        to = occupiedPlaces(places, end, end, occupied + input);
      }
      sumOverPlaces(b0, b1, x + input * row, out, plane, from, to, row, rows);
      out += row;
    }
  }
}

/**
 * out[c, y, x] = bias[c] + sum over input channel i, ky, kx, ascending in this order, of
 * w[i, ky, kx, c] x[i, y + ky, x + kx]. `occupied`: 0, or a byte for each input, which is 0 where the
 * input is to be left out as it is zero in all lanes. `places`: eight u32 for each i, ky, kx,
 * overwritten.
 */
export function conv(
  w: usize,
  stride: i32,
  bias: usize,
  x: usize,
  out: usize,
  places: usize,
  occupied: usize,
  channels: i32,
  inputChannels: i32,
  height: i32,
  width: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const plane = <usize>((height - kernelHeight + 1) * (width - kernelWidth + 1)) * row;
  let c = 0;
  for (; c + 2 <= channels; c += 2) {
    convChannels(
      w, stride, bias, x, out, places, occupied, inputChannels, height, width, kernelHeight,
      kernelWidth, row, 2,
    );
    w += 8;
    bias += 8;
    out += 2 * plane;
  }
  if (c < channels) {
    convChannels(
      w, stride, bias, x, out, places, occupied, inputChannels, height, width, kernelHeight,
      kernelWidth, row, 1,
    );
  }
}
