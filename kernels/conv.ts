/*
 * Convolutions (as in all frameworks, cross-correlations) of stride 1 without padding, batch in the
 * lanes: images are rows [channel][y][x][lanes] of f32, `lanes` a multiple of 16. `height` and
 * `width` are those of the input. Weights are rows [input channel][ky][kx][stride], channel c in
 * column c.
 */

// @ts-ignore: decorator
@inline function product(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Bytes of a place in a list: offset from `x`, weight of the first and of the second row, input. */
const PLACE: usize = 16;

/**
 * out[r] = b[r] + sum of w[r] x over the places of a list, in its order, for `rows` (1 or 2) rows of
 * outputs that lie `plane` bytes apart, 16 lanes at a time.
 */
// @ts-ignore: decorator
@inline function sumOverPlaces(
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

/** Inputs i (and i + 1 when `rows` is 2) of `convInputGradient` at one position. */
// @ts-ignore: decorator
@inline function inputGradients(
  w: usize,
  stride: i32,
  delta: usize,
  out: usize,
  places: usize,
  channels: i32,
  y: i32,
  x: i32,
  fromY: i32,
  toY: i32,
  fromX: i32,
  toX: i32,
  lines: i32,
  columns: i32,
  kernelWidth: i32,
  plane: usize,
  weightPlane: usize,
  row: usize,
  rows: i32,
): void {
  let end = places;
  for (let c = 0; c < channels; c++) {
    for (let ky = fromY; ky <= toY; ky++) {
      for (let kx = fromX; kx <= toX; kx++, end += PLACE) {
        const weight = w + (<usize>((ky * kernelWidth + kx) * stride + c) << 2);
        store<u32>(end, <u32>((c * lines + y - ky) * columns + x - kx) * row);
        store<u32>(end, load<u32>(weight), 4);
        if (rows > 1) store<u32>(end, load<u32>(weight + weightPlane), 8);
      }
    }
  }
  const zero = f32x4.splat(0);
  sumOverPlaces(zero, zero, delta, out, plane, places, end, row, rows);
}

/**
 * out[i, y, x] = sum over channel c, ky, kx, ascending in this order, of
 * w[i, ky, kx, c] delta[c, y - ky, x - kx], where that lies within delta. `places`: four u32 for each
 * of these, overwritten.
 */
export function convInputGradient(
  w: usize,
  stride: i32,
  delta: usize,
  out: usize,
  places: usize,
  channels: i32,
  inputChannels: i32,
  height: i32,
  width: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  const plane = <usize>(height * width) * row;
  const weightPlane = <usize>(kernelHeight * kernelWidth * stride) << 2;
  for (let y = 0; y < height; y++) {
    const fromY = max(0, y - lines + 1), toY = min(kernelHeight - 1, y);
    for (let x = 0; x < width; x++) {
      const fromX = max(0, x - columns + 1), toX = min(kernelWidth - 1, x);
      let target = out + <usize>(y * width + x) * row;
      let weights = w;
      let i = 0;
      for (; i + 2 <= inputChannels; i += 2) {
        inputGradients(
          weights, stride, delta, target, places, channels, y, x, fromY, toY, fromX, toX, lines,
          columns, kernelWidth, plane, weightPlane, row, 2,
        );
        target += 2 * plane;
        weights += 2 * weightPlane;
      }
      if (i < inputChannels) {
        inputGradients(
          weights, stride, delta, target, places, channels, y, x, fromY, toY, fromX, toX, lines,
          columns, kernelWidth, plane, weightPlane, row, 1,
        );
      }
    }
  }
}

/** Sum of four lanes in the fixed order (0 + 1) + (2 + 3). */
// @ts-ignore: decorator
@inline function total(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

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
