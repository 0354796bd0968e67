import { join } from "node:path";
import { arcCosineGrams } from "../src/bounds/gram.js";
import { innerProducts } from "../src/bounds/inner-products.js";
import { LinearAlgebra } from "../src/bounds/linear-algebra/algebra.js";
import { onSphere, type SphereData } from "../src/bounds/sphere.js";
import { createEngine } from "../src/engine/engine.js";
import type { Context } from "./context.js";
import { mnistData } from "./mnist-data.js";
import { hasReferenceBlas, Peer } from "./python.js";
import { against, type Row, skipped } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const SAMPLES = 2000;
const FEATURES = 784;
const WHAT = `F2, F3, H, K, K F3, K H, three-layer NTK; n = ${SAMPLES}, d = ${FEATURES}`;
const BAR = 1;

/** Sums over four million entries. */
const AGREEMENT = 1e-9;

interface PeerAnswer {
  milliseconds: number[];
  sums: number[];
}

interface Case {
  name: string;
  note: string;
  data: SphereData;
  /** What the peer needs to have the same points. */
  request: { pixels?: string };
}

/** All Gram matrices of the arc-cosine and tangent kernels, against numpy. */
export async function gram(context: Context): Promise<Row[]> {
  const { numpy, options, root, say } = context;
  const rounds = options.quick ? 3 : 7;
  const algebra = new LinearAlgebra(await createEngine());
  const peer = numpy ? new Peer(numpy, join(root, "bench/peers/gram.py")) : undefined;
  const rows: Row[] = [];
  try {
    for (const { data, name, note, request } of [realCase(), await pixelCase(context)]) {
      const row = { bench: "gram", what: `${WHAT}; ${name}`, unit: "ms", note };
      const make = () => algebra.scope(() => sums(algebra, data, false));
      say(`gram, ${name}: ${rounds} rounds`);
      make();
      if (!numpy || !peer) {
        const ours = median(await repeat(rounds, make));
        rows.push({ ...row, ours, verdict: "not judged" });
        continue;
      }
      const ask = () =>
        peer.ask<PeerAnswer>({ samples: SAMPLES, features: FEATURES, ...request, runs: 1 });
      const expected = algebra.scope(() => sums(algebra, data, true));
      assertAgreement((await ask()).sums, expected);
      const [ours, theirs] = await interleave(rounds, [
        () => timed(make),
        async () => (await ask()).milliseconds[0],
      ]);
      const peerName = `numpy${hasReferenceBlas(numpy) ? ", reference BLAS" : ""}`;
      const value = { name: peerName, value: median(theirs) };
      const judged = hasReferenceBlas(numpy) ? undefined : BAR;
      rows.push(
        against({ ...row, ours: median(ours), peer: value, ratio: ratios(theirs, ours) }, judged),
      );
    }
    return numpy ? rows : [...rows, skipped("gram", "the same with numpy", "none found")];
  } finally {
    await peer?.close();
  }
}

/** Real numbers, the same as in bench/peers/gram.py. */
function realCase(): Case {
  const rows = Float64Array.from({ length: SAMPLES * FEATURES }, (_, index) => {
    let x = Math.imul(index, 2654435761);
    x ^= x >>> 15;
    x = Math.imul(x, 2246822519);
    x ^= x >>> 13;
    return (x >>> 0) / 2 ** 32 - 0.5;
  });
  return {
    name: "real numbers",
    note: "processor time",
    data: onSphere(rows, FEATURES),
    request: {},
  };
}

/** The first images: integers, whose inner products are exact here. */
async function pixelCase(context: Context): Promise<Case> {
  const { dataset, note } = await mnistData(context);
  const pixels = Uint8Array.from(dataset.inputs.subarray(0, SAMPLES * FEATURES));
  return {
    name: note ? "random pixels" : "MNIST pixels",
    note: `processor time; the pixels are integers here, float64 with numpy${note ? `; ${note}` : ""}`,
    data: onSphere(pixels, FEATURES),
    request: { pixels: Buffer.from(pixels).toString("base64") },
  };
}

function sums(algebra: LinearAlgebra, data: SphereData, wanted: boolean): number[] {
  const grams = Object.values(arcCosineGrams(algebra, innerProducts(algebra, data)));
  return wanted ? grams.map(({ values }) => values.reduce((sum, value) => sum + value, 0)) : [];
}

/** Processor time in ms, which other work on the machine disturbs least. */
function timed(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { system, user } = process.cpuUsage(start);
  return (system + user) / 1000;
}

async function repeat(rounds: number, run: () => unknown): Promise<number[]> {
  return (await interleave(rounds, [() => timed(run)]))[0];
}

function assertAgreement(theirs: readonly number[], ours: readonly number[]): void {
  const far = ours.findIndex((sum, k) => !(Math.abs(theirs[k] / sum - 1) <= AGREEMENT));
  if (far >= 0)
    throw new Error(`gram ${far}: numpy sums to ${theirs[far]}, infoplane to ${ours[far]}`);
}
