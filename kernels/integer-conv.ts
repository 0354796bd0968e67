import { dot, highPairs, lowPairs } from "./integer-dense";

/*
 * Convolutions of stride 1 without padding, in integers: levels are rows [channel][y][x][lanes] of
 * i16, `lanes` a multiple of 16, accumulators the same of i32. `height` and `width` are those of the
 * input. The places (input channel, ky, kx) of the kernel, ascending in this order, are taken in
 * pairs; weights are [pair][stride][2] of i16, the last one 0 when the number of places is odd. As in
 * a dense layer no sum leaves i32, so that all of this is exact.
 */

/**
 * Accumulators of `rows` (1 to 4) channels at one position, 8 lanes at a time. A pair of the list is
 * two u32: byte offsets of its two rows from `x`.
 */
// @ts-ignore: decorator
@inline function sumOverPairs(
  w: usize,
  step: usize,
  bias: usize,
  x: usize,
  out: usize,
  plane: usize,
  pairs: usize,
  end: usize,
  row: usize,
  rows: i32,
): void {
  for (let lane: usize = 0; lane < row; lane += 32) {
    let a0 = v128.load32_splat(bias), a1 = a0;
    let b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
    if (rows > 1) b1 = b0 = v128.load32_splat(bias, 4);
    if (rows > 2) c1 = c0 = v128.load32_splat(bias, 8);
    if (rows > 3) d1 = d0 = v128.load32_splat(bias, 12);
    const from = x + (lane >> 1);
    let weight = w;
    for (let pair = pairs; pair < end; pair += 8) {
      const even = v128.load(from + <usize>load<u32>(pair));
      const odd = v128.load(from + <usize>load<u32>(pair, 4));
      const low = lowPairs(even, odd), high = highPairs(even, odd);
      const w0 = v128.load32_splat(weight);
      a0 = dot(a0, low, w0);
      a1 = dot(a1, high, w0);
      if (rows > 1) {
        const w1 = v128.load32_splat(weight, 4);
        b0 = dot(b0, low, w1);
        b1 = dot(b1, high, w1);
      }
      if (rows > 2) {
        const w2 = v128.load32_splat(weight, 8);
        c0 = dot(c0, low, w2);
        c1 = dot(c1, high, w2);
      }
      if (rows > 3) {
        const w3 = v128.load32_splat(weight, 12);
        d0 = dot(d0, low, w3);
        d1 = dot(d1, high, w3);
      }
      weight += step;
    }
    const target = out + lane;
    v128.store(target, a0);
    v128.store(target, a1, 16);
    if (rows > 1) {
      v128.store(target + plane, b0);
      v128.store(target + plane, b1, 16);
    }
    if (rows > 2) {
      v128.store(target + 2 * plane, c0);
      v128.store(target + 2 * plane, c1, 16);
    }
    if (rows > 3) {
      v128.store(target + 3 * plane, d0);
      v128.store(target + 3 * plane, d1, 16);
    }
  }
}

/**
 * Writes the list of pairs: byte offsets of their rows from the row of a position. A place without a
 * partner, whose weight is 0, gets itself. Returns the end of the list.
 */
// @ts-ignore: decorator
@inline function listPairs(
  pairs: usize,
  inputChannels: i32,
  height: i32,
  width: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  halfRow: u32,
): usize {
  let end = pairs;
  for (let i = 0; i < inputChannels; i++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      for (let kx = 0; kx < kernelWidth; kx++, end += 4) {
        store<u32>(end, <u32>((i * height + ky) * width + kx) * halfRow);
      }
    }
  }
  if (end - pairs & 4) {
    store<u32>(end, load<u32>(end - 4));
    end += 4;
  }
  return end;
}

/**
 * out[c, y, x] = bias[c] + sum over input channel i, ky, kx of w[i, ky, kx, c] x[i, y + ky, x + kx].
 * `pairs`: a u32 for each place and one more if their number is odd, overwritten.
 */
export function integerConv(
  w: usize,
  stride: i32,
  bias: usize,
  x: usize,
  out: usize,
  pairs: usize,
  channels: i32,
  inputChannels: i32,
  height: i32,
  width: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const step: usize = <usize>stride << 2;
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  const plane = <usize>(lines * columns) * row;
  const end = listPairs(
    pairs, inputChannels, height, width, kernelHeight, kernelWidth, <u32>(row >> 1),
  );
  for (let y = 0; y < lines; y++) {
    for (let column = 0; column < columns; column++) {
      const source = x + <usize>(y * width + column) * (row >> 1);
      let target = out + <usize>(y * columns + column) * row;
      let c: usize = 0;
      const last: usize = <usize>channels << 2;
      for (; c + 16 <= last; c += 16) {
        sumOverPairs(w + c, step, bias + c, source, target, plane, pairs, end, row, 4);
        target += 4 * plane;
      }
      const at = w + c, b = bias + c;
      if (last - c == 12) sumOverPairs(at, step, b, source, target, plane, pairs, end, row, 3);
      else if (last - c == 8) sumOverPairs(at, step, b, source, target, plane, pairs, end, row, 2);
      else if (last - c == 4) sumOverPairs(at, step, b, source, target, plane, pairs, end, row, 1);
    }
  }
}
