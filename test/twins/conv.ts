import { add, mul } from "./f32.js";
import type { Memory } from "./memory.js";
import { indices } from "./places.js";

export function conv(
  { f32, u8 }: Memory,
  w: number,
  stride: number,
  bias: number,
  x: number,
  out: number,
  _places: number,
  occupied: number,
  channels: number,
  inputChannels: number,
  height: number,
  width: number,
  kernelHeight: number,
  kernelWidth: number,
  lanes: number,
): void {
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  for (let place = 0; place < channels * lines * columns * lanes; place++) {
    const [c, y, column, lane] = indices(place, lines, columns, lanes);
    let sum = f32[bias / 4 + c];
    for (let tap = 0; tap < inputChannels * kernelHeight * kernelWidth; tap++) {
      const [i, ky, kx] = indices(tap, kernelHeight, kernelWidth);
      const input = (i * height + y + ky) * width + column + kx;
      if (occupied && u8[occupied + input] === 0) continue;
      const source = input * lanes + lane;
      sum = add(sum, mul(f32[w / 4 + tap * stride + c], f32[x / 4 + source]));
    }
    f32[out / 4 + place] = sum;
  }
}

export function convInputGradient(
  { f32 }: Memory,
  w: number,
  stride: number,
  delta: number,
  out: number,
  _places: number,
  channels: number,
  inputChannels: number,
  height: number,
  width: number,
  kernelHeight: number,
  kernelWidth: number,
  lanes: number,
): void {
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  for (let place = 0; place < inputChannels * height * width * lanes; place++) {
    const [i, y, x, lane] = indices(place, height, width, lanes);
    let sum = 0;
    for (let tap = 0; tap < channels * kernelHeight * kernelWidth; tap++) {
      const [c, ky, kx] = indices(tap, kernelHeight, kernelWidth);
      const line = y - ky;
      const column = x - kx;
      if (line < 0 || line >= lines || column < 0 || column >= columns) continue;
      const weight = f32[w / 4 + ((i * kernelHeight + ky) * kernelWidth + kx) * stride + c];
      const source = ((c * lines + line) * columns + column) * lanes + lane;
      sum = add(sum, mul(weight, f32[delta / 4 + source]));
    }
    f32[out / 4 + place] = sum;
  }
}

export function convWeightGradient(
  { f32 }: Memory,
  delta: number,
  x: number,
  dw: number,
  stride: number,
  _sums: number,
  channels: number,
  inputChannels: number,
  height: number,
  width: number,
  kernelHeight: number,
  kernelWidth: number,
  lanes: number,
): void {
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  const taps = inputChannels * kernelHeight * kernelWidth;
  for (let tap = 0; tap <= taps; tap++) {
    const [i, ky, kx] = indices(tap, kernelHeight, kernelWidth);
    for (let c = 0; c < stride; c++) {
      const partial = [0, 0, 0, 0];
      for (let place = 0; c < channels && place < lines * columns * lanes; place++) {
        const [y, column, lane] = indices(place, columns, lanes);
        const d = f32[delta / 4 + c * lines * columns * lanes + place];
        const source = ((i * height + y + ky) * width + column + kx) * lanes + lane;
        const term = tap < taps ? mul(d, f32[x / 4 + source]) : d;
        partial[lane % 4] = add(partial[lane % 4], term);
      }
      f32[dw / 4 + tap * stride + c] = add(
        add(partial[0], partial[1]),
        add(partial[2], partial[3]),
      );
    }
  }
}
