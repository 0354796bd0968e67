import type { Engine } from "../engine/engine.js";
import { rowBytes } from "../information/state-counter.js";
import { LANES, type Network } from "../network/network.js";
import { roundUpTo } from "../numerics/round.js";
import {
  FLOAT_LOGITS,
  FLOAT_STATES,
  LOGIT_CODES,
  SOFTMAX_REBINNED,
  SOFTMAX_VECTORS,
  STATES,
} from "./records.js";

/** The study's binning of the softmax: 2^8 intervals, and 1 in a level of its own. */
const SOFTMAX_BINS = 256;

/** What is counted at a measurement: the states of one layer, seen one way. */
export interface View {
  /** "T1" .. "TL". */
  layer: string;
  estimator: string;
  /** Whether the states counted are the layer's own. */
  status: "exact" | "estimate";
}

/** A view and the rows of states, one per sample, that it fills in the engine's memory. */
export class StateRows {
  private readonly memory: Uint8Array;

  /** `encode` writes the states of `count` lanes of the activations at `source` to rows at `out`. */
  constructor(
    engine: Engine,
    readonly view: View,
    samples: number,
    readonly bytes: number,
    private readonly encode: (source: number, lanes: number, count: number, out: number) => void,
  ) {
    this.memory = engine.arena.take(Uint8Array, samples * bytes);
  }

  /** Byte offset of the first row. */
  get offset(): number {
    return this.memory.byteOffset;
  }

  /** All rows, padding included. */
  get all(): Uint8Array {
    return this.memory;
  }

  /** The row of a sample, padding included. */
  row(sample: number): Uint8Array {
    return this.memory.subarray(sample * this.bytes, (sample + 1) * this.bytes);
  }

  /** Keeps the states of the samples from `start` on, whose activations are at `source`. */
  keep(source: number, start: number, count: number): void {
    this.encode(source, roundUpTo(count, LANES), count, this.offset + start * this.bytes);
  }
}

/** Codes of a layer's activations on its grid; for a float layer, their bit patterns. */
export function layerRows(
  engine: Engine,
  network: Network,
  index: number,
  samples: number,
): StateRows {
  const layer = network.layers[index];
  const { bits, units } = layer;
  const width = bits === "float" ? 4 : bits > 8 ? 2 : 1;
  const bytes = rowBytes(units, width);
  const isOutput = layer === network.output;
  const [codes, vectors] = isOutput ? [LOGIT_CODES, FLOAT_LOGITS] : [STATES, FLOAT_STATES];
  const view: View = {
    layer: `T${index + 1}`,
    estimator: bits === "float" ? vectors : codes,
    status: "exact",
  };
  return new StateRows(engine, view, samples, bytes, (source, lanes, count, out) =>
    layer.encode(source, out, lanes, count, bytes),
  );
}

/** The output layer seen after the softmax: whole vectors, and the study's bins. */
export function softmaxRows(engine: Engine, network: Network, samples: number): StateRows[] {
  const { kernels } = engine;
  const { units } = network.output;
  const layer = `T${network.layers.length}`;
  const vector = rowBytes(units, 4);
  const binned = rowBytes(units, 2);
  const vectors: View = { layer, estimator: SOFTMAX_VECTORS, status: "exact" };
  const bins: View = { layer, estimator: SOFTMAX_REBINNED, status: "estimate" };
  return [
    new StateRows(engine, vectors, samples, vector, (source, lanes, count, out) =>
      kernels.encodeFloat(source, out, units, lanes, count, vector),
    ),
    new StateRows(engine, bins, samples, binned, (source, lanes, count, out) =>
      kernels.encodeBins(source, out, units, lanes, count, binned, SOFTMAX_BINS),
    ),
  ];
}
