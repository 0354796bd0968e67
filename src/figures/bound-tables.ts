import type { Analysis, NamedEigenvalue } from "../bounds/analysis.js";
import type { Bound } from "../bounds/bound.js";
import type { GroupMeans, SeedMean } from "../bounds/study.js";
import { significant } from "./format.js";
import type { TitledTable } from "./word-table.js";

/** What is told of one data set, table by table. */
export function analysisTables(analysis: Analysis): TitledTable[] {
  return [
    eigenvalueTable(analysis),
    adaptiveTable(analysis),
    memberTable(analysis),
    predictorTable(analysis),
    boundTable(bounds(analysis)),
  ].filter(({ rows }) => rows.length > 0);
}

export const bounds = ({ arora, contestants }: Analysis): Bound[] => [
  ...contestants.map(({ bound }) => bound),
  ...(arora ? [arora] : []),
];

const EIGENVALUES = "Smallest eigenvalues of the Gram matrices without lambda";
const EIGENVALUES_NOTE = "0: singular in double precision; ≤: not proven, may be smaller";

const eigenvalueTable = ({ n, smallestEigenvalues }: Analysis): TitledTable => ({
  title: `${EIGENVALUES} (${EIGENVALUES_NOTE})`,
  names: 1,
  columns: ["n", ...smallestEigenvalues.map(({ name }) => name)],
  rows: [[String(n), ...smallestEigenvalues.map(eigenvalueWords)]],
});

const adaptiveTable = ({ adaptive, seconds }: Analysis): TitledTable => ({
  title: "Adaptive complexity N, with its certificate",
  names: 0,
  columns: [
    ...["lambda", "N", "lower bound", "gap", "certificate", "rank", "iterations"],
    ...(seconds === null ? [] : ["seconds, all in all"]),
  ],
  rows: [
    [
      significant(adaptive.ridge, 3),
      significant(adaptive.value, 5),
      significant(adaptive.lower, 5),
      gapWords(adaptive.gap),
      adaptive.converged ? "reached" : "NOT reached",
      String(adaptive.rank),
      String(adaptive.iterations),
      ...(seconds === null ? [] : [seconds.toFixed(2)]),
    ],
  ],
});

const memberTable = ({ adaptive, members }: Analysis): TitledTable => ({
  title: "Complexity of fixed members of the family K∘G, <H^-1, G> = 1, at the same lambda",
  names: 1,
  columns: ["G", "complexity", "times N"],
  rows: members.map(({ complexity, name }) => [
    name,
    significant(complexity, 4),
    significant(complexity / adaptive.value, 4),
  ]),
});

const predictorTable = ({ contestants }: Analysis): TitledTable => ({
  title:
    "Predictors, lambda chosen on validation data; losses, and share of wrong signs on test data",
  names: 1,
  columns: ["kernel", "lambda", "complexity", "train", "validation", "test", "wrong signs"],
  rows: contestants.map(({ complexity, losses, name, ridge }) => [
    name,
    significant(ridge, 3),
    significant(complexity, 4),
    ...[losses.train.loss, losses.validation.loss, losses.test.loss].map((loss) => loss.toFixed(4)),
    percentage(losses.test.signErrors),
  ]),
});

/** Bounds with the terms they are the sum of. */
export const boundTable = (all: readonly Bound[]): TitledTable => ({
  title: "Bounds on the population loss",
  names: 1,
  columns: ["kernel", "bound", "= empirical", "+ complexity", "+ confidence", "trivial", ""],
  rows: all.map(({ name, terms, trivialLoss, vacuous, value }) => [
    name,
    ...[value, terms.empirical, terms.complexity, terms.confidence, trivialLoss].map((part) =>
      part.toFixed(3),
    ),
    vacuous ? "vacuous" : "",
  ]),
});

/** Assumptions of bounds, each once, with the names of the bounds that make it where not all do. */
export function assumptions(all: readonly Bound[]): string[] {
  const makers = new Map<string, string[]>();
  for (const { assumptions: own, name } of all) {
    for (const one of own) makers.set(one, [...(makers.get(one) ?? []), name]);
  }
  const delta = all[0].delta;
  return [
    `Each bound fails with probability at most ${delta}; vacuous: no better than what the prediction 0 loses (trivial).`,
    ...[...makers].map(([words, names]) => {
      const sentence = `${words[0].toUpperCase()}${words.slice(1)}.`;
      return names.length === all.length ? sentence : `${names.join(", ")}: ${words}.`;
    }),
  ];
}

/** Means over seeds: a table for each task. */
export function groupTables(groups: readonly GroupMeans[]): TitledTable[] {
  const tasks = [...new Set(groups.map(({ task }) => task))];
  return tasks.map((task) => {
    const own = groups.filter((group) => group.task === task);
    return {
      title: `${task}: mean over ${own[0].seeds} seeds; differences with 95 % intervals over the seeds`,
      names: 2,
      columns: [
        ...[
          "n",
          "kernel",
          "bound",
          "vacuous",
          "Rademacher",
          "train",
          "test",
          "trivial",
          "wrong signs",
        ],
        ...["adaptive less this: test", "bound"],
      ],
      rows: own.flatMap(groupRows),
    };
  });
}

const groupRows = ({ contestants, n, trivialLoss }: GroupMeans): string[][] =>
  contestants.map((one, place) => [
    String(n),
    one.name,
    one.bound.mean.toFixed(3),
    percentage(one.vacuous),
    one.rademacher.mean.toFixed(3),
    one.trainLoss.mean.toFixed(4),
    one.testLoss.mean.toFixed(4),
    trivialLoss.mean.toFixed(4),
    percentage(one.signErrors.mean),
    ...(place === contestants.length - 1
      ? ["", ""]
      : [difference(one.adaptiveLess.testLoss, 4), difference(one.adaptiveLess.bound, 3)]),
  ]);

/** Certificates and gains over fixed members, by task and n. */
export function certificateTable(groups: readonly GroupMeans[]): TitledTable {
  const members = [...new Set(groups.flatMap(({ gains }) => gains.map(({ name }) => name)))];
  return {
    title: "Certificates, and the complexity of fixed members over N (means)",
    names: 1,
    columns: [
      ...["task", "n", "certified", "greatest gap", "greatest rank"],
      ...members.map((name) => `G = ${name}`),
    ],
    rows: groups.map(({ converged, gains, greatestGap, greatestRank, n, seeds, task }) => [
      ...[task, String(n), `${converged} of ${seeds}`, gapWords(greatestGap), String(greatestRank)],
      ...members.map((name) => {
        const gain = gains.find((one) => one.name === name)?.gain.mean;
        return gain === undefined ? "-" : significant(gain, 3);
      }),
    ]),
  };
}

/** Smallest eigenvalues by task and n. */
export const groupEigenvalueTable = (groups: readonly GroupMeans[]): TitledTable => ({
  title: `${EIGENVALUES}, least over the seeds (${EIGENVALUES_NOTE})`,
  names: 1,
  columns: ["task", "n", ...groups[0].smallestEigenvalues.map(({ name }) => name)],
  rows: groups.map(({ n, smallestEigenvalues, task }) => [
    task,
    String(n),
    ...smallestEigenvalues.map(eigenvalueWords),
  ]),
});

/** A difference, with its interval and a star where that does not hold 0. */
export function difference({ high, low, mean }: SeedMean, decimals: number): string {
  const sign = (value: number) => `${value > 0 ? "+" : ""}${value.toFixed(decimals)}`;
  if (low === high) return sign(mean);
  return `${sign(mean)} [${sign(low)}, ${sign(high)}]${low > 0 || high < 0 ? " *" : "  "}`;
}

const eigenvalueWords = ({ proven, value }: NamedEigenvalue) =>
  `${proven ? "" : "≤ "}${significant(value, 3)}`;
const percentage = (share: number) => `${(100 * share).toFixed(1)} %`;
const gapWords = (gap: number) => (gap < 1e-6 ? "<0.0001 %" : `${significant(100 * gap, 3)} %`);
