import type { Points } from "./data.js";
import { eachBatch } from "./evaluation.js";
import type { Model } from "./network.js";

/**
 * Features that training has added, z'(x) = z(x) - z0(x), one row of m2 numbers per point: with the
 * current weights, z'(x) = Ws (relu((W0 + W') x) - relu(W0 x)) / sqrt(m1), for the linearised network
 * Ws D1 W' x / sqrt(m1).
 */
export function learnedFeatures(model: Model, points: Points): Float32Array {
  const { layers, z } = model;
  const { features, lanes, weights } = layers;
  const out = new Float32Array(points.samples * features);
  eachBatch(model, points, (from, count) => {
    model.forward(weights.first.start, weights.second.start);
    const start = z.slice();
    model.forward(weights.first.current, weights.second.start);
    for (let l = 0; l < count; l++) {
      for (let k = 0; k < features; k++) {
        out[(from + l) * features + k] = z[k * lanes + l] - start[k * lanes + l];
      }
    }
  });
  return out;
}

/** Inner products of the rows of a matrix [rows][columns], summed in f64, columns ascending. */
export function gram(values: ArrayLike<number>, rows: number): Float64Array {
  const columns = values.length / rows;
  const out = new Float64Array(rows * rows);
  for (let s = 0; s < rows; s++) {
    for (let t = 0; t <= s; t++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += values[s * columns + k] * values[t * columns + k];
      out[s * rows + t] = sum;
      out[t * rows + s] = sum;
    }
  }
  return out;
}
