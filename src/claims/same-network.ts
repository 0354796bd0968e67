import { canonical, determining } from "../experiment/hash.js";
import type { Experiment } from "../experiment/schema.js";
import type { RunSummary } from "../summary/run-summary.js";

/**
 * What decides the exact counts of an experiment, as a text: its document without what is only asked
 * beside them (estimators, diagnostics, scatter, other inputs than the principal ones).
 */
export function networkKey(experiment: Experiment): string {
  const { diagnostics, estimators, informationOn, scatter, ...rest } = determining(experiment);
  const inputs = informationOn.includes("all") ? "all" : informationOn[0];
  return canonical({ ...rest, inputs });
}

/**
 * The runs, of those that are the same network only one, whose exact counts are those of all: the one
 * that has phases, the most repetitions, and the least that was asked beside the counts.
 */
export function distinctNetworks(runs: readonly RunSummary[]): {
  distinct: RunSummary[];
  /** Which were counted once, a sentence for each of these runs that stands for others, too. */
  notesOn: (distinct: readonly RunSummary[]) => string[];
} {
  const groups = new Map<string, RunSummary[]>();
  for (const run of runs) {
    const key = networkKey(run.experiment);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const chosen = [...groups.values()].map((same) => ({
    run: same.reduce((a, b) => (compare(a, b) <= 0 ? a : b)),
    same,
  }));
  return {
    distinct: runs.filter((run) => chosen.some((one) => one.run === run)),
    notesOn: (distinct) =>
      chosen
        .filter(({ run, same }) => same.length > 1 && distinct.includes(run))
        .map(({ run, same }) => {
          const others = same.filter((one) => one !== run).map(({ experiment }) => experiment.name);
          return `Counted once, as ${run.experiment.name}: ${others.join(", ")}, the same experiment but for what is asked beside the exact counts.`;
        }),
  };
}

/** Negative where the first is to stand for both. */
function compare(a: RunSummary, b: RunSummary): number {
  const keys = [a, b].map(({ experiment: { diagnostics, estimators = [] }, ...run }) => [
    -Number((run.phases ?? []).length > 0),
    -run.repetitions.length,
    estimators.length + Number(diagnostics ?? false),
  ]);
  const place = keys[0].findIndex((value, i) => value !== keys[1][i]);
  return place < 0 ? 0 : keys[0][place] - keys[1][place];
}
