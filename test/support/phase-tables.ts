import { repetitionsForNo } from "../../src/phases/rule.js";
import { familyRates, type Noise, rates, type Shape, type World } from "./courses.js";

const REPETITIONS = [3, 4, 5, 8, 10, 14, 20, 50];
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
    what: "yes" | "below" | "covered",
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
  const lumps = { shape: "fall", noise: "AR(1)", deviation: 0.03 } as const;
  const falseNo = [
    ...NOISES.map((noise) =>
      row(["all", "0.2", noise], { shape: "fall", noise, deviation: 0.1, drop: 0.2 }, "below"),
    ),
    ...[1 / 2, 1 / 5, 1 / 10].map((share) =>
      row(
        [`one in ${1 / share}`, String(0.4 / share), "AR(1)"],
        { ...lumps, share, drop: 0.4 },
        "below",
      ),
    ),
  ];
  const trueNo = NOISES.flatMap((noise) =>
    [0.03, 0.1, 0.3].map((deviation) =>
      row([noise, String(deviation)], { shape: "flat", noise, deviation }, "below"),
    ),
  );
  const coverage = (["flat", "plateau", "fall", "late"] as Shape[]).flatMap((shape) =>
    NOISES.map((noise) => row([shape, noise], { shape, noise, deviation: 0.3 }, "covered")),
  );
  const lumpy = row(
    ["lumpy fall", "AR(1)"],
    { shape: "fall", noise: "AR(1)", deviation: 0.3, share: 0.2 },
    "covered",
  );
  return [
    `Per cent of ${trials} trials each, of 200 measurements and a ceiling of 12 bits (minimal effect 0.12 bits). With fewer than five repetitions the verdict is given here only to show why it is not in use.`,
    "**False `yes`**, where nothing falls. Noise: standard deviation, bits.",
    table(["mean curve", "kind", "noise", ...columns], falseYes),
    "**Power**: `yes`, where the mean curve falls. AR(1) noise.",
    table(["drop", "noise", "drop / noise", ...columns], power),
    `**False \`no\`**: all intervals below the minimal effect, though so many repetitions fall by so many bits (on average 0.2, where all do, with noise of 0.1 bits, else 0.4, of 0.03). With fewer than ${repetitionsForNo()} repetitions that is no verdict, but \`undecided\`: these columns show why.`,
    table(["repetitions that fall", "by", "noise", ...columns], falseNo),
    `**Power of \`no\`**: all intervals below the minimal effect, where nothing falls. A verdict from ${repetitionsForNo()} repetitions on.`,
    table(["kind", "noise", ...columns], trueNo),
    "**Coverage**: intervals that hold the true drop. Noise 0.3 bits, drop 1 bit. Lumpy: one repetition in five falls by five bits, the others not at all.",
    table(["mean curve", "noise", ...columns], [...coverage, lumpy]),
    `**Families**: per cent of ${3 * trials} families of verdicts in which some \`yes\` is false. The true size of every phase is the minimal effect itself, the worst case. *Adjusted*: as in [claims](../claims/claims.md) that any one of the verdicts would do for.`,
    table(["verdicts", "", ...FAMILY_REPETITIONS.map((n) => `n = ${n}`)], families(trials)),
  ].join("\n\n");
}

const FAMILY_REPETITIONS = [5, 10, 20, 50];

function families(trials: number): string[][] {
  return [1, 10, 30].flatMap((phases) => {
    const found = FAMILY_REPETITIONS.map((repetitions) =>
      familyRates({ phases, repetitions }, 3 * trials),
    );
    return [
      [String(phases), "one by one", ...found.map(({ alone }) => percent(alone))],
      [String(phases), "adjusted", ...found.map(({ among }) => percent(among))],
    ];
  });
}
