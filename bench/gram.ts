import { join } from "node:path";
import { arcCosineGrams, innerProducts } from "../src/bounds/gram.js";
import { LinearAlgebra } from "../src/bounds/linear-algebra/algebra.js";
import { onSphere, type SphereData } from "../src/bounds/sphere.js";
import { createEngine } from "../src/engine/engine.js";
import type { Context } from "./context.js";
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

/** All Gram matrices of the arc-cosine and tangent kernels, against numpy. */
export async function gram({ numpy, options, root, say }: Context): Promise<Row[]> {
  const rounds = options.quick ? 3 : 7;
  const row = { bench: "gram", what: WHAT, unit: "ms", note: "processor time" };
  const algebra = new LinearAlgebra(await createEngine());
  const data = points();
  const make = () => algebra.scope(() => sums(algebra, data, false));
  say(`gram: ${rounds} rounds`);
  make();
  if (!numpy) {
    const ours = median(await repeat(rounds, make));
    return [
      { ...row, ours, verdict: "not judged" },
      skipped("gram", "the same with numpy", "none found"),
    ];
  }
  const peer = new Peer(numpy, join(root, "bench/peers/gram.py"));
  try {
    const request = { samples: SAMPLES, features: FEATURES, runs: 1 };
    const expected = algebra.scope(() => sums(algebra, data, true));
    assertAgreement((await peer.ask<PeerAnswer>(request)).sums, expected);
    const [ours, theirs] = await interleave(rounds, [
      () => timed(make),
      async () => (await peer.ask<PeerAnswer>(request)).milliseconds[0],
    ]);
    const name = `numpy${hasReferenceBlas(numpy) ? ", reference BLAS" : ""}`;
    const value = { name, value: median(theirs) };
    const judged = hasReferenceBlas(numpy) ? undefined : BAR;
    return [
      against({ ...row, ours: median(ours), peer: value, ratio: ratios(theirs, ours) }, judged),
    ];
  } finally {
    await peer.close();
  }
}

/** The same points as bench/peers/gram.py. */
function points(): SphereData {
  const rows = Float64Array.from({ length: SAMPLES * FEATURES }, (_, index) => {
    let x = Math.imul(index, 2654435761);
    x ^= x >>> 15;
    x = Math.imul(x, 2246822519);
    x ^= x >>> 13;
    return (x >>> 0) / 2 ** 32 - 0.5;
  });
  return onSphere(rows, FEATURES);
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
