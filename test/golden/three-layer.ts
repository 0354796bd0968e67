import { parseThreeLayer } from "../../src/bounds/three-layer/parse.js";
import { ThreeLayerRun } from "../../src/bounds/three-layer/run.js";
import type { ThreeLayerDocument } from "../../src/bounds/three-layer/schema.js";
import { createEngine } from "../../src/engine/engine.js";
import { RandomStream } from "../../src/numerics/random.js";
import { sha256 } from "./cases.js";

/* Small three-layer runs whose results must have the same bits on every machine. */

const small = { first: 64, features: 16, second: 48, batchSize: 20, steps: 60, measureEvery: 30 };

const cases: Record<string, ThreeLayerDocument> = {
  "three-layer-psgd": {
    ...small,
    targetLoss: 0,
    optimiser: { name: "psgd", bound1: 0.5, bound2: 0.5, doublings: 1 },
  },
  "three-layer-logistic": { ...small, loss: "logistic", optimiser: { name: "sgd", rate: 2 } },
  "three-layer-linearised": { ...small, model: "linearised", cancelled: false, loss: "hinge" },
};

/** SHA-256 of final weights, measurements and learned features' Gram matrix, by name. */
export async function threeLayerHashes(): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [name, document] of Object.entries(cases)) {
    const data = { train: points(50, 1), test: points(30, 2) };
    const run = new ThreeLayerRun(await createEngine(), parseThreeLayer(document), data, 3);
    run.advance(200);
    const { arrays, state } = run.checkpoint();
    const parts = [
      ...[arrays.first, arrays.second, run.featureGram(data.test)],
      new TextEncoder().encode(JSON.stringify(state)),
    ].map(({ buffer, byteLength, byteOffset }) => new Uint8Array(buffer, byteOffset, byteLength));
    hashes[name] = await sha256(Uint8Array.from(parts.flatMap((part) => Array.from(part))));
  }
  return hashes;
}

/** Unit vectors of five numbers, labelled by the sign of the first two's product. */
function points(samples: number, seed: number) {
  const stream = new RandomStream(seed);
  const inputs = new Float32Array(5 * samples);
  const targets = new Float32Array(samples);
  for (let s = 0; s < samples; s++) {
    const x = Array.from({ length: 5 }, () => stream.uniform() - stream.uniform());
    const norm = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
    x.forEach((value, j) => {
      inputs[5 * s + j] = value / norm;
    });
    targets[s] = x[0] * x[1] > 0 ? 1 : -1;
  }
  return { samples, dimension: 5, inputs, targets };
}
