import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUp } from "./setup.mjs";

/*
 * Wide three-layer networks against the kernels of infinite width: npm run three-layer-checks.
 * Prints the greatest deviation of the empirical NTK, by layer, for growing widths.
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

const points = sphere(POINTS, DIMENSION, new RandomStream(1));
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
      deviations[layer].push(greatest(kernels[layer], layer));
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
    const mean = greatest(means[layer], layer).toFixed(4);
    console.log(
      `m1 = m3 = ${width}, m2 = ${features}, ${name}: mean of ${networks} networks ${mean}; each ${each}`,
    );
  }
}

function greatest(kernel, layer) {
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
