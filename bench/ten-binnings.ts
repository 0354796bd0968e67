import type { EstimatorDocument } from "../src/estimators/schema.js";
import { presets } from "../src/experiment/presets.js";
import type { ExperimentDocument } from "../src/experiment/schema.js";
import type { Context } from "./context.js";
import { caseData, PRESETS, startRepetition } from "./repetitions.js";
import { atMost, type Row } from "./row.js";
import { interleave, median, ratios } from "./statistics.js";

const BENCH = "ten-binnings";

const TEN: EstimatorDocument[] = [
  { kind: "bins", bins: [30, 100, 256], bounds: "global" },
  { kind: "bins", bins: [30, 100, 256], bounds: "layer" },
  { kind: "bins", bins: 30, bounds: "unit" },
  { kind: "bins", bins: 30, bounds: [-1, 1] },
  { kind: "bins", width: 0.07 },
  { kind: "adaptive", bins: 30 },
];

/** Times that the run with the exact counts alone may be exceeded. */
const BAR = 2;

/** A SYN run with ten binnings of every layer at every measurement, against the exact counts alone. */
export async function tenBinnings(context: Context): Promise<Row[]> {
  const float = presets["syn-tanh-unquantized"];
  const { name, quantisation } = float;
  return [
    atMost(await against(context, PRESETS.syn, {}), BAR),
    { ...(await against(context, name, { quantisation })), verdict: "not judged" },
  ];
}

async function against(
  context: Context,
  preset: string,
  network: Partial<ExperimentDocument>,
): Promise<Omit<Row, "verdict"> & { ours: number }> {
  const { options, say } = context;
  const { dataset } = await caseData("syn", context);
  const epochs = options.quick ? 200 : 1000;
  const rounds = options.quick ? 3 : 5;
  const timed = (changes: Partial<ExperimentDocument>) => async () => {
    const { repetition } = await startRepetition(dataset, "syn", {
      epochs,
      ...network,
      ...changes,
    });
    const start = performance.now();
    while (!repetition.done) repetition.runEpoch();
    return (performance.now() - start) / 1000;
  };
  say(`${BENCH}: ${preset}, ${rounds} rounds of ${epochs} epochs`);
  const exact = timed({});
  const binned = timed({ estimators: TEN });
  await exact();
  await binned();
  const [alone, beside] = await interleave(rounds, [exact, binned]);
  const { greatest, least, median: ratio } = ratios(beside, alone);
  return {
    bench: BENCH,
    what: `${epochs} epochs of ${preset} with ten binnings, over the exact counts alone`,
    unit: "x",
    ours: ratio,
    note: `${median(beside).toFixed(2)} s against ${median(alone).toFixed(2)} s; ratio ${least.toFixed(2)} to ${greatest.toFixed(2)}`,
  };
}
