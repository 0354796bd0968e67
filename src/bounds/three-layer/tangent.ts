import type { Points } from "./data.js";
import { eachBatch } from "./evaluation.js";
import { gram } from "./features.js";
import type { Model } from "./network.js";

/** Gram matrices [points][points] of the gradients of the output: the network's empirical NTK, by layer. */
export interface TangentKernels {
  /** With respect to W'. */
  first: Float64Array;
  /** With respect to V'. */
  second: Float64Array;
}

/**
 * The empirical NTK at the current weights. For one output the gradient with respect to row i of V' is
 * a_i 1{u_i > 0} z / sqrt(m3), with respect to row j of W' it is delta_j x: products of Gram matrices.
 */
export function tangentKernels(model: Model, points: Points): TangentKernels {
  const { fed, layers } = model;
  const { delta, features, first, gates, lanes, second, slopes, weights } = layers;
  const n = points.samples;
  const deltas = new Float32Array(n * first);
  const zs = new Float32Array(n * features);
  const open = new Uint8Array(n * second);
  eachBatch(model, points, (from, count) => {
    model.forward(weights.first.current, weights.second.current);
    slopes.fill(1);
    model.backward(weights.second.current);
    for (let l = 0; l < count; l++) {
      const row = from + l;
      for (let j = 0; j < first; j++) deltas[row * first + j] = delta[j * lanes + l];
      for (let k = 0; k < features; k++) zs[row * features + k] = fed[k * lanes + l];
      for (let i = 0; i < second; i++) {
        open[row * second + i] = (gates[(i >> 2) * lanes + l] >> (i & 3)) & 1;
      }
    }
    slopes.fill(0);
  });
  return {
    first: multiply(gram(deltas, n), gram(points.inputs, n)),
    second: multiply(gram(zs, n), gram(open, n)).map((value) => value / second),
  };
}

function multiply(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value * b[i]);
}
