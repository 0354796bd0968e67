import { expect, test } from "vitest";
import { gram } from "../../../src/bounds/three-layer/features.js";
import { parseThreeLayer } from "../../../src/bounds/three-layer/parse.js";
import { ThreeLayerRun } from "../../../src/bounds/three-layer/run.js";
import type { ThreeLayerDocument } from "../../../src/bounds/three-layer/schema.js";
import { Weights } from "../../../src/bounds/three-layer/weights.js";
import { createEngine } from "../../../src/engine/engine.js";
import { RandomStream } from "../../../src/numerics/random.js";
import { Values } from "../../support/values.js";
import { h } from "./closed-form.js";
import { ScalarRun } from "./scalar-run.js";
import { spherePoints } from "./sphere.js";

async function start(document: ThreeLayerDocument, points: ReturnType<typeof spherePoints>) {
  const settings = parseThreeLayer(document);
  return new ThreeLayerRun(await createEngine(), settings, { train: points }, 5);
}

test.each([
  "three-layer",
  "linearised",
] as const)("learned features of the %s network are those of the formula", async (model) => {
  const points = spherePoints(19, 4, 3);
  const run = await start({ model, first: 32, features: 16, second: 16, batchSize: 3 }, points);
  const values = new Values(1);
  const { arrays, state } = run.checkpoint();
  const first = arrays.first.map(() => values.uniform(-0.5, 0.5)) as Float32Array;
  run.restore({ state, arrays: { ...arrays, first } });
  const got = run.learnedFeatures(points);
  const { signs, w0 } = new ScalarRun(run.settings, points, 5);
  for (let s = 0; s < points.samples; s++) {
    const x = Array.from(points.inputs.subarray(4 * s, 4 * s + 4));
    const added = w0.map((row, j) => {
      const before = row.reduce((sum, w, i) => sum + w * x[i], 0);
      const change = row.reduce((sum, _, i) => sum + first[4 * j + i] * x[i], 0);
      if (model === "linearised") return before > 0 ? change : 0;
      return Math.max(0, before + change) - Math.max(0, before);
    });
    signs.forEach((row, k) => {
      const wanted = row.reduce((sum, sign, j) => sum + (sign * added[j]) / Math.sqrt(32), 0);
      // Two sums of 32 terms of size below 2 in f32, and those of 4 terms below them.
      expect(Math.abs(got[16 * s + k] - wanted)).toBeLessThan((2 * 36 * 2 * 32) / 5 / 2 ** 24);
    });
  }
  const inner = run.featureGram(points);
  expect(inner[2 * 19 + 7]).toBe(inner[7 * 19 + 2]);
  const wanted = Array.from({ length: 16 }, (_, k) => got[16 * 2 + k] * got[16 * 7 + k]);
  expect(inner[2 * 19 + 7]).toBeCloseTo(
    wanted.reduce((sum, value) => sum + value, 0),
    12,
  );
});

test("features not learned yet are 0", async () => {
  const points = spherePoints(3, 4, 3);
  const run = await start({ first: 32, features: 16, second: 16 }, points);
  expect(run.featureGram(points).every((value) => value === 0)).toBe(true);
});

test("gram is the matrix of inner products", () => {
  expect(Array.from(gram([1, 2, 3, 4, 5, 6], 2))).toEqual([14, 32, 32, 77]);
});

test("the least |W'|^2 for features of Gram matrix G is <H^-1, G> within 1 % at m1 = 40,000", async () => {
  const n = 8;
  const m1 = 40_000;
  const m2 = 16;
  const dimension = 10;
  const points = spherePoints(n, dimension, 8);
  const settings = parseThreeLayer({ first: m1, features: m2, second: 16 });
  const engine = await createEngine();
  const weights = new Weights(engine, settings, dimension, new RandomStream(5).child(0));
  const values = new Values(4);
  const phi = Array.from({ length: n * m2 }, () => values.uniform(-1, 1));

  // Rows of the map W' -> z'(x_i)_k are Ws_kj 1{W0_j x_i > 0} x_i / sqrt(m1); their Gram matrix M.
  const x = (i: number) => points.inputs.subarray(dimension * i, dimension * (i + 1));
  const dot = (p: ArrayLike<number>, q: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < p.length; i++) sum += p[i] * q[i];
    return sum;
  };
  const gates = Array.from({ length: n }, (_, i) => {
    const point = x(i);
    return bitsOf(m1, (j) => {
      let sum = 0;
      for (let c = 0; c < dimension; c++) sum += weights.first.start[dimension * j + c] * point[c];
      return sum > 0;
    });
  });
  const signs = Array.from({ length: m2 }, (_, k) =>
    bitsOf(m1, (j) => ((weights.signs[(k * m1 + j) >> 2] >> (j & 3)) & 1) === 1),
  );
  const size = n * m2;
  const place = (row: number) => ({ point: Math.floor(row / m2), feature: row % m2 });
  const map = Array.from({ length: size }, () => new Float64Array(size));
  for (let p = 0; p < size; p++) {
    for (let q = 0; q <= p; q++) {
      const [u, v] = [place(p), place(q)];
      const r = dot(x(u.point), x(v.point));
      const both = (w: number) => gates[u.point][w] & gates[v.point][w];
      let sum = 0;
      for (let w = 0; w < m1 / 32; w++) {
        sum += ones(both(w)) - 2 * ones(both(w) & (signs[u.feature][w] ^ signs[v.feature][w]));
      }
      map[p][q] = map[q][p] = (r * sum) / m1;
    }
  }
  const alpha = solve(map, phi);
  const least = dot(alpha, phi);

  const kernel = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => h(dot(x(i), x(j)))),
  );
  let wanted = 0;
  for (let k = 0; k < m2; k++) {
    const column = Array.from({ length: n }, (_, i) => phi[i * m2 + k]);
    wanted += dot(solve(kernel, column), column);
  }
  expect(Math.abs(least / wanted - 1)).toBeLessThan(0.01);

  // The network with that W', small enough that no gate flips, has these features.
  const small = 1e-3;
  const first = new Float32Array(m1 * dimension);
  for (let j = 0; j < m1; j++) {
    for (let i = 0; i < n; i++) {
      if (!bit(gates[i], j)) continue;
      let factor = 0;
      for (let k = 0; k < m2; k++)
        factor += bit(signs[k], j) ? alpha[i * m2 + k] : -alpha[i * m2 + k];
      for (let c = 0; c < dimension; c++) {
        first[j * dimension + c] += (small * factor * x(i)[c]) / Math.sqrt(m1);
      }
    }
  }
  const run = new ThreeLayerRun(await createEngine(), settings, { train: points }, 5);
  const { arrays, state } = run.checkpoint();
  run.restore({ state, arrays: { ...arrays, first } });
  const features = run.learnedFeatures(points);
  const error = features.reduce((sum, value, i) => sum + (value / small - phi[i]) ** 2, 0);
  expect(Math.sqrt(error / dot(phi, phi))).toBeLessThan(0.01);
});

/** Answers for 0 .. length - 1, 32 to a word. */
function bitsOf(length: number, isSet: (j: number) => boolean): Uint32Array {
  const words = new Uint32Array(length / 32);
  for (let j = 0; j < length; j++) if (isSet(j)) words[j >> 5] |= 1 << (j & 31);
  return words;
}

const bit = (words: Uint32Array, j: number): boolean => ((words[j >> 5] >>> (j & 31)) & 1) === 1;

/** How many bits are set. */
function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Solves a x = b for a symmetric positive definite matrix, by Cholesky. */
function solve(a: Float64Array[], b: ArrayLike<number>): Float64Array {
  const n = a.length;
  const l = Array.from({ length: n }, () => new Float64Array(n));
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
      l[i][j] = i === j ? Math.sqrt(sum) : sum / l[j][j];
    }
    for (let k = 0; k < i; k++) x[i] -= l[i][k] * x[k];
    x[i] /= l[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k][i] * x[k];
    x[i] /= l[i][i];
  }
  return x;
}
