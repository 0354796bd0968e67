import { expect, test } from "vitest";
import { parseThreeLayer } from "../../../src/bounds/three-layer/parse.js";
import { ThreeLayerRun } from "../../../src/bounds/three-layer/run.js";
import type { ThreeLayerDocument } from "../../../src/bounds/three-layer/schema.js";
import { createEngine } from "../../../src/engine/engine.js";
import { ScalarRun } from "./scalar-run.js";
import { spherePoints } from "./sphere.js";

const SMALL = { first: 32, features: 16, second: 32, batchSize: 5, steps: 12, measureEvery: 4 };
const train = spherePoints(20, 3, 1);
const test_ = spherePoints(10, 3, 2);

async function start(document: ThreeLayerDocument, seed = 7): Promise<ThreeLayerRun> {
  const settings = parseThreeLayer({ ...SMALL, ...document });
  return new ThreeLayerRun(await createEngine(), settings, { train, test: test_ }, seed);
}

test.each([
  { cancelled: true, beta1: 0.02, beta2: 0.03, noise: 0.01, bound1: 0.05, bound2: 0.05 },
  { cancelled: false, beta1: 0.02, beta2: 0, noise: 0, bound1: 10, bound2: 0.2 },
])("whole steps have the bits of a scalar network, %o", async ({ cancelled, ...psgd }) => {
  const optimiser = { name: "psgd" as const, rate: 0.3, psi1: 1e-3, psi2: 1e-2, ...psgd };
  const run = await start({ cancelled, optimiser, targetLoss: 0 });
  const scalar = new ScalarRun(run.settings, train, 7);
  for (let step = 0; step < 6; step++) scalar.step(0, step, [psgd.bound1, psgd.bound2]);
  run.advance(6);
  const { first, second } = run.checkpoint().arrays;
  expect(bits(first)).toEqual(bits(Float32Array.from(scalar.w.flat())));
  expect(bits(second)).toEqual(bits(Float32Array.from(scalar.v.flat())));
});

test.each([
  "three-layer",
  "linearised",
] as const)("the output of a cancelled %s network is exactly 0 at the start", async (model) => {
  for (const seed of [0, 1, 2, 3]) {
    const run = await start({ model }, seed);
    expect(run.predict(test_).every((f) => f === 0)).toBe(true);
    expect(run.measurements).toMatchObject([
      { step: 0, trainLoss: 0.5, trainError: 1, product: 0, flipped1: 0, flipped2: 0 },
    ]);
  }
});

test("rounds double B1 B2, begin anew, and end when they are used up", async () => {
  const optimiser = { name: "psgd" as const, bound1: 0.01, bound2: 0.02, doublings: 3 };
  const run = await start({ optimiser, targetLoss: 0 });
  const before = run.measurements.length;
  const made = run.advance(1000);
  expect(run.status).toBe("steps exhausted");
  expect(before).toBe(1);
  expect(run.measurements.slice(1)).toEqual(made);
  expect(run.advance(10)).toEqual([]);
  const begun = run.measurements.filter(({ step }) => step === 0);
  expect(begun.map(({ product }) => product)).toEqual([0, 0, 0, 0]);
  begun.forEach(({ bound1, bound2, round }, r) => {
    expect(round).toBe(r);
    expect((bound1! * bound2!) / 0.0002 / 2 ** r).toBeCloseTo(1, 12);
  });
  expect(run.measurements.map(({ step }) => step)).toEqual(
    [0, 1, 2, 3].flatMap(() => [0, 4, 8, 12]),
  );
  for (const { bound1, bound2, norm1, norm2 } of run.measurements) {
    expect(norm1).toBeLessThanOrEqual(bound1!);
    expect(norm2).toBeLessThanOrEqual(bound2!);
  }
});

test("a run ends as soon as a measured training loss is at the target", async () => {
  const run = await start({
    steps: 400,
    targetLoss: 0.2,
    optimiser: { name: "psgd", bound1: 0.3 },
  });
  run.advance(100_000);
  expect(run.status).toBe("target reached");
  const losses = run.measurements.map(({ trainLoss }) => trainLoss);
  expect(losses.pop()).toBeLessThanOrEqual(0.2);
  expect(losses.every((loss) => loss > 0.2)).toBe(true);
});

test("plain SGD has one round without bounds", async () => {
  const run = await start({ optimiser: { name: "sgd", rate: 0.1 }, targetLoss: 0 });
  run.advance(1000);
  expect(run.status).toBe("steps exhausted");
  expect(run.measurements.map(({ step }) => step)).toEqual([0, 4, 8, 12]);
  expect(run.measurements[3]).toMatchObject({ round: 0, bound1: null, bound2: null });
});

test("SGD is projected SGD without noise, decay and bounds", async () => {
  const plain = await start({ optimiser: { name: "sgd", rate: 0.1 } });
  const free = { beta1: 0, beta2: 0, psi1: 0, psi2: 0, noise: 0, bound1: 1e6, bound2: 1e6 };
  const projected = await start({ optimiser: { name: "psgd", rate: 0.1, ...free } });
  for (const run of [plain, projected]) run.advance(10);
  expect(plain.checkpoint().arrays).toEqual(projected.checkpoint().arrays);
});

test("a run restored from a checkpoint, by way of JSON, goes on to the same bits", async () => {
  const settings: ThreeLayerDocument = {
    optimiser: { name: "psgd", bound1: 0.1, bound2: 0.1, doublings: 1 },
    targetLoss: 0,
  };
  const whole = await start(settings);
  whole.advance(20);
  for (const stop of [0, 3, 12, 17]) {
    const killed = await start(settings);
    killed.advance(stop);
    const { arrays, state } = killed.checkpoint();
    killed.advance(1);
    const resumed = await start(settings);
    resumed.restore({ arrays, state: JSON.parse(JSON.stringify(state)) });
    resumed.advance(20 - stop);
    expect(resumed.checkpoint()).toEqual(whole.checkpoint());
  }
});

test("runs of other seeds differ, of the same seed do not, however they are driven", async () => {
  const [a, b, c] = await Promise.all([start({}, 1), start({}, 1), start({}, 2)]);
  a.advance(9);
  for (let i = 0; i < 9; i++) {
    b.advance(1);
    b.predict(test_);
    b.featureGram(train);
    b.tangentKernels(test_);
  }
  c.advance(9);
  expect(a.checkpoint()).toEqual(b.checkpoint());
  expect(a.checkpoint().arrays).not.toEqual(c.checkpoint().arrays);
});

test("measurements hold losses, errors and flips, also those of data that do not fill a batch", async () => {
  const run = await start({ batchSize: 16, optimiser: { name: "sgd", rate: 1 } });
  const [, measured] = [run.advance(3), run.advance(1)[0]];
  const f = run.predict(train);
  const loss = f.reduce((sum, value, s) => sum + (value - train.targets[s]) ** 2 / 2, 0) / 20;
  expect(measured.trainLoss).toBeCloseTo(loss, 12);
  const wrong = f.filter((value, s) => value * train.targets[s] <= 0).length;
  expect(measured.trainError).toBe(wrong / 20);
  const tested = run.predict(test_);
  expect(measured.testError).toBe(
    tested.filter((value, s) => value * test_.targets[s] <= 0).length / 10,
  );
  const { first, second } = run.checkpoint().arrays;
  const norms = [first, second].map((w) => Math.hypot(...w));
  expect(measured.norm1).toBeCloseTo(norms[0], 12);
  expect(measured.norm2).toBeCloseTo(norms[1], 12);
  expect(measured.product).toBe(measured.norm1 * measured.norm2);
  const scalar = new ScalarRun(run.settings, train, 7);
  expect([measured.flipped1, measured.flipped2]).toEqual(flips(scalar, first, second));
});

test("divergence is an error that names the step", async () => {
  const run = await start({
    model: "linearised",
    optimiser: { name: "sgd", rate: 1000 },
    steps: 100,
    measureEvery: 100,
  });
  expect(() => run.advance(100)).toThrow(
    /no longer finite in round 0, step 100: choose a smaller optimiser.rate/,
  );
});

function bits(values: ArrayLike<number>): Uint32Array {
  return new Uint32Array(Float32Array.from(values).buffer);
}

/** Shares of flipped gates in f64; no gate is so close to 0 that rounding could decide it. */
function flips(run: ScalarRun, first: ArrayLike<number>, second: ArrayLike<number>): number[] {
  const { a, signs, v0, w0 } = run;
  const counts = [0, 0];
  for (let s = 0; s < train.samples; s++) {
    const x = Array.from(train.inputs.subarray(3 * s, 3 * s + 3));
    const gates = [0, 1].map((moved) => {
      const pre = w0.map((row, j) =>
        row.reduce((sum, w, i) => sum + (w + moved * first[3 * j + i]) * x[i], 0),
      );
      const z = signs.map((row) =>
        row.reduce((sum, sign, j) => sum + (sign * Math.max(0, pre[j])) / Math.sqrt(w0.length), 0),
      );
      const u = v0.map((row, i) =>
        row.reduce((sum, v, k) => sum + (v + moved * second[z.length * i + k]) * z[k], 0),
      );
      for (const value of [...pre, ...u]) expect(Math.abs(value)).toBeGreaterThan(1e-6);
      return [pre.map((value) => value > 0), u.map((value) => value > 0)];
    });
    for (const layer of [0, 1]) {
      counts[layer] += gates[0][layer].filter((open, i) => open !== gates[1][layer][i]).length;
    }
  }
  return [counts[0] / (w0.length * train.samples), counts[1] / (a.length * train.samples)];
}
