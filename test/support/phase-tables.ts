import { type Noise, rates, type Shape, type World } from "./courses.js";

const REPETITIONS = [3, 4, 5, 8, 20, 50];
const NOISES: Noise[] = ["white", "AR(1)", "walk"];
const DEVIATIONS = [0.03, 0.1, 0.3, 1, 3];

const percent = (share: number) => (100 * share).toFixed(1);

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => "---:"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** False verdicts, power and coverage of the phases as tables, for docs/phases/phases.md. */
export function phaseTables(trials: number): string {
  const columns = REPETITIONS.map((repetitions) => `n = ${repetitions}`);
  const row = (
    name: string[],
    world: Omit<World, "repetitions">,
    what: "yes" | "no" | "covered",
  ) => [
    ...name,
    ...REPETITIONS.map((repetitions) => percent(rates({ ...world, repetitions }, trials)[what])),
  ];
  const falseYes = (["flat", "plateau"] as Shape[]).flatMap((shape) =>
    NOISES.flatMap((noise) =>
      DEVIATIONS.map((deviation) =>
        row([shape, noise, String(deviation)], { shape, noise, deviation }, "yes"),
      ),
    ),
  );
  const power = [0.2, 0.3, 0.5, 1, 3].flatMap((drop) =>
    [0.1, 0.3, 1].map((deviation) => {
      const name = [String(drop), String(deviation), (drop / deviation).toFixed(1)];
      return row(name, { shape: "fall", noise: "AR(1)", deviation, drop }, "yes");
    }),
  );
  const falseNo = NOISES.map((noise) =>
    row(["fall", noise, "0.1"], { shape: "fall", noise, deviation: 0.1, drop: 0.2 }, "no"),
  );
  const coverage = (["flat", "plateau", "fall", "late"] as Shape[]).flatMap((shape) =>
    NOISES.map((noise) => row([shape, noise], { shape, noise, deviation: 0.3 }, "covered")),
  );
  const lumpy = row(
    ["lumpy fall", "AR(1)"],
    { shape: "fall", noise: "AR(1)", deviation: 0.3, lumpy: true },
    "covered",
  );
  return [
    `Per cent of ${trials} trials each, of 200 measurements and a ceiling of 12 bits (minimal effect 0.12 bits). With fewer than five repetitions the verdict is given here only to show why it is not in use.`,
    "**False `yes`**, where nothing falls. Noise: standard deviation, bits.",
    table(["mean curve", "kind", "noise", ...columns], falseYes),
    "**Power**: `yes`, where the mean curve falls. AR(1) noise.",
    table(["drop", "noise", "drop / noise", ...columns], power),
    "**False `no`**, where the mean curve falls by 0.2 bits.",
    table(["mean curve", "kind", "noise", ...columns], falseNo),
    "**Coverage**: intervals that hold the true drop. Noise 0.3 bits, drop 1 bit. Lumpy: one repetition in five falls by five bits, the others not at all.",
    table(["mean curve", "noise", ...columns], [...coverage, lumpy]),
  ].join("\n\n");
}
