import type { Dataset } from "../src/data/dataset.js";
import { createEngine } from "../src/engine/engine.js";
import { parseExperiment } from "../src/experiment/parse.js";
import { presets } from "../src/experiment/presets.js";
import { createWorkspace } from "../src/experiment/workspace.js";
import { Network } from "../src/network/network.js";
import { RandomStream } from "../src/numerics/random.js";
import type { Context } from "./context.js";
import { caseData } from "./repetitions.js";
import { against, type Row } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const BENCH = "integer-forward";
const BATCH = 256;
const BAR = 1.5;

const CASES = {
  syn: { preset: "syn-tanh-integer", what: "SYN 12-10-7-5-4-3-2 tanh" },
  mnist: { preset: "mnist-bn2-integer", what: "MNIST 784-16-8-4-2-10 ReLU" },
  conv: { preset: "mnist-conv-integer", what: "MNIST conv 2-pool-2-pool-16-10 ReLU" },
} as const;

type Case = keyof typeof CASES;

/** How long to compute before the clock counts: the runtime optimises meanwhile. */
const WARM_UP_SECONDS = 1;

/**
 * Forward passes and train steps in integer arithmetic against the same experiment in float
 * arithmetic (fake quantisation), in turn in one process, on batches in shuffled order.
 */
export async function integerForward(name: Case, context: Context): Promise<Row[]> {
  const { options, say } = context;
  const { dataset, note } = await caseData(name, context);
  const rounds = options.quick ? 5 : 15;
  const seconds = options.quick ? 0.2 : 0.5;
  const { what } = CASES[name];
  say(`${BENCH}: ${what}, ${rounds} rounds`);
  const integer = await contestant(name, dataset, "integer");
  const float = await contestant(name, dataset, "float");
  const rows: Row[] = [];
  for (const [kind, bar] of [
    ["forward", BAR],
    ["step", undefined],
  ] as const) {
    const turns = [integer[kind], float[kind]];
    for (const turn of turns) rate(turn, WARM_UP_SECONDS);
    const [ours, theirs] = await interleave(
      rounds,
      turns.map((turn) => () => rate(turn, seconds)),
    );
    const row = {
      bench: BENCH,
      what: `${what}, ${kind === "forward" ? "forward pass" : "train step"}, batch ${BATCH}`,
      unit: "batches/s",
      ours: median(ours),
      peer: { name: "float, fake-quantised", value: median(theirs) },
      ratio: ratios(ours, theirs),
      note,
    };
    rows.push(against(row, bar));
  }
  return rows;
}

/** Works through all train samples once; returns how many batches that was. */
type Turn = () => number;

async function contestant(name: Case, dataset: Dataset, arithmetic: "float" | "integer") {
  const experiment = parseExperiment({ ...presets[CASES[name].preset], arithmetic });
  const workspace = await createWorkspace(experiment, dataset);
  const engine = await createEngine(workspace.memory);
  const network = new Network(engine, experiment, workspace.input, BATCH);
  network.begin(new RandomStream(0));
  const order = engine.arena.take(Uint32Array, workspace.train.length);
  order.set(workspace.train);
  new RandomStream(1).shuffle(order);
  const batches = Math.floor(order.length / BATCH);
  const step: Turn = () => {
    for (let from = 0; from < batches * BATCH; from += BATCH) {
      network.trainBatch(order, from, from + BATCH, workspace.labels);
    }
    return batches;
  };
  const forward: Turn = () => {
    network.prepare();
    for (let from = 0; from < batches * BATCH; from += BATCH) {
      let x = order.byteOffset + 4 * from;
      for (const layer of network.layers) {
        layer.transform(x, layer.real, BATCH);
        layer.activate(layer.real, BATCH);
        x = layer.quantise(layer.real, BATCH);
      }
    }
    return batches;
  };
  step();
  return { forward, step };
}

function rate(turn: Turn, seconds: number): number {
  const start = performance.now();
  for (let count = turn(); ; count += turn()) {
    const elapsed = (performance.now() - start) / 1000;
    if (elapsed >= seconds) return count / elapsed;
  }
}
