import type { Context } from "./context.js";
import { type Case, caseData, PRESETS, startRepetition } from "./repetitions.js";
import { atMost, type Row } from "./row.js";

const CASES = {
  syn: { bench: "syn-repetition", bar: 8, stretch: 1000 },
  mnist: { bench: "mnist-repetition", bar: 360, stretch: 20 },
  conv: { bench: "conv-repetition", bar: 900, stretch: 12 },
} as const;

/** Epochs before the clock starts: compilers of the runtime settle. */
const WARM_UP = 4;

/**
 * Time of one repetition of the study's settings, measurements included, on one thread: whole with
 * --full (SYN: unless --quick), else extrapolated from a stretch.
 */
export async function repetitionTime(name: Case, context: Context): Promise<Row[]> {
  const { options, say } = context;
  const { bar, bench, stretch } = CASES[name];
  const { dataset, note } = await caseData(name, context);
  const { repetition, epochs } = await startRepetition(dataset, name);
  const whole = options.full || (name === "syn" && !options.quick);
  const measured = whole ? epochs : stretch;
  say(`${bench}: ${measured} of ${epochs} epochs`);
  const run = (count: number) => {
    const start = performance.now();
    for (let epoch = 0; epoch < count; epoch++) repetition.runEpoch();
    return (performance.now() - start) / 1000;
  };
  if (!whole) run(WARM_UP);
  const seconds = (run(measured) / measured) * epochs;
  const extrapolation = whole
    ? undefined
    : `extrapolated from ${measured} epochs and their measurements (--full runs all)`;
  return [
    atMost(
      {
        bench,
        what: `one repetition of ${PRESETS[name]}, ${epochs} epochs${whole ? "" : " (extrapolated)"}`,
        unit: "s",
        ours: seconds,
        note: [extrapolation, note].filter(Boolean).join("; ") || undefined,
      },
      bar,
    ),
  ];
}
