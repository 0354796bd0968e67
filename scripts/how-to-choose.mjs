import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseHTML } from "linkedom";
import { root, setUp } from "./setup.mjs";

/*
 * node scripts/how-to-choose.mjs: draws the figures of docs/estimators/how-to-choose.md anew, in
 * docs/images/estimators: one from docs/results, two from populations of which the truth is known.
 */
setUp();
const load = (path) => import(pathToFileURL(join(root, "dist", path)).href);
const { createEngine, createEstimators, estimatorsSchema } = await load("index.js");
const { claimFigure } = await load("figures/claim-figure.js");
const { standaloneMarkup } = await load("figures/serialise.js");
const { readSummary } = await load("node/summary-files.js");
const { log2 } = await load("numerics/log2.js");
const { RandomStream } = await load("numerics/random.js");

const images = join(root, "docs/images/estimators");
const { document } = parseHTML("<html><body></body></html>");
mkdirSync(images, { recursive: true });
const draw = (name, statement, plot) => {
  const figure = claimFigure({ statement, plots: [plot] }, { document });
  writeFileSync(join(images, `${name}.svg`), standaloneMarkup(figure));
};

const engine = await createEngine();
const DRAWS = 20;
/** Student's t of 19 degrees of freedom, 97.5 %. */
const T = 2.093;

/** Means over the draws, with 95 % intervals, of what `measure(n, draw)` finds by each name. */
function series(names, sizes, measure) {
  const points = names.map(() => []);
  for (const n of sizes) {
    const found = Array.from({ length: DRAWS }, (_, d) => measure(n, d));
    names.forEach((_, k) => {
      const values = found.map((one) => one[k]);
      const y = values.reduce((a, b) => a + b) / DRAWS;
      const variance = values.reduce((sum, value) => sum + (value - y) ** 2, 0) / (DRAWS - 1);
      const half = T * Math.sqrt(variance / DRAWS);
      points[k].push({ x: n, y, low: y - half, high: y + half });
    });
  }
  return names.map((name, k) => ({ name, points: points[k] }));
}

const estimators = (...entries) => createEstimators(estimatorsSchema.parse(entries), engine);

{
  const { layers } = await readSummary(join(root, "docs/results/estimators-syn-tanh"));
  const names = [...new Set(layers.map(({ layer }) => layer))];
  const shown = {
    "exact count (softmax vectors in T6)": /^(exact codes|distinct softmax vectors)$/,
    "KDE upper bound, variance 0.001": /^KDE/,
    "Ross, k = 3": /^Ross/,
    "30 equal-mass bins per unit": /^30 equal-mass bins per unit$/,
    "these with labels shuffled": /shuffled labels$/,
  };
  const lastOf = (layer, name) => {
    const own = layers.find((one) => one.layer === layer && name.test(one.estimator));
    return own.curves.label.mean[own.curves.label.count.findLastIndex((count) => count > 0)];
  };
  draw("label-information", "I(T;Y) of every layer after training, by several estimators.", {
    title: "estimators-syn-tanh, after training (mean of 50 repetitions)",
    x: { label: "", names },
    y: "I(T;Y), bits",
    series: Object.entries(shown).map(([name, pattern]) => ({
      name,
      points: names.map((layer, x) => {
        const y = lastOf(layer, pattern);
        return { x, y, low: Number.NaN, high: Number.NaN };
      }),
    })),
  });
}

{
  const STATES = 1024;
  const weights = Array.from({ length: STATES }, (_, i) => 1 / (i + 1));
  const total = weights.reduce((a, b) => a + b);
  const shares = weights.map((weight) => weight / total);
  const truth = -shares.reduce((sum, share) => sum + share * log2(share), 0);
  const drawn = (stream) => {
    let rest = stream.uniform();
    return shares.findIndex((share, i) => (rest -= share) < 0 || i === STATES - 1);
  };
  const asked = estimators(
    { kind: "codes" },
    ...["miller-madow", "chao-shen"].map((correction) => ({ kind: "codes", correction })),
    { kind: "codes", correction: "nsb", alphabet: STATES },
  );
  const names = ["plain count", "Miller-Madow", "Chao-Shen", `NSB, ${STATES} possible states`];
  draw("corrections", "H(T) of a known population from samples of it.", {
    title: `1024 states with shares 1/i: H(T) = ${truth.toFixed(2)} bits`,
    x: { label: "inputs in the sample, n", log: true },
    y: "estimate minus truth, bits",
    series: series(names, [32, 64, 128, 256, 512, 1024, 2048, 4096], (n, d) => {
      const stream = new RandomStream(1, d);
      const values = Float32Array.from({ length: n }, () => drawn(stream));
      const labels = Uint8Array.from(values, (_, i) => i % 2);
      const sample = { values, units: 1, labels, classes: 2 };
      return asked.map((one) => one.estimate(sample).entropy - truth);
    }),
  });
}

{
  const [ksg, count] = estimators({ kind: "ksg", k: 3 }, { kind: "codes" });
  draw("neighbours", "KSG on a layer and its own input.", {
    title: "X uniform in a square, T = x1 + x2 / 2",
    x: { label: "inputs, n", log: true },
    y: "I(X;T), bits",
    series: series(
      ["KSG, real numbers (truth: infinite)", "KSG, codes of 3 bits", "exact count of the codes"],
      [32, 64, 128, 256, 512, 1024, 2048],
      (n, d) => {
        const stream = new RandomStream(2, d);
        const inputs = {
          values: Float64Array.from({ length: 2 * n }, () => stream.uniform()),
          units: 2,
        };
        const real = Float64Array.from(
          { length: n },
          (_, i) => inputs.values[2 * i] + inputs.values[2 * i + 1] / 2,
        );
        const codes = real.map((value) => Math.floor((value / 1.5) * 8));
        const labels = Uint8Array.from(real, (_, i) => i % 2);
        const about = { units: 1, labels, classes: 2, inputs };
        const coded = { ...about, values: codes, discrete: true };
        return [
          ksg.estimate({ ...about, values: real }).inputInformation,
          ksg.estimate(coded).inputInformation,
          count.estimate(coded).inputInformation,
        ];
      },
    ),
  });
}
