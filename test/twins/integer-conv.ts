import type { Memory } from "./memory.js";
import { weightOf } from "./pairs.js";
import { eachWindow, indices } from "./places.js";

export function integerConv(
  memory: Memory,
  w: number,
  stride: number,
  bias: number,
  x: number,
  out: number,
  _pairs: number,
  channels: number,
  inputChannels: number,
  height: number,
  width: number,
  kernelHeight: number,
  kernelWidth: number,
  lanes: number,
): void {
  const { i16, i32 } = memory;
  const lines = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;
  for (let place = 0; place < channels * lines * columns * lanes; place++) {
    const [c, y, column, lane] = indices(place, lines, columns, lanes);
    let sum = i32[bias / 4 + c];
    for (let tap = 0; tap < inputChannels * kernelHeight * kernelWidth; tap++) {
      const [i, ky, kx] = indices(tap, kernelHeight, kernelWidth);
      const source = ((i * height + y + ky) * width + column + kx) * lanes + lane;
      sum += weightOf(memory, w, stride, c, tap) * i16[x / 2 + source];
    }
    i32[out / 4 + place] = sum;
  }
}

export function maxPoolLevels(
  { i16 }: Memory,
  x: number,
  out: number,
  channels: number,
  height: number,
  width: number,
  poolHeight: number,
  poolWidth: number,
  lanes: number,
): void {
  eachWindow(channels, height, width, poolHeight, poolWidth, lanes, (inputs, output) => {
    i16[out / 2 + output] = Math.max(...inputs.map((place) => i16[x / 2 + place]));
  });
}
