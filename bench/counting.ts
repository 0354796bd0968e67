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

const LAYERS = [
  { layer: "relu", codes: reluCodes, judged: true },
  { layer: "distinct", codes: distinctCodes, judged: false },
] as const;

/** Both sides must find the same, in bits. */
const AGREEMENT = 1e-9;

const NOTE =
  "codes are copied into the engine and counted, as at each measurement of a run; the labels are " +
  "the same at every measurement and were set before";
const WHOLE_NOTE = "one call of the library's function: new engine, labels and packing included";

interface PeerAnswer {
  milliseconds: number[];
  entropy: number;
  labelInformation: number;
  states: number;
  singletons: number;
}

/** Exact H(T) and I(T;Y) of 70,000 x 16 codes with 10 labels, against numpy. */
export async function counting(context: Context): Promise<Row[]> {
  const { numpy, options, root, say } = context;
  if (!numpy) return [skipped(BENCH, "exact H(T) and I(T;Y)", "no Python with numpy found")];
  const peer = new Peer(numpy, join(root, "bench/peers/counting.py"));
  const rounds = options.quick ? 3 : 7;
  const rows: Row[] = [];
  try {
    for (const { codes: make, judged, layer } of LAYERS) {
      say(`counting: ${layer} codes`);
      const codes = make();
      const labels = makeLabels();
      const counter = await prepare(codes, labels);
      const expected = counter.count();
      const agree = async (method: string) =>
        assertAgreement(
          await peer.ask({ layer, method, runs: 1 }),
          expected,
          `${layer}, ${method}`,
        );
      for (const { method } of METHODS) await agree(method);
      assertAgreement(await measureCodes(codes, labels), expected, `${layer}, measureCodes`);
      const [ours, whole, ...theirs] = await interleave(rounds, [
        () => timed(20, counter.count),
        () => timed(1, () => measureCodes(codes, labels)),
        ...METHODS.map(({ method }) => async () => {
          const { milliseconds } = await peer.ask<PeerAnswer>({ layer, method, runs: 2 });
          return median(milliseconds);
        }),
      ]);
      const what = `exact H(T), I(T;Y), 70,000 x 16 codes, ${expected.states} states`;
      METHODS.forEach(({ bar, name }, m) => {
        const value = { name, value: median(theirs[m]) };
        const row = { bench: BENCH, what, unit: UNIT, ours: median(ours), peer: value, note: NOTE };
        rows.push(against({ ...row, ratio: ratios(theirs[m], ours) }, judged ? bar : undefined));
      });
      const { name } = METHODS[1];
      rows.push(
        against(
          {
            bench: BENCH,
            what: `${what}, cold`,
            unit: UNIT,
            ours: median(whole),
            peer: { name, value: median(theirs[1]) },
            ratio: ratios(theirs[1], whole),
            note: WHOLE_NOTE,
          },
          undefined,
        ),
      );
    }
  } finally {
    await peer.close();
  }
  return rows;
}

async function prepare(codes: Uint8Array, labels: Uint8Array) {
  const engine = await createEngine();
  const counter = new StateCounter(engine, SAMPLES, CLASSES, false);
  counter.setLabels(labels);
  const rows = engine.arena.take(Uint8Array, SAMPLES * UNITS);
  return {
    count: () => {
      rows.set(codes);
      return counter.count(rows.byteOffset, UNITS);
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
