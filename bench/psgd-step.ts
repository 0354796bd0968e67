import { join } from "node:path";
import { parseThreeLayer } from "../src/bounds/three-layer/parse.js";
import { ThreeLayerRun } from "../src/bounds/three-layer/run.js";
import { createEngine } from "../src/engine/engine.js";
import { RandomStream } from "../src/numerics/random.js";
import type { Context } from "./context.js";
import { hasReferenceBlas, Peer } from "./python.js";
import { against, type Row, skipped } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const BENCH = "psgd-step";
const WHAT = "three-layer PSGD step, 20-1024-64-1024, batch 128";
const SAMPLES = 4096;
const DIMENSION = 20;

/** Steps of projected, noisy SGD per second on one thread, against PyTorch eager. */
export async function psgdStep({ options, root, say, torch }: Context): Promise<Row[]> {
  const rounds = options.quick ? 3 : 7;
  const seconds = options.quick ? 0.5 : 1;
  const train = await trainer();
  const row = { bench: BENCH, what: WHAT, unit: "steps/s" };
  say(`${BENCH}: ${rounds} rounds`);
  if (!torch) {
    const [ours] = await interleave(rounds, [() => train(seconds)]);
    return [
      { ...row, ours: median(ours), verdict: "not judged" },
      skipped(BENCH, WHAT, "no Python with numpy and torch found"),
    ];
  }
  const handicapped = hasReferenceBlas(torch);
  const peer = new Peer(torch, join(root, "bench/peers/psgd_step.py"));
  try {
    const ask = async () =>
      (await peer.ask<{ stepsPerSecond: number }>({ seconds })).stepsPerSecond;
    await ask();
    const [ours, theirs] = await interleave(rounds, [() => train(seconds), ask]);
    const figures = {
      ours: median(ours),
      peer: { name: "torch autograd", value: median(theirs) },
      ratio: ratios(ours, theirs),
      note: handicapped ? "PyTorch runs on the reference BLAS here: no fair peer" : undefined,
    };
    return [against({ ...row, ...figures }, handicapped ? undefined : 1)];
  } finally {
    await peer.close();
  }
}

/** Warms up; returns a function that trains for that long and returns steps per second. */
async function trainer(): Promise<(seconds: number) => number> {
  const steps = 10_000_000;
  const settings = parseThreeLayer({ targetLoss: 0, steps, measureEvery: steps });
  const run = new ThreeLayerRun(await createEngine(), settings, { train: randomPoints() }, 0);
  const train = (seconds: number) => {
    const start = performance.now();
    for (let taken = 20; ; taken += 20) {
      run.advance(20);
      const elapsed = (performance.now() - start) / 1000;
      if (elapsed >= seconds) return taken / elapsed;
    }
  };
  train(0.5);
  return train;
}

/** Unit vectors, labelled by the sign of x1 x2. */
function randomPoints() {
  const stream = new RandomStream(1);
  const inputs = new Float32Array(SAMPLES * DIMENSION);
  const targets = new Float32Array(SAMPLES);
  for (let s = 0; s < SAMPLES; s++) {
    const x = inputs.subarray(s * DIMENSION, (s + 1) * DIMENSION);
    for (let j = 0; j < DIMENSION; j++) x[j] = stream.uniform() - stream.uniform();
    const norm = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
    for (let j = 0; j < DIMENSION; j++) x[j] /= norm;
    targets[s] = x[0] * x[1] > 0 ? 1 : -1;
  }
  return { samples: SAMPLES, dimension: DIMENSION, inputs, targets };
}
