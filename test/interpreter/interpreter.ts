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

interface Layer {
  inputs: number;
  units: number;
  activation: string;
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

function forward(layer: Layer, arrays: Record<string, number[]>, x: number[]): number[] {
  const weights = arrays[layer.weights.array];
  const biases = arrays[layer.biases.array];
  const { highest, lowest, multiplier, shift, table } = layer.requantisation;
  const levels: number[] = [];
  for (let unit = 0; unit < layer.units; unit++) {
    let acc = biases[unit];
    for (let j = 0; j < layer.inputs; j++) acc += weights[unit * layer.inputs + j] * x[j];
    const product = BigInt(acc) * BigInt(multiplier) * 2n ** BigInt(shift);
    const rounded = Number((product + 2n ** 29n) >> 30n);
    if (table === undefined) {
      levels.push(clamp(rounded, lowest, highest));
    } else {
      const half = arrays[table].length / 2;
      levels.push(arrays[table][half + clamp(rounded, -half, half - 1)]);
    }
  }
  return levels;
}

function readSafetensors(file: Uint8Array): Record<string, number[]> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
  const arrays: Record<string, number[]> = {};
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
