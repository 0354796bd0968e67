import { PLACE, sumOverPlaces } from "./conv";

/* Gradient of a convolution with respect to its inputs; for the layout see conv.ts. */

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
