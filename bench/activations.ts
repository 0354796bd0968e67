/*
 * Real activations whose values are sums of dyadic fractions, so that peers in other languages can make
 * the same ones, bit for bit; twin of bench/peers/activations.py.
 */
import type { Vectors } from "../src/estimators/continuous.js";
import type { Sample } from "../src/estimators/estimator.js";
import { mix } from "./codes.js";

export const SAMPLES = 4096;
/** Units of a layer, and of both vectors of the neighbours' benchmark together. */
export const UNITS = 10;

/** Uniform in [-1, 1), inputs x units; the label says whether the first two units sum to more than 0. */
export function uniformSample(): Sample {
  const values = Float64Array.from({ length: SAMPLES * UNITS }, (_, i) => mix(i) / 2 ** 31 - 1);
  const labels = Uint8Array.from({ length: SAMPLES }, (_, s) =>
    values[s * UNITS] + values[s * UNITS + 1] > 0 ? 1 : 0,
  );
  return { values, units: UNITS, labels, classes: 2 };
}

/** The first half of the units as x, their means with the second half as y. */
export function dependentVectors(): { x: Vectors; y: Vectors } {
  const { values } = uniformSample();
  const units = UNITS / 2;
  const at = (i: number) => Math.floor(i / units) * UNITS + (i % units);
  const x = Float64Array.from({ length: SAMPLES * units }, (_, i) => values[at(i)]);
  const y = x.map((value, i) => (value + values[at(i) + units]) / 2);
  return { x: { values: x, units }, y: { values: y, units } };
}
