import { expect, test } from "vitest";
import { parseThreeLayer } from "../../../src/bounds/three-layer/parse.js";
import { ThreeLayerRun } from "../../../src/bounds/three-layer/run.js";
import type { ThreeLayerDocument } from "../../../src/bounds/three-layer/schema.js";
import { createEngine } from "../../../src/engine/engine.js";
import { studentQuantile } from "../../../src/numerics/student.js";
import { Values } from "../../support/values.js";
import { f3, h, k } from "./closed-form.js";
import { ScalarRun } from "./scalar-run.js";
import { spherePoints } from "./sphere.js";

async function start(
  document: ThreeLayerDocument,
  points: ReturnType<typeof spherePoints>,
  seed = 5,
) {
  const settings = parseThreeLayer(document);
  return new ThreeLayerRun(await createEngine(), settings, { train: points }, seed);
}

test("tangent kernels are the Gram matrices of the gradients, at trained weights too", async () => {
  const points = spherePoints(5, 3, 3);
  const run = await start({ first: 16, features: 16, second: 32, batchSize: 3 }, points);
  const values = new Values(1);
  const { arrays, state } = run.checkpoint();
  const moved = (w: Float32Array) => w.map(() => values.uniform(-0.5, 0.5));
  const first = moved(arrays.first as Float32Array);
  const second = moved(arrays.second as Float32Array);
  run.restore({ state, arrays: { first, second } });
  const kernels = run.tangentKernels(points);

  const { a, signs, v0, w0 } = new ScalarRun(run.settings, points, 5);
  const gradients = Array.from({ length: 5 }, (_, s) => {
    const x = Array.from(points.inputs.subarray(3 * s, 3 * s + 3));
    const g = w0.map((row, j) => row.reduce((sum, w, i) => sum + (w + first[3 * j + i]) * x[i], 0));
    const z = signs.map((row) => row.reduce((sum, c, j) => sum + (c * Math.max(0, g[j])) / 4, 0));
    const v = v0.map((row, i) => row.map((value, m) => value + second[16 * i + m]));
    const open = v.map((row) => row.reduce((sum, value, m) => sum + value * z[m], 0) > 0);
    const back = z.map((_, m) => v.reduce((sum, row, i) => sum + (open[i] ? a[i] * row[m] : 0), 0));
    return {
      first: g.flatMap((value, j) => {
        const delta = signs.reduce((sum, row, m) => sum + (row[j] * back[m]) / 4, 0);
        return x.map((input) => (value > 0 ? delta * input : 0));
      }),
      second: v.flatMap((_, i) => z.map((value) => (open[i] ? a[i] * value : 0))),
    };
  });
  for (const layer of ["first", "second"] as const) {
    for (let s = 0; s < 5; s++) {
      for (let t = 0; t < 5; t++) {
        const q = gradients[t][layer];
        const wanted = gradients[s][layer].reduce((sum, value, i) => sum + value * q[i], 0);
        const size = gradients[s][layer].reduce((sum, value, i) => sum + Math.abs(value * q[i]), 0);
        // Features and deltas are sums of at most 32 + 16 + 16 terms in f32.
        expect(Math.abs(kernels[layer][5 * s + t] - wanted)).toBeLessThan(
          (size * 2 * 64) / 2 ** 24,
        );
      }
    }
  }
});

test("the linearised network keeps the kernels that the network has at its start, and its gates", async () => {
  const points = spherePoints(5, 3, 3);
  const sizes = { first: 32, features: 16, second: 32, cancelled: false };
  const atStart = (await start(sizes, points)).tangentKernels(points);
  const optimiser = { name: "sgd", rate: 1 } as const;
  const frozen = { ...sizes, model: "linearised", optimiser, steps: 20, targetLoss: 0 } as const;
  const run = await start(frozen, points);
  run.advance(20);
  expect(run.measurements.at(-1)).toMatchObject({ step: 20, flipped1: 0, flipped2: 0 });
  expect(run.measurements.at(-1)!.norm1).toBeGreaterThan(0.1);
  expect(run.tangentKernels(points)).toEqual(atStart);
});

test("a cancelled network has no tangent kernel of the first layer at its start", async () => {
  const points = spherePoints(5, 3, 3);
  const run = await start({ first: 16, features: 16, second: 32 }, points);
  expect(run.tangentKernels(points).first.every((value) => value === 0)).toBe(true);
});

test("wide networks have kappa1^2 K o F3 and kappa2^2 K o H in the mean, within standard errors", async () => {
  const n = 4;
  const points = spherePoints(n, 5, 9);
  const [kappa1, kappa2] = [1.5, 0.7];
  const networks = [];
  for (let seed = 1; seed <= 8; seed++) {
    const sizes = { first: 1536, features: 1024, second: 768, cancelled: false, batchSize: 16 };
    networks.push((await start({ ...sizes, kappa1, kappa2 }, points, seed)).tangentKernels(points));
  }
  for (let s = 0; s < n; s++) {
    for (let t = 0; t <= s; t++) {
      const x = points.inputs.subarray(5 * s, 5 * s + 5);
      const r = x.reduce((sum, value, i) => sum + value * points.inputs[5 * t + i], 0);
      const wanted = { first: kappa2 ** 2 * k(r) * h(r), second: kappa1 ** 2 * k(r) * f3(r) };
      for (const layer of ["first", "second"] as const) {
        const values = networks.map((kernels) => kernels[layer][n * s + t]);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const error = Math.sqrt(squares / (values.length - 1) / values.length);
        // Each of the 20 means is off by more with probability 1e-4, and by the curvature of K times the
        // variance 2/m2 of features, below 1e-3 of the greatest value.
        const room = studentQuantile(5e-5, 7) * error + 1e-3 * kappa1 ** 2 * 0.25;
        expect(Math.abs(mean - wanted[layer])).toBeLessThan(room);
      }
    }
  }
});
