import { level, max } from "./f32.js";
import type { Memory } from "./memory.js";
import { eachWindow } from "./places.js";

export function maxPool(
  { f32 }: Memory,
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
    f32[out / 4 + output] = inputs.map((place) => f32[x / 4 + place]).reduce(max);
  });
}

export function maxPoolGradient(
  memory: Memory,
  delta: number,
  x: number,
  out: number,
  channels: number,
  height: number,
  width: number,
  poolHeight: number,
  poolWidth: number,
  lanes: number,
  levelAt = (value: number) => value,
): void {
  const { f32 } = memory;
  f32.fill(0, out / 4, out / 4 + channels * height * width * lanes);
  eachWindow(channels, height, width, poolHeight, poolWidth, lanes, (inputs, output) => {
    const levels = inputs.map((place) => levelAt(f32[x / 4 + place]));
    const first = levels.indexOf(levels.reduce(max));
    f32[out / 4 + inputs[first]] = f32[delta / 4 + output];
  });
}

export function maxPoolGradientOnGrid(
  memory: Memory,
  delta: number,
  x: number,
  out: number,
  channels: number,
  height: number,
  width: number,
  poolHeight: number,
  poolWidth: number,
  lanes: number,
  inverse: number,
  lowest: number,
  highest: number,
): void {
  const levelAt = (value: number) => level(value, inverse, lowest, highest);
  const shape = [channels, height, width, poolHeight, poolWidth, lanes] as const;
  maxPoolGradient(memory, delta, x, out, ...shape, levelAt);
}

export function maxPoolReluGradient(
  memory: Memory,
  delta: number,
  x: number,
  out: number,
  channels: number,
  height: number,
  width: number,
  poolHeight: number,
  poolWidth: number,
  lanes: number,
  inverse: number,
  lowest: number,
  highest: number,
  high: number,
): void {
  const { f32 } = memory;
  const shape = [channels, height, width, poolHeight, poolWidth, lanes] as const;
  maxPoolGradientOnGrid(memory, delta, x, out, ...shape, inverse, lowest, highest);
  for (let place = 0; place < channels * height * width * lanes; place++) {
    const value = f32[x / 4 + place];
    if (!(value > 0 && value <= high)) f32[out / 4 + place] = 0;
  }
}
