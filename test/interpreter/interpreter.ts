/*
 * Runs an exported network from its two files alone, number by number: it imports nothing, so that it
 * can be read beside docs/network/integer.md and carried over to any language.
 */

interface Grid {
  scale: number;
  zeroPoint: number;
  lowest: number;
  highest: number;
}

interface Image {
  channels: number;
  height: number;
  width: number;
}

interface Linear {
  units: number;
  weights: { array: string };
  biases: { array: string };
  requantisation: {
    multiplier: number;
    shift: number;
    lowest: number;
    highest: number;
    table?: string;
  };
  grid: Grid;
}

interface Dense extends Linear {
  type: "dense";
  inputs: number;
}

interface Conv extends Linear {
  type: "conv";
  input: Image;
  channels: number;
  kernel: [number, number];
}

interface MaxPool {
  type: "max-pool";
  input: Image;
  size: [number, number];
  grid: Grid;
}

type Layer = Dense | Conv | MaxPool;
type Arrays = Record<string, number[]>;

interface Document {
  input: { features: number; divisor: number; inverse: number; grid: Grid };
  layers: Layer[];
}

/** Codes of every layer for one raw input. */
export function interpreter(networkJson: string, safetensors: Uint8Array) {
  const { input, layers } = JSON.parse(networkJson) as Document;
  const arrays = readSafetensors(safetensors);
  return (raw: ArrayLike<number>): number[][] => {
    let levels = Array.from(raw, (value) => {
      const scaled = Math.fround(Math.fround(Math.fround(value / input.divisor)) * input.inverse);
      return clamp(halfEven(scaled), input.grid.lowest, input.grid.highest);
    });
    return layers.map((layer) => {
      levels = forward(layer, arrays, levels);
      return levels.map((level) => level + layer.grid.zeroPoint);
    });
  };
}

function forward(layer: Layer, arrays: Arrays, x: number[]): number[] {
  if (layer.type === "max-pool") return maxPool(layer, x);
  const sums = layer.type === "dense" ? dense(layer, arrays, x) : conv(layer, arrays, x);
  const { highest, lowest, multiplier, shift, table } = layer.requantisation;
  return sums.map((acc) => {
    const product = BigInt(acc) * BigInt(multiplier) * 2n ** BigInt(shift);
    const p = clamp(Number((product + 2n ** 29n) >> 30n), lowest, highest);
    return table === undefined ? p : arrays[table][p - lowest];
  });
}

function dense(layer: Dense, arrays: Arrays, x: number[]): number[] {
  const weights = arrays[layer.weights.array];
  const biases = arrays[layer.biases.array];
  const sums: number[] = [];
  for (let unit = 0; unit < layer.units; unit++) {
    let acc = biases[unit];
    for (let j = 0; j < layer.inputs; j++) acc += weights[unit * layer.inputs + j] * x[j];
    sums.push(acc);
  }
  return sums;
}

function conv({ biases, channels, input, kernel, weights }: Conv, arrays: Arrays, x: number[]) {
  const [down, across] = kernel;
  const sums: number[] = [];
  for (let c = 0; c < channels; c++) {
    for (let line = 0; line + down <= input.height; line++) {
      for (let column = 0; column + across <= input.width; column++) {
        let acc = arrays[biases.array][c];
        for (let i = 0; i < input.channels; i++) {
          for (let ky = 0; ky < down; ky++) {
            for (let kx = 0; kx < across; kx++) {
              const weight = ((c * input.channels + i) * down + ky) * across + kx;
              const place = (i * input.height + line + ky) * input.width + column + kx;
              acc += arrays[weights.array][weight] * x[place];
            }
          }
        }
        sums.push(acc);
      }
    }
  }
  return sums;
}

function maxPool({ input, size: [down, across] }: MaxPool, x: number[]): number[] {
  const most: number[] = [];
  for (let c = 0; c < input.channels; c++) {
    for (let line = 0; line + down <= input.height; line += down) {
      for (let column = 0; column + across <= input.width; column += across) {
        const window: number[] = [];
        for (let ky = 0; ky < down; ky++) {
          for (let kx = 0; kx < across; kx++) {
            window.push(x[(c * input.height + line + ky) * input.width + column + kx]);
          }
        }
        most.push(Math.max(...window));
      }
    }
  }
  return most;
}

function readSafetensors(file: Uint8Array): Arrays {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  const arrays: Arrays = {};
  for (const [name, { data_offsets, dtype, shape }] of Object.entries<{
    data_offsets: [number, number];
    dtype: string;
    shape: number[];
  }>(header)) {
    const [begin, end] = data_offsets;
    const width = dtype === "I32" ? 4 : 2;
    const count = shape.reduce((product, n) => product * n, 1);
    if (end - begin !== count * width) throw new Error(`${name} does not have its shape`);
    arrays[name] = Array.from({ length: count }, (_, i) => {
      const at = 8 + length + begin + i * width;
      return width === 4 ? view.getInt32(at, true) : view.getInt16(at, true);
    });
  }
  return arrays;
}

function halfEven(x: number): number {
  const down = Math.floor(x);
  if (x - down === 0.5) return down + (Math.abs(down) % 2);
  return x - down < 0.5 ? down : down + 1;
}

function clamp(x: number, low: number, high: number): number {
  if (x < low) return low;
  return x > high ? high : x;
}
