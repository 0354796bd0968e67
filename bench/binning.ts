import { join } from "node:path";
import { createEngine } from "../src/engine/engine.js";
import { bins } from "../src/estimators/bins.js";
import { Counting } from "../src/estimators/counting.js";
import { discretising } from "../src/estimators/discretising.js";
import type { Sample } from "../src/estimators/estimator.js";
import { CLASSES, makeLabels, reluCodes, SAMPLES, UNITS } from "./codes.js";
import type { Context } from "./context.js";
import { Peer } from "./python.js";
import { against, atMost, type Row, skipped } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const BENCH = "binning";

/** How many times faster than numpy binning and counting must be. */
const BAR = 5;

/** Both sides must find the same, in bits. */
const AGREEMENT = 1e-9;

/** The layers of SYN, whose binnings must not cost more than the repetition (3.8 s) without them. */
const SYN = { inputs: 4096, units: [10, 7, 5, 4, 3, 2], bar: 40 } as const;

const BINNINGS = [30, 100, 256] as const;

interface PeerAnswer {
  milliseconds: number[];
  entropy: number;
  labelInformation: number;
  states: number;
}

/** Uniform bins of float32 activations and what they know, against numpy, and in the course of a run. */
export async function binning({ numpy, options, root, say }: Context): Promise<Row[]> {
  const peer = numpy && new Peer(numpy, join(root, "bench/peers/binning.py"));
  const rounds = options.quick ? 3 : 7;
  const rows: Row[] = [];
  try {
    for (const count of BINNINGS) {
      say(`${BENCH}: ${count} bins, ${rounds} rounds`);
      rows.push(await binLayer(count, rounds, peer));
    }
  } finally {
    await peer?.close();
  }
  if (!peer) rows.push(skipped(BENCH, "the same with numpy", "no Python with numpy found"));
  rows.push(await synLayers(rounds));
  return rows;
}

async function binLayer(count: number, rounds: number, peer: Peer | undefined): Promise<Row> {
  const engine = await createEngine();
  const estimator = discretising(new Counting(engine), bins(count, "layer"), "none");
  const sample = wideSample();
  const found = estimator.estimate(sample);
  const what = `${count} bins of 70,000 x 16 float32, H(T), I(T;Y), ${found.states} states`;
  const ask = (runs: number) => (peer as Peer).ask<PeerAnswer>({ bins: count, runs });
  if (peer) assertAgreement(await ask(1), found);
  const [ours, theirs] = await interleave(rounds, [
    () => timed(10, () => estimator.estimate(sample)),
    ...(peer ? [async () => median((await ask(1)).milliseconds)] : []),
  ]);
  const row = {
    bench: BENCH,
    what,
    unit: "ms",
    ours: median(ours),
    note: "bounds of the layer; values are copied into the engine each time",
  };
  if (!peer) return { ...row, verdict: "not judged" };
  const value = { name: "numpy digitize, unique on a void view", value: median(theirs) };
  return against({ ...row, peer: value, ratio: ratios(theirs, ours) }, BAR);
}

/** Values of which many are 0, from the codes that bench/counting.ts counts. */
function wideSample(): Sample {
  const codes = reluCodes();
  const values = Float32Array.from(codes, (code, i) => (code === 0 ? 0 : code + (i % 97) / 97));
  if (values.length !== SAMPLES * UNITS) throw new Error("there are other codes than expected");
  return { values, units: UNITS, labels: makeLabels(), classes: CLASSES };
}

/** Mean time of a binning of a layer of SYN, in microseconds, values lying in the engine. */
async function synLayers(rounds: number): Promise<Row> {
  const engine = await createEngine();
  const counting = new Counting(engine);
  const samples = SYN.units.map((units, l) => synSample(engine.arena, units, l));
  const estimators = [30, 100, 256].flatMap((count) =>
    (["unit", "layer", [-1, 1]] as const).map((bounds) =>
      discretising(counting, bins(count, bounds), "none"),
    ),
  );
  const all = () => {
    for (const sample of samples) for (const estimator of estimators) estimator.estimate(sample);
  };
  const [ours] = await interleave(rounds, [() => timed(20, all)]);
  const each = (1000 * median(ours)) / (samples.length * estimators.length);
  const what = "one binning of a layer of SYN, 4096 inputs, mean over its six layers";
  return atMost({ bench: BENCH, what, unit: "us", ours: each }, SYN.bar);
}

/** tanh of a random layer of all vectors of twelve bits, as at the start of a training. */
function synSample(
  arena: Awaited<ReturnType<typeof createEngine>>["arena"],
  units: number,
  layer: number,
): Sample {
  const values = arena.take(Float32Array, SYN.inputs * units);
  const weight = (u: number, bit: number) => Math.sin(12.9898 * (13 * u + bit + 200 * layer));
  for (let i = 0; i < SYN.inputs; i++) {
    for (let u = 0; u < units; u++) {
      let sum = 0;
      for (let bit = 0; bit < 12; bit++) sum += ((i >> bit) & 1) * weight(u, bit);
      values[i * units + u] = Math.tanh(sum / 2);
    }
  }
  const labels = Uint8Array.from({ length: SYN.inputs }, (_, i) => ((i * 7) >> 3) & 1);
  return { values, units, labels, classes: 2 };
}

/** Median time of one run, in ms. */
function timed(runs: number, run: () => unknown): number {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return median(times);
}

function assertAgreement(
  theirs: PeerAnswer,
  ours: Record<"entropy" | "labelInformation" | "states", number>,
): void {
  for (const key of ["entropy", "labelInformation", "states"] as const) {
    if (Math.abs(theirs[key] - ours[key]) <= AGREEMENT) continue;
    throw new Error(`numpy finds ${key} = ${theirs[key]}, infoplane ${ours[key]}`);
  }
}
