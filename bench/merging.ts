import { createEngine } from "../src/engine/engine.js";
import { Measurement } from "../src/experiment/measurement.js";
import { parseExperiment } from "../src/experiment/parse.js";
import { presets } from "../src/experiment/presets.js";
import { createWorkspace } from "../src/experiment/workspace.js";
import { Network } from "../src/network/network.js";
import { RandomStream } from "../src/numerics/random.js";
import type { Context } from "./context.js";
import { type Case, caseData, PRESETS } from "./repetitions.js";
import { against, type Row } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const BENCH = "merging";
const NOTE =
  "the rule of src/experiment/measurement.ts against no merging, in the same network after some training";

/** Epochs of training before the network is measured. */
const EPOCHS = { syn: 400, mnist: 6, conv: 1 } as const;

/** A measurement with the states of layers that have few merged, against one that merges none. */
export async function merging(context: Context): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of ["syn", "mnist", "conv"] as const) rows.push(await mergingOf(name, context));
  return rows;
}

async function mergingOf(name: Case, context: Context): Promise<Row> {
  const { options, say } = context;
  const { dataset, note } = await caseData(name, context);
  const experiment = parseExperiment(presets[PRESETS[name]]);
  const workspace = await createWorkspace(experiment, dataset);
  const engine = await createEngine(workspace.memory);
  const network = new Network(engine, experiment, workspace.input, experiment.batchSize);
  const measurement = new Measurement(engine, network, workspace, ["all"]);
  network.begin(new RandomStream(0));
  const { labels, train } = workspace;
  const order = engine.arena.take(Uint32Array, train.length);
  order.set(train);
  for (let epoch = 0; epoch < EPOCHS[name]; epoch++) {
    for (let from = 0; from < order.length; from += experiment.batchSize) {
      const to = Math.min(order.length, from + experiment.batchSize);
      network.trainBatch(order, from, to, labels);
    }
  }
  measurement.measure();
  const merges = [...measurement.mergedLayers];
  const none = merges.map(() => false);
  const timed = (choice: readonly boolean[]) => () => {
    measurement.mergedLayers = choice;
    const start = performance.now();
    measurement.measure();
    return performance.now() - start;
  };
  const rounds = options.quick ? 5 : 15;
  say(`${BENCH}: ${name}, ${rounds} rounds`);
  const [ours, theirs] = await interleave(rounds, [timed(merges), timed(none)]);
  const merged = merges.flatMap((merge, l) => (merge ? [`T${l + 1}`] : []));
  return against(
    {
      bench: BENCH,
      what: `one measurement of ${PRESETS[name]}, ${merged.join(", ") || "nothing"} merged`,
      unit: "ms",
      ours: median(ours),
      peer: { name: "no merging", value: median(theirs) },
      ratio: ratios(theirs, ours),
      note: [NOTE, note].filter(Boolean).join("; "),
    },
    undefined,
  );
}
