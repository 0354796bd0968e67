import type { NetworkResult } from "../bounds/three-layer/network-result.js";
import { type Column, encodeColumns } from "./columns.js";
import { version } from "./version.js";

const NUMBERS = [
  ["bound1", "bound1"],
  ["bound2", "bound2"],
  ["train_loss", "trainLoss"],
  ["train_error", "trainError"],
  ["test_loss", "testLoss"],
  ["test_error", "testError"],
  ["norm1", "norm1"],
  ["norm2", "norm2"],
  ["product", "product"],
  ["flipped1", "flipped1"],
  ["flipped2", "flipped2"],
  ["alignment", "alignment"],
] as const;

/** All measurements of all networks as one Parquet file; what is not there is NaN. */
export function measurementsFile(networks: readonly NetworkResult[]): Uint8Array {
  const rows = networks.flatMap(({ measurements, repetition, variant }) =>
    measurements.map((one) => ({ ...one, repetition, variant })),
  );
  const columns: [string, Column][] = [
    ["network", rows.map(({ variant }) => variant)],
    ["repetition", Int32Array.from(rows, ({ repetition }) => repetition)],
    ["round", Int32Array.from(rows, ({ round }) => round)],
    ["step", Int32Array.from(rows, ({ step }) => step)],
    ...NUMBERS.map(([name, key]): [string, Column] => [
      name,
      Float64Array.from(rows, (row) => row[key] ?? Number.NaN),
    ]),
  ];
  return encodeColumns(columns, { version });
}
