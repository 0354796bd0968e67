import { join } from "node:path";
import { createEngine } from "../src/engine/engine.js";
import type { Information } from "../src/information/information.js";
import { measureCodes } from "../src/information/measure-codes.js";
import { StateCounter } from "../src/information/state-counter.js";
import { CLASSES, distinctCodes, makeLabels, reluCodes, SAMPLES, UNITS } from "./codes.js";
import type { Context } from "./context.js";
import { Peer } from "./python.js";
import { against, type Row, skipped } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const BENCH = "counting";
const UNIT = "ms";

/** Ways to count with numpy, and how many times faster the counter must be. */
const METHODS = [
  { method: "axis", name: "numpy unique(axis=0) per label", bar: 80 },
  { method: "void", name: "numpy unique per label, void view", bar: 10 },
  { method: "void-inverse", name: "numpy one unique, void view, bincount", bar: undefined },
] as const;

interface Layer {
  name: string;
  codes(): Uint8Array;
  judged: boolean;
}

const LAYERS: readonly Layer[] = [
  { name: "relu", codes: reluCodes, judged: true },
  { name: "distinct", codes: distinctCodes, judged: false },
];

/** Both sides must find the same, in bits. */
const AGREEMENT = 1e-9;

const NOTE =
  "codes are copied into the engine and counted, as at each measurement of a run; the labels are " +
  "the same at every measurement and were set before";
const COLD_NOTE = "one call of the library's function: new engine, labels and packing included";

interface PeerAnswer {
  milliseconds: number[];
  entropy: number;
  labelInformation: number;
  states: number;
  singletons: number;
}

/** Exact H(T) and I(T;Y) of 70,000 x 16 codes with 10 labels, against numpy. */
export async function counting({ numpy, options, root, say }: Context): Promise<Row[]> {
  const peer = numpy && new Peer(numpy, join(root, "bench/peers/counting.py"));
  const rounds = options.quick ? 3 : 7;
  const rows: Row[] = [];
  try {
    for (const layer of LAYERS) {
      say(`${BENCH}: ${layer.name} codes, ${rounds} rounds`);
      rows.push(...(await countLayer(layer, rounds, peer)));
    }
  } finally {
    await peer?.close();
  }
  if (!peer) rows.push(skipped(BENCH, "the same with numpy", "no Python with numpy found"));
  return rows;
}

async function countLayer(layer: Layer, rounds: number, peer: Peer | undefined): Promise<Row[]> {
  const codes = layer.codes();
  const labels = makeLabels();
  const counter = await prepare(codes, labels);
  const expected = counter.count();
  assertAgreement(await measureCodes(codes, labels), expected, `${layer.name}, measureCodes`);
  const methods = peer ? METHODS : [];
  const ask = (method: string, runs: number) =>
    (peer as Peer).ask<PeerAnswer>({ layer: layer.name, method, runs });
  for (const { method } of methods) {
    assertAgreement(await ask(method, 1), expected, `${layer.name}, ${method}`);
  }
  const [ours, cold, ...theirs] = await interleave(rounds, [
    () => timed(20, counter.count),
    () => timed(1, () => measureCodes(codes, labels)),
    ...methods.map(
      ({ method }) =>
        async () =>
          median((await ask(method, 2)).milliseconds),
    ),
  ]);
  const what = `exact H(T), I(T;Y), 70,000 x 16 codes, ${expected.states} states`;
  const row = { bench: BENCH, what, unit: UNIT, ours: median(ours), note: NOTE };
  const coldRow = { ...row, what: `${what}, cold`, ours: median(cold), note: COLD_NOTE };
  if (!peer) return [row, coldRow].map((own) => ({ ...own, verdict: "not judged" }));
  const beside = (own: typeof row, figures: number[], m: number, bar?: number) => {
    const value = { name: METHODS[m].name, value: median(theirs[m]) };
    return against({ ...own, peer: value, ratio: ratios(theirs[m], figures) }, bar);
  };
  return [
    ...METHODS.map(({ bar }, m) => beside(row, ours, m, layer.judged ? bar : undefined)),
    beside(coldRow, cold, 1),
  ];
}

async function prepare(codes: Uint8Array, labels: Uint8Array) {
  const engine = await createEngine();
  const counter = new StateCounter(engine, labels, CLASSES, { complete: false });
  const rows = engine.arena.take(Uint8Array, SAMPLES * UNITS);
  return {
    count: () => {
      rows.set(codes);
      return counter.count(rows.byteOffset, UNITS)[0];
    },
  };
}

/** Median time of one run, in ms. */
async function timed(runs: number, run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return median(times);
}

function assertAgreement(theirs: PeerAnswer | Information, ours: Information, what: string): void {
  const far = (["entropy", "labelInformation"] as const).filter(
    (key) => !(Math.abs(theirs[key] - ours[key]) <= AGREEMENT),
  );
  const unequal = (["states", "singletons"] as const).filter((key) => theirs[key] !== ours[key]);
  const [key] = [...far, ...unequal];
  if (key === undefined) return;
  throw new Error(`${what}: the peer finds ${key} = ${theirs[key]}, infoplane ${ours[key]}`);
}
