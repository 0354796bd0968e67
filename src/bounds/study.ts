import type { Dataset } from "../data/dataset.js";
import { square } from "../numerics/square.js";
import { studentQuantile } from "../numerics/student.js";
import { type AnalyseOptions, type Analysis, analyse, type NamedEigenvalue } from "./analysis.js";
import type { LinearAlgebra } from "./linear-algebra/algebra.js";
import { makeTask, type TaskSource, taskName } from "./task.js";

/** Several data sets, several numbers of samples, several seeds: one analysis each. */
export interface BoundStudy {
  sources: TaskSource[];
  /** Samples to train on. */
  samples: number[];
  seeds: number[];
  /** Default: as many as to train on. */
  validation?: number;
  test: number;
}

export interface StudyCell {
  task: string;
  n: number;
  seed: number;
  analysis: Analysis;
}

/**
 * The analyses of a study, one at a time. The spectra are those of the first seed at the greatest
 * number of samples.
 */
export function* studyCells(
  algebra: LinearAlgebra,
  study: BoundStudy,
  options: AnalyseOptions,
  dataset?: Dataset,
): Generator<StudyCell> {
  const most = Math.max(...study.samples);
  for (const source of study.sources) {
    for (const n of study.samples) {
      for (const seed of study.seeds) {
        const sizes = { train: n, validation: study.validation ?? n, test: study.test };
        const task = makeTask(source, sizes, seed, dataset);
        const spectra = n === most && seed === study.seeds[0];
        const { analysis } = analyse(algebra, task, { ...options, seed, spectra });
        yield { task: taskName(source), n, seed, analysis };
      }
    }
  }
}

/** A mean over seeds with its 95 % interval by Student's t; both ends the mean for one seed. */
export interface SeedMean {
  mean: number;
  low: number;
  high: number;
}

export function meanOverSeeds(values: readonly number[]): SeedMean {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, low: mean, high: mean };
  const squares = values.reduce((sum, value) => sum + square(value - mean), 0);
  const room = studentQuantile(0.025, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - room, high: mean + room };
}

/** What is told of a contestant over the seeds of one task and n. */
export interface ContestantMeans {
  name: string;
  bound: SeedMean;
  rademacher: SeedMean;
  trainLoss: SeedMean;
  testLoss: SeedMean;
  signErrors: SeedMean;
  /** Share of the seeds at which the bound is vacuous. */
  vacuous: number;
  /** Paired: of the adaptive family less this one. */
  adaptiveLess: { testLoss: SeedMean; bound: SeedMean; rademacher: SeedMean };
}

export interface GroupMeans {
  task: string;
  n: number;
  seeds: number;
  trivialLoss: SeedMean;
  /** Least over the seeds, proven where all of them are. */
  smallestEigenvalues: NamedEigenvalue[];
  contestants: ContestantMeans[];
  /** Seeds at which the certificate reached the gap asked for. */
  converged: number;
  greatestGap: number;
  greatestRank: number;
  /** Complexity of each member over the adaptive value. */
  gains: { name: string; gain: SeedMean }[];
}

/** Means over the seeds, by task and n in the order of the cells. */
export function summariseCells(cells: readonly StudyCell[]): GroupMeans[] {
  const groups = new Map<string, StudyCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.task, cell.n]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map(groupMeans);
}

function groupMeans(cells: StudyCell[]): GroupMeans {
  const all = cells.map(({ analysis }) => analysis);
  const { contestants } = all[0];
  const last = contestants.length - 1;
  const over = (value: (analysis: Analysis) => number) => meanOverSeeds(all.map(value));
  return {
    task: cells[0].task,
    n: cells[0].n,
    seeds: cells.length,
    trivialLoss: over((one) => one.contestants[0].bound.trivialLoss),
    smallestEigenvalues: all[0].smallestEigenvalues.map(({ name }, i) => ({
      name,
      value: Math.min(...all.map((one) => one.smallestEigenvalues[i].value)),
      proven: all.every((one) => one.smallestEigenvalues[i].proven),
    })),
    contestants: contestants.map(({ name }, i) => {
      const less = (value: (one: Analysis["contestants"][number]) => number) =>
        over((one) => value(one.contestants[last]) - value(one.contestants[i]));
      return {
        name,
        bound: over((one) => one.contestants[i].bound.value),
        rademacher: over((one) => one.contestants[i].rademacher),
        trainLoss: over((one) => one.contestants[i].losses.train.loss),
        testLoss: over((one) => one.contestants[i].losses.test.loss),
        signErrors: over((one) => one.contestants[i].losses.test.signErrors),
        vacuous: all.filter((one) => one.contestants[i].bound.vacuous).length / all.length,
        adaptiveLess: {
          testLoss: less(({ losses }) => losses.test.loss),
          bound: less(({ bound }) => bound.value),
          rademacher: less(({ rademacher }) => rademacher),
        },
      };
    }),
    converged: all.filter(({ adaptive }) => adaptive.converged).length,
    greatestGap: Math.max(...all.map(({ adaptive }) => adaptive.gap)),
    greatestRank: Math.max(...all.map(({ adaptive }) => adaptive.rank)),
    gains: all[0].members
      .map(({ name }) => name)
      .filter((name) => all.every(({ members }) => members.some((one) => one.name === name)))
      .map((name) => ({
        name,
        gain: over(
          ({ adaptive, members }) =>
            members.find((one) => one.name === name)!.complexity / adaptive.value,
        ),
      })),
  };
}
