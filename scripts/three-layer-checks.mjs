import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUp } from "./setup.mjs";

/*
 * npm run three-layer-checks [-- kernels | learning]
 *
 * kernels: wide networks against the kernels of infinite width; the greatest deviation of the empirical
 * NTK, by layer, for growing widths.
 * learning: a target beyond the linear approximation, learnt by projected noisy SGD, by plain SGD and
 * by the linearised network.
 */

setUp();
const load = (path) => import(pathToFileURL(join(root, "dist", path)).href);
const { createEngine } = await load("engine/engine.js");
const { parseThreeLayer } = await load("bounds/three-layer/parse.js");
const { ThreeLayerRun } = await load("bounds/three-layer/run.js");
const { RandomStream } = await load("numerics/random.js");

const f2 = (r) => 1 / 4 + Math.asin(r) / (2 * Math.PI);
const f3 = (r) => (Math.sqrt(1 - r * r) + r * (Math.PI - Math.acos(r))) / (2 * Math.PI);
const gates = (r) => f2(Math.min(1, 2 * f3(r)));

const DIMENSION = 10;
const POINTS = 8;
const CASES = [
  { width: 2048, features: 1024, networks: 8 },
  { width: 8192, features: 1024, networks: 8 },
  { width: 20_000, features: 1024, networks: 8 },
];

const only = process.argv[2];
if (only !== "learning") await compareKernels(sphere(POINTS, DIMENSION, new RandomStream(1)));
if (only !== "kernels") await learn();

async function compareKernels(points) {
  for (const { features, networks, width } of CASES) {
    const deviations = { first: [], second: [] };
    const means = { first: new Float64Array(POINTS ** 2), second: new Float64Array(POINTS ** 2) };
    for (let seed = 0; seed < networks; seed++) {
      const settings = parseThreeLayer({
        ...{ first: width, second: width, features, cancelled: false, batchSize: 16 },
      });
      const data = { train: { ...points, targets: new Float32Array(POINTS) } };
      const kernels = new ThreeLayerRun(await createEngine(), settings, data, seed).tangentKernels(
        points,
      );
      for (const layer of ["first", "second"]) {
        deviations[layer].push(greatest(points, kernels[layer], layer));
        kernels[layer].forEach((value, i) => {
          means[layer][i] += value / networks;
        });
      }
    }
    for (const [layer, name] of [
      ["first", "K o H "],
      ["second", "K o F3"],
    ]) {
      const each = deviations[layer].map((value) => value.toFixed(4)).join(" ");
      const mean = greatest(points, means[layer], layer).toFixed(4);
      console.log(
        `m1 = m3 = ${width}, m2 = ${features}, ${name}: mean of ${networks} networks ${mean}; each ${each}`,
      );
    }
  }
}

/** 200 points on the sphere, labelled by the sign of x1 x2; 1000 others to test on. */
async function learn() {
  const data = { train: products(200, 2), test: products(1000, 3) };
  const common = { first: 512, features: 32, second: 512, batchSize: 32, steps: 1000 };
  const sgd = { optimiser: { name: "sgd", rate: 0.5 } };
  for (const [name, parts] of [
    ["PSGD", {}],
    ["SGD", sgd],
    ["SGD, linearised", { ...sgd, model: "linearised" }],
    ["SGD, linearised, not cancelled", { ...sgd, model: "linearised", cancelled: false }],
  ]) {
    const settings = parseThreeLayer({ ...common, targetLoss: 0.02, ...parts });
    const run = new ThreeLayerRun(await createEngine(), settings, data, 0);
    run.advance(Number.POSITIVE_INFINITY);
    console.log(`${name}: ${run.status}`);
    const last = run.measurements.filter(
      ({ round }, i, { [i + 1]: next }) => next?.round !== round,
    );
    console.table(last);
  }
}

function products(samples, seed) {
  const points = sphere(samples, DIMENSION, new RandomStream(seed));
  const targets = Float32Array.from({ length: samples }, (_, s) =>
    points.inputs[s * DIMENSION] * points.inputs[s * DIMENSION + 1] > 0 ? 1 : -1,
  );
  return { ...points, targets };
}

function greatest(points, kernel, layer) {
  let worst = 0;
  for (let s = 0; s < POINTS; s++) {
    for (let t = 0; t < POINTS; t++) {
      let r = 0;
      for (let i = 0; i < DIMENSION; i++) {
        r += points.inputs[s * DIMENSION + i] * points.inputs[t * DIMENSION + i];
      }
      r = Math.min(1, Math.max(-1, r));
      const wanted = gates(r) * (layer === "first" ? r * f2(r) : f3(r));
      worst = Math.max(worst, Math.abs(kernel[s * POINTS + t] - wanted));
    }
  }
  return worst;
}

function sphere(samples, dimension, stream) {
  const inputs = new Float32Array(samples * dimension);
  for (let s = 0; s < samples; s++) {
    const x = Array.from({ length: dimension }, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - stream.uniform()));
      return radius * Math.cos(2 * Math.PI * stream.uniform());
    });
    x.forEach((value, i) => {
      inputs[s * dimension + i] = value / Math.hypot(...x);
    });
  }
  return { samples, dimension, inputs };
}
