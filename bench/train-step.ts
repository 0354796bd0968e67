import { join } from "node:path";
import type { Dataset } from "../src/data/dataset.js";
import type { Context } from "./context.js";
import { hasReferenceBlas, Peer } from "./python.js";
import { type Case, caseData, startRepetition } from "./repetitions.js";
import { against, type Row, skipped } from "./row.js";
import { interleave, median, ratios, spread } from "./statistics.js";

const UNIT = "steps/s";

const CASES = {
  syn: { bench: "syn-step", what: "SYN train step, 8 bit", bar: 30, recorded: 740 },
  mnist: { bench: "mnist-step", what: "MNIST BN2 train step, 8 bit", bar: 6, recorded: 600 },
  conv: { bench: "conv-step", what: "MNIST conv train step, 8 bit", bar: 4, recorded: undefined },
} as const;

/** Ways to write fake quantisation in PyTorch; see bench/peers/fake_quantise.py. */
const VARIANTS = [
  { variant: "modules", name: "torch.ao FakeQuantize" },
  { variant: "function", name: "torch autograd.Function" },
  { variant: "operator", name: "torch fake_quantize op" },
  { variant: "fused", name: "torch fused observer op" },
] as const;

const RECORDED =
  "measured elsewhere on a Zen 4 machine with PyTorch 1.13; not part of this call, so not judged " +
  "unless the peers here are handicapped";
const SLOW_BLAS =
  "PyTorch runs on the reference BLAS here and is slower than it need be, so that this is no fair " +
  "peer: install libopenblas0";

/** Train steps per second on one thread, without measurements, against PyTorch eager. */
export async function trainStep(name: Case, context: Context): Promise<Row[]> {
  const { options, root, say, torch } = context;
  const { bar, bench, recorded, what } = CASES[name];
  const { dataset, note } = await caseData(name, context);
  const train = await trainer(name, dataset);
  const rounds = options.quick ? 3 : 7;
  const seconds = options.quick ? 0.3 : 1;
  const row = { bench, what, unit: UNIT };
  if (!torch) {
    say(`${bench}: ${rounds} rounds`);
    const [ours] = await interleave(rounds, [() => train(seconds)]);
    return [
      { ...row, ours: median(ours), verdict: "not judged", note },
      skipped(bench, what, "no Python with numpy and torch found"),
    ];
  }
  const handicapped = hasReferenceBlas(torch);
  say(`${bench}: ${rounds} rounds, ${VARIANTS.length} peers`);
  const peer = new Peer(torch, join(root, "bench/peers/train_step.py"));
  try {
    const ask = async (variant: string) => {
      const request = { case: name, variant, seconds };
      return (await peer.ask<{ stepsPerSecond: number }>(request)).stepsPerSecond;
    };
    for (const { variant } of VARIANTS) await ask(variant);
    const [ours, ...theirs] = await interleave(rounds, [
      () => train(seconds),
      ...VARIANTS.map(
        ({ variant }) =>
          () =>
            ask(variant),
      ),
    ]);
    const notes = (own?: string) => [own, note].filter(Boolean).join("; ") || undefined;
    return [
      ...VARIANTS.map((variant, v) =>
        against(
          {
            ...row,
            ours: median(ours),
            peer: { name: variant.name, value: median(theirs[v]) },
            ratio: ratios(ours, theirs[v]),
            note: notes(handicapped ? SLOW_BLAS : undefined),
          },
          handicapped ? undefined : bar,
        ),
      ),
      ...(recorded === undefined
        ? []
        : [
            against(
              {
                ...row,
                ours: median(ours),
                peer: { name: "recorded", value: recorded },
                ratio: spread(ours.map((rate) => rate / recorded)),
                note: notes(RECORDED),
              },
              handicapped ? bar : undefined,
            ),
          ]),
    ];
  } finally {
    await peer.close();
  }
}

/** Warms up; returns a function that trains for that long and returns steps per second. */
async function trainer(name: Case, dataset: Dataset): Promise<(seconds: number) => number> {
  const epochs = 10_000_000;
  const measure = { schedule: "every", epochs } as const;
  const { repetition, stepsPerEpoch } = await startRepetition(dataset, name, { epochs, measure });
  const train = (seconds: number) => {
    const start = performance.now();
    for (let steps = stepsPerEpoch; ; steps += stepsPerEpoch) {
      repetition.runEpoch();
      const elapsed = (performance.now() - start) / 1000;
      if (elapsed >= seconds) return steps / elapsed;
    }
  };
  // The first epoch is measured; after that, training is all there is.
  repetition.runEpoch();
  train(0.5);
  return train;
}
