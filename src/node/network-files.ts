import type { ShippedNetwork, Tensor } from "../network/integer/shipped-network.js";
import { toJson } from "./run-folder.js";

export const NETWORK_FILES = ["network.json", "weights.safetensors"] as const;

/** Raised when a reader of the older format would go wrong. */
const FORMAT = 1;

/** Which repetition a network is of. */
export interface Origin {
  version: string;
  hash: string;
  repetition: number;
  seed: number;
}

/** The files of a network in integer arithmetic, as docs/network/integer.md describes them. */
export function networkFiles(
  { input, layers, tensors }: ShippedNetwork,
  { hash, repetition, seed, version }: Origin,
): Record<(typeof NETWORK_FILES)[number], Uint8Array | string> {
  return {
    "network.json": toJson({
      format: "infoplane integer network",
      formatVersion: FORMAT,
      infoplane: version,
      experiment: hash,
      repetition,
      seed,
      arrays: "weights.safetensors",
      input,
      layers,
    }),
    "weights.safetensors": encodeSafetensors(tensors),
  };
}

/**
 * The safetensors format: length of the header (u64), header (JSON, padded with spaces to 8 bytes),
 * then the numbers, little-endian; the wider ones first, so that all are aligned.
 */
export function encodeSafetensors(tensors: Record<string, Tensor>): Uint8Array {
  const entries = Object.entries(tensors).sort(
    ([, a], [, b]) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT,
  );
  let end = 0;
  const header = Object.fromEntries(
    entries.map(([name, { shape, values }]) => {
      const dtype = values instanceof Int32Array ? "I32" : "I16";
      return [name, { dtype, shape, data_offsets: [end, (end += values.byteLength)] }];
    }),
  );
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(start + end).fill(0x20, 8, start);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(start - 8), true);
  file.set(text, 8);
  let at = start;
  for (const [, { values }] of entries) {
    for (const value of values) {
      if (values instanceof Int32Array) view.setInt32(at, value, true);
      else view.setInt16(at, value, true);
      at += values.BYTES_PER_ELEMENT;
    }
  }
  return file;
}
