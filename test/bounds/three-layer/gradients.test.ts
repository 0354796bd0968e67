import { expect, test } from "vitest";
import { LOSSES } from "../../../src/bounds/three-layer/losses.js";
import { parseThreeLayer } from "../../../src/bounds/three-layer/parse.js";
import { ThreeLayerRun } from "../../../src/bounds/three-layer/run.js";
import { createEngine } from "../../../src/engine/engine.js";
import { RandomStream } from "../../../src/numerics/random.js";
import { Values } from "../../support/values.js";
import { ScalarRun } from "./scalar-run.js";
import { spherePoints } from "./sphere.js";

const STEP = 1e-5;
const PSI = [1e-3, 2e-3];
const train = spherePoints(9, 4, 3);

type Weights = { first: Float64Array; second: Float64Array };

/** A step of rate 1 without noise moves the weights by the gradient of the objective. */
test.each([
  ["three-layer", "squared"],
  ["three-layer", "logistic"],
  ["three-layer", "hinge"],
  ["linearised", "squared"],
] as const)("a step of the %s network on the %s loss follows central differences in f64", async (model, loss) => {
  const settings = parseThreeLayer({
    ...{ model, loss, first: 16, features: 16, second: 32, batchSize: 7, cancelled: false },
    optimiser: {
      ...{ name: "psgd", rate: 1, beta1: 0, beta2: 0, noise: 0, bound1: 1e6, bound2: 1e6 },
      ...{ psi1: PSI[0], psi2: PSI[1] },
    },
  });
  const run = new ThreeLayerRun(await createEngine(), settings, { train }, 5);
  const values = new Values(11);
  const before = {
    first: Float32Array.from({ length: 16 * 4 }, () => values.uniform(-0.3, 0.3)),
    second: Float32Array.from({ length: 32 * 16 }, () => values.uniform(-0.3, 0.3)),
  };
  run.restore({ state: run.checkpoint().state, arrays: before });
  run.advance(1);
  const after = run.checkpoint().arrays;

  const batch = new RandomStream(5).child(1).child(0, 0).child(0);
  const rows = Array.from({ length: 7 }, () => batch.below(train.samples));
  const network = new ScalarRun(settings, train, 5);
  const weights: Weights = {
    first: Float64Array.from(before.first),
    second: Float64Array.from(before.second),
  };
  let kinks = Number.POSITIVE_INFINITY;
  const objective = (watch = false) => {
    const decay = [weights.first, weights.second].map((w) => w.reduce((sum, x) => sum + x * x, 0));
    const losses = rows.map((row) => {
      const x = Array.from(train.inputs.subarray(4 * row, 4 * row + 4));
      const { distance, output } = forward(network, weights, x, model === "linearised");
      if (watch) kinks = Math.min(kinks, distance);
      if (watch && loss === "hinge")
        kinks = Math.min(kinks, Math.abs(1 - output * train.targets[row]));
      return LOSSES[loss].value(output, train.targets[row]);
    });
    return losses.reduce((sum, l) => sum + l, 0) / 7 + PSI[0] * decay[0] + PSI[1] * decay[1];
  };
  objective(true);
  expect(kinks).toBeGreaterThan(20 * STEP);

  // Rounding in f32: sums of at most n terms whose sizes add up to less than 4, and the step itself.
  const n = 4 + 16 + 16 + 32 + 16;
  const tolerance = 4 * n * 2 ** -24 + 1e-9;
  let greatest = 0;
  for (const name of ["first", "second"] as const) {
    for (let i = 0; i < weights[name].length; i++) {
      const value = weights[name][i];
      weights[name][i] = value + STEP;
      const above = objective();
      weights[name][i] = value - STEP;
      const below = objective();
      weights[name][i] = value;
      const gradient = before[name][i] - after[name][i];
      expect(Math.abs(gradient - (above - below) / (2 * STEP))).toBeLessThan(tolerance);
      greatest = Math.max(greatest, Math.abs(gradient));
    }
  }
  expect(greatest).toBeGreaterThan(1000 * tolerance);
});

/** The network in f64, from the formulas; `distance` of the pre-activations from 0. */
function forward(
  { a, signs, v0, w0 }: ScalarRun,
  { first, second }: Weights,
  x: number[],
  linearised: boolean,
): { output: number; distance: number } {
  const dot = (p: ArrayLike<number>, q: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < p.length; i++) sum += p[i] * q[i];
    return sum;
  };
  const moved = (rows: number[][], by: Float64Array) =>
    rows.map((row, i) => row.map((value, j) => value + by[i * row.length + j]));
  const mix = (h: number[]) => signs.map((row) => dot(row, h) / Math.sqrt(h.length));
  const w = moved(w0, first);
  const v = moved(v0, second);
  const g = w.map((row) => dot(row, x));
  if (!linearised) {
    const z = mix(g.map((value) => Math.max(0, value)));
    const u = v.map((row) => dot(row, z));
    return {
      output: dot(
        a,
        u.map((value) => Math.max(0, value)),
      ),
      distance: Math.min(...[...g, ...u].map(Math.abs)),
    };
  }
  const g0 = w0.map((row) => dot(row, x));
  const z0 = mix(g0.map((value) => Math.max(0, value)));
  const z = mix(g.map((value, j) => (g0[j] > 0 ? value : 0)));
  const learned = z.map((value, k) => value - z0[k]);
  const u = v0.map((row, i) => (dot(row, z0) > 0 ? dot(v[i], z0) + dot(row, learned) : 0));
  return { output: dot(a, u), distance: Number.POSITIVE_INFINITY };
}
