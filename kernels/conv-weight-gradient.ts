import { product, total } from "./dense";

/* Gradient of a convolution with respect to its weights and biases; for the layout see conv.ts. */

/**
 * Adds one line of positions to the partial sums of `rows` (1 or 2) channels and `columns` (1 to 4)
 * neighbouring kx; with `biases`, to those of the biases too. Sums of the biases of two channels,
 * and of their weights at one place, are neighbours; places lie `step` apart.
 */
// @ts-ignore: decorator
@inline function gradientTile(
  delta: usize,
  x: usize,
  sums: usize,
  biasSums: usize,
  plane: usize,
  line: usize,
  row: usize,
  step: usize,
  rows: i32,
  columns: i32,
  biases: bool,
): void {
  let a0 = v128.load(sums), a1 = a0, a2 = a0, a3 = a0;
  let c0 = a0, c1 = a0, c2 = a0, c3 = a0, e0 = a0, e1 = a0;
  if (rows > 1) c0 = v128.load(sums, 16);
  if (columns > 1) a1 = v128.load(sums + step);
  if (columns > 1 && rows > 1) c1 = v128.load(sums + step, 16);
  if (columns > 2) a2 = v128.load(sums + 2 * step);
  if (columns > 2 && rows > 1) c2 = v128.load(sums + 2 * step, 16);
  if (columns > 3) a3 = v128.load(sums + 3 * step);
  if (columns > 3 && rows > 1) c3 = v128.load(sums + 3 * step, 16);
  if (biases) e0 = v128.load(biasSums);
  if (biases && rows > 1) e1 = v128.load(biasSums, 16);
  const other = delta + plane;
  for (let at: usize = 0; at < line; at += 16) {
    const d0 = v128.load(delta + at);
    const d1 = rows > 1 ? v128.load(other + at) : d0;
    if (biases) e0 = f32x4.add(e0, d0);
    if (biases && rows > 1) e1 = f32x4.add(e1, d1);
    const x0 = v128.load(x + at);
    a0 = product(a0, d0, x0);
    if (rows > 1) c0 = product(c0, d1, x0);
    if (columns > 1) {
      const x1 = v128.load(x + row + at);
      a1 = product(a1, d0, x1);
      if (rows > 1) c1 = product(c1, d1, x1);
    }
    if (columns > 2) {
      const x2 = v128.load(x + 2 * row + at);
      a2 = product(a2, d0, x2);
      if (rows > 1) c2 = product(c2, d1, x2);
    }
    if (columns > 3) {
      const x3 = v128.load(x + 3 * row + at);
      a3 = product(a3, d0, x3);
      if (rows > 1) c3 = product(c3, d1, x3);
    }
  }
  v128.store(sums, a0);
  if (rows > 1) v128.store(sums, c0, 16);
  if (columns > 1) v128.store(sums + step, a1);
  if (columns > 1 && rows > 1) v128.store(sums + step, c1, 16);
  if (columns > 2) v128.store(sums + 2 * step, a2);
  if (columns > 2 && rows > 1) v128.store(sums + 2 * step, c2, 16);
  if (columns > 3) v128.store(sums + 3 * step, a3);
  if (columns > 3 && rows > 1) v128.store(sums + 3 * step, c3, 16);
  if (biases) v128.store(biasSums, e0);
  if (biases && rows > 1) v128.store(biasSums, e1, 16);
}

/** Adds one line of positions to all partial sums of `rows` (1 or 2) channels. */
// @ts-ignore: decorator
@inline function gradientLine(
  delta: usize,
  x: usize,
  sums: usize,
  biasSums: usize,
  plane: usize,
  line: usize,
  row: usize,
  step: usize,
  inputChannels: i32,
  inputPlane: usize,
  inputLine: usize,
  kernelHeight: i32,
  kernelWidth: i32,
  rows: i32,
): void {
  let biases = true;
  for (let i = 0; i < inputChannels; i++) {
    for (let ky = 0; ky < kernelHeight; ky++) {
      let source = x + <usize>i * inputPlane + <usize>ky * inputLine;
      let kx = 0;
      for (; kx + 3 <= kernelWidth; kx += 3) {
        if (biases) gradientTile(delta, source, sums, biasSums, plane, line, row, step, rows, 3, true);
        else gradientTile(delta, source, sums, biasSums, plane, line, row, step, rows, 3, false);
        biases = false;
        source += 3 * row;
        sums += 3 * step;
      }
      for (; kx < kernelWidth; kx++) {
        if (biases) gradientTile(delta, source, sums, biasSums, plane, line, row, step, rows, 1, true);
        else gradientTile(delta, source, sums, biasSums, plane, line, row, step, rows, 1, false);
        biases = false;
        source += row;
        sums += step;
      }
    }
  }
}

/**
 * dw[i, ky, kx, c] = sum over y, x and lanes, in this order, of delta[c, y, x] x[i, y + ky, x + kx],
 * and db[c] = that of delta[c, y, x]: four partial sums, lane l in sum l mod 4, then
 * (0 + 1) + (2 + 3). dw is laid out as the weights and db comes right after it; columns beyond
 * `channels` become zero. `sums`: four f32 for each entry of dw and db, overwritten.
 */
export function convWeightGradient(
  delta: usize,
  x: usize,
  dw: usize,
  stride: i32,
  sums: usize,
  channels: i32,
  inputChannels: i32,
  height: i32,
  width: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const step: usize = <usize>stride << 4;
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  const line = <usize>columns * row;
  const plane = <usize>lines * line;
  const inputLine = <usize>width * row;
  const inputPlane = <usize>height * inputLine;
  const places = inputChannels * kernelHeight * kernelWidth;
  const biasSums = sums + <usize>places * step;
  memory.fill(sums, 0, <usize>(places + 1) * step);
  for (let y = 0; y < lines; y++) {
    let source = delta + <usize>y * line;
    const input = x + <usize>y * inputLine;
    let c: usize = 0;
    const end: usize = <usize>channels << 4;
    for (; c + 32 <= end; c += 32) {
      gradientLine(
        source, input, sums + c, biasSums + c, plane, line, row, step, inputChannels, inputPlane,
        inputLine, kernelHeight, kernelWidth, 2,
      );
      source += 2 * plane;
    }
    if (c < end) {
      gradientLine(
        source, input, sums + c, biasSums + c, plane, line, row, step, inputChannels, inputPlane,
        inputLine, kernelHeight, kernelWidth, 1,
      );
    }
  }
  const entries: usize = <usize>((places + 1) * stride) << 2;
  for (let at: usize = 0; at < entries; at += 4) {
    f32.store(dw + at, total(v128.load(sums + (at << 2))));
  }
}
