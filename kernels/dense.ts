/*
 * Dense layers with the batch in the lanes: activations are rows [unit][lanes] of f32, `lanes` a
 * multiple of 16. Entry (unit i, input j) of a weight matrix lies at i * unitStride + j * inputStride.
 */

// @ts-ignore: decorator
@inline export function product(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** Rows i (and i + 1 when `rows` is 2) of `affine`, 16 lanes at a time. */
// @ts-ignore: decorator
@inline function affineRows(
  w: usize,
  unitStep: usize,
  inputStep: usize,
  b0: v128,
  b1: v128,
  x: usize,
  out: usize,
  inputs: i32,
  row: usize,
  rows: i32,
): void {
  for (let lane: usize = 0; lane < row; lane += 64) {
    let a0 = b0, a1 = b0, a2 = b0, a3 = b0;
    let c0 = b1, c1 = b1, c2 = b1, c3 = b1;
    let source = x + lane;
    let weight = w;
    for (let j = 0; j < inputs; j++) {
      const w0 = v128.load32_splat(weight);
      const w1 = rows > 1 ? v128.load32_splat(weight + unitStep) : w0;
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
      source += row;
      weight += inputStep;
    }
    const target = out + lane;
    v128.store(target, a0);
    v128.store(target, a1, 16);
    v128.store(target, a2, 32);
    v128.store(target, a3, 48);
    if (rows > 1) {
      v128.store(target + row, c0);
      v128.store(target + row, c1, 16);
      v128.store(target + row, c2, 32);
      v128.store(target + row, c3, 48);
    }
  }
}

/**
 * out[i] = bias[i] + sum over j of w[i, j] x[j], j ascending; `bias` 0 means none.
 * With the strides exchanged it is the gradient with respect to the input.
 */
export function affine(
  w: usize,
  unitStride: i32,
  inputStride: i32,
  bias: usize,
  x: usize,
  out: usize,
  units: i32,
  inputs: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const unitStep: usize = <usize>unitStride << 2;
  const inputStep: usize = <usize>inputStride << 2;
  let b0 = f32x4.splat(0), b1 = b0;
  let i = 0;
  for (; i + 2 <= units; i += 2) {
    if (bias) {
      b0 = v128.load32_splat(bias + (<usize>i << 2));
      b1 = v128.load32_splat(bias + (<usize>i << 2) + 4);
    }
    affineRows(w, unitStep, inputStep, b0, b1, x, out, inputs, row, 2);
    w += 2 * unitStep;
    out += 2 * row;
  }
  if (i < units) {
    if (bias) b0 = v128.load32_splat(bias + (<usize>i << 2));
    affineRows(w, unitStep, inputStep, b0, b0, x, out, inputs, row, 1);
  }
}

/** Sum of four lanes in the fixed order (0 + 1) + (2 + 3). */
// @ts-ignore: decorator
@inline export function total(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** dw[i, j] for `rows` (1 or 2) units and `columns` (1 to 4) inputs. */
// @ts-ignore: decorator
@inline function gradientTile(
  delta: usize,
  x: usize,
  dw: usize,
  row: usize,
  unitStep: usize,
  inputStep: usize,
  rows: i32,
  columns: i32,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let c0 = a0, c1 = a0, c2 = a0, c3 = a0;
  for (let lane: usize = 0; lane < row; lane += 16) {
    const d0 = v128.load(delta + lane);
    const d1 = rows > 1 ? v128.load(delta + row + lane) : d0;
    const x0 = v128.load(x + lane);
    a0 = product(a0, d0, x0);
    if (rows > 1) c0 = product(c0, d1, x0);
    if (columns > 1) {
      const x1 = v128.load(x + row + lane);
      a1 = product(a1, d0, x1);
      if (rows > 1) c1 = product(c1, d1, x1);
    }
    if (columns > 2) {
      const x2 = v128.load(x + 2 * row + lane);
      a2 = product(a2, d0, x2);
      if (rows > 1) c2 = product(c2, d1, x2);
    }
    if (columns > 3) {
      const x3 = v128.load(x + 3 * row + lane);
      a3 = product(a3, d0, x3);
      if (rows > 1) c3 = product(c3, d1, x3);
    }
  }
  f32.store(dw, total(a0));
  if (columns > 1) f32.store(dw + inputStep, total(a1));
  if (columns > 2) f32.store(dw + 2 * inputStep, total(a2));
  if (columns > 3) f32.store(dw + 3 * inputStep, total(a3));
  if (rows > 1) {
    f32.store(dw + unitStep, total(c0));
    if (columns > 1) f32.store(dw + unitStep + inputStep, total(c1));
    if (columns > 2) f32.store(dw + unitStep + 2 * inputStep, total(c2));
    if (columns > 3) f32.store(dw + unitStep + 3 * inputStep, total(c3));
  }
}

/** dw[i, j] for `rows` (1 or 2) units and all inputs. */
// @ts-ignore: decorator
@inline function gradientRows(
  delta: usize,
  x: usize,
  dw: usize,
  row: usize,
  unitStep: usize,
  inputStep: usize,
  inputs: i32,
  rows: i32,
): void {
  let j = 0;
  for (; j + 4 <= inputs; j += 4) {
    gradientTile(delta, x, dw, row, unitStep, inputStep, rows, 4);
    x += 4 * row;
    dw += 4 * inputStep;
  }
  const rest = inputs - j;
  if (rest == 3) gradientTile(delta, x, dw, row, unitStep, inputStep, rows, 3);
  else if (rest == 2) gradientTile(delta, x, dw, row, unitStep, inputStep, rows, 2);
  else if (rest == 1) gradientTile(delta, x, dw, row, unitStep, inputStep, rows, 1);
}

/** dw[i, j] = sum over the lanes of delta[i] x[j]: four partial sums, then (0 + 1) + (2 + 3). */
export function weightGradient(
  delta: usize,
  x: usize,
  dw: usize,
  unitStride: i32,
  inputStride: i32,
  units: i32,
  inputs: i32,
  lanes: i32,
): void {
  const row: usize = <usize>lanes << 2;
  const unitStep: usize = <usize>unitStride << 2;
  const inputStep: usize = <usize>inputStride << 2;
  let i = 0;
  for (; i + 2 <= units; i += 2) {
    gradientRows(delta, x, dw, row, unitStep, inputStep, inputs, 2);
    delta += 2 * row;
    dw += 2 * unitStep;
  }
  if (i < units) gradientRows(delta, x, dw, row, unitStep, inputStep, inputs, 1);
}

/** out[i] = sum over the lanes of delta[i], in the order of `weightGradient`. */
export function rowSums(delta: usize, out: usize, units: i32, lanes: i32): void {
  const row: usize = <usize>lanes << 2;
  let i = 0;
  for (; i + 4 <= units; i += 4) {
    let a = f32x4.splat(0), b = a, c = a, d = a;
    for (let at = delta; at < delta + row; at += 16) {
      a = f32x4.add(a, v128.load(at));
      b = f32x4.add(b, v128.load(at + row));
      c = f32x4.add(c, v128.load(at + 2 * row));
      d = f32x4.add(d, v128.load(at + 3 * row));
    }
    const target = out + (<usize>i << 2);
    f32.store(target, total(a));
    f32.store(target, total(b), 4);
    f32.store(target, total(c), 8);
    f32.store(target, total(d), 12);
    delta += 4 * row;
  }
  for (; i < units; i++) {
    let sum = f32x4.splat(0);
    const end = delta + row;
    for (; delta < end; delta += 16) sum = f32x4.add(sum, v128.load(delta));
    f32.store(out + (<usize>i << 2), total(sum));
  }
}
