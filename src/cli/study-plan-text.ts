import { align, type Cell } from "../figures/align.js";
import { expectedSeconds, type PlannedNetwork } from "../node/study-plan.js";
import { formatDuration } from "./duration.js";

/** The plan as an aligned table, with the expected time of all that is missing. */
export function formatPlan(plan: readonly PlannedNetwork[], workers: number): string {
  const rows = plan.map((network) => {
    const { experiment, finished, missing, preset, secondsPerRepetition } = network;
    const time = formatDuration(expectedSeconds([network], workers));
    return [
      preset,
      String(experiment.repetitions),
      String(finished),
      missing > 0 ? formatDuration(secondsPerRepetition) : "",
      missing > 0 ? time : "finished",
    ];
  });
  const table = [["network", "repetitions", "finished", "one takes", "expected time"], ...rows];
  const lines = align(
    table.map((row) =>
      row.map((cell, column): Cell => [cell, column === 0 || column === 4 ? "left" : "right"]),
    ),
  );
  const total = formatDuration(expectedSeconds(plan, workers));
  const on = workers === 1 ? "1 worker" : `${workers} workers`;
  return [
    ...lines,
    "",
    `expected   ${total} with ${on}, bad fits not counted: each adds the epochs that it was trained for`,
  ].join("\n");
}
