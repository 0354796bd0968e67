import type { ConvSpec, DenseSpec, LayerSpec, MaxPoolSpec } from "../../src/network/schema.js";

/** Where a unit gets its inputs from: units of the layer below, each with a place in a row of weights. */
export interface Unit {
  /** Row of weights; units of one channel share it. */
  row: number;
  taps: { input: number; weight: number }[];
}

/** A layer with states of its own, unit by unit: no shapes any more. */
export interface Wiring {
  spec: DenseSpec | ConvSpec | MaxPoolSpec;
  units: Unit[];
  inputs: number;
  /** Sizes of the weights; 0 for layers without. */
  rows: number;
  width: number;
}

export interface Image {
  channels: number;
  height: number;
  width: number;
}

/** The wiring of a network's layers, "flatten" left out as it changes nothing. */
export function wire(
  specs: readonly LayerSpec[],
  features: number,
  image: Image = { channels: features, height: 1, width: 1 },
): Wiring[] {
  let below = image;
  const wirings: Wiring[] = [];
  for (const spec of specs) {
    if (spec.type === "flatten") continue;
    const inputs = below.channels * below.height * below.width;
    if (spec.type === "dense") {
      const taps = range(inputs).map((input) => ({ input, weight: input }));
      const units = range(spec.units).map((row) => ({ row, taps }));
      wirings.push({ spec, units, inputs, rows: spec.units, width: inputs });
      below = { channels: spec.units, height: 1, width: 1 };
    } else if (spec.type === "conv") {
      const { channels, kernel } = spec;
      const height = below.height - kernel[0] + 1;
      const width = below.width - kernel[1] + 1;
      const places = window(below, range(below.channels), kernel);
      const units = grid(channels, height, width).map(([row, y, x]) => ({
        row,
        taps: places(y, x).map((input, weight) => ({ input, weight })),
      }));
      const weights = below.channels * kernel[0] * kernel[1];
      wirings.push({ spec, units, inputs, rows: channels, width: weights });
      below = { channels, height, width };
    } else {
      const [down, across] = spec.size;
      const { channels } = below;
      const height = Math.floor(below.height / down);
      const width = Math.floor(below.width / across);
      const image = below;
      const units = grid(channels, height, width).map(([c, y, x]) => ({
        row: 0,
        taps: window(
          image,
          [c],
          spec.size,
        )(down * y, across * x).map((input) => ({
          input,
          weight: 0,
        })),
      }));
      wirings.push({ spec, units, inputs, rows: 0, width: 0 });
      below = { channels, height, width };
    }
  }
  return wirings;
}

/** Units under a window at (y, x), channel by channel, line by line. */
function window({ height, width }: Image, channels: number[], size: readonly number[]) {
  return (y: number, x: number) =>
    channels.flatMap((c) =>
      range(size[0]).flatMap((ky) =>
        range(size[1]).map((kx) => (c * height + y + ky) * width + x + kx),
      ),
    );
}

function grid(channels: number, height: number, width: number): [number, number, number][] {
  return range(channels).flatMap((c) =>
    range(height).flatMap((y) => range(width).map((x): [number, number, number] => [c, y, x])),
  );
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
