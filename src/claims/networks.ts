import { measurements } from "../experiment/schedule.js";
import { principal } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";

/** A network that has a say in a claim, and how much of its run is there. */
export interface Network {
  name: string;
  /** Repetitions that were measured to the last epoch planned, or, while none was, to the last there is. */
  repetitions: number;
  planned: number;
  /** Last epoch measured, and the last one planned. */
  lastEpoch: number;
  plannedEpoch: number;
}

export function networkOf({ experiment, phases = [], repetitions, training }: RunSummary): Network {
  // In a repetition that stopped early the end of some layer was not measured.
  const ends = principal(phases).map(({ landmarks }) => landmarks.label.end);
  const whole = repetitions.filter((_, place) => ends.every((end) => Number.isFinite(end[place])));
  return {
    name: experiment.name,
    repetitions: whole.length,
    planned: Math.max(experiment.repetitions, repetitions.length),
    lastEpoch: training.lastEpoch,
    plannedEpoch: [...measurements(experiment).keys()].at(-1) ?? training.lastEpoch,
  };
}

/** Whether every repetition that was planned has come to its end. */
export const isFinished = ({ lastEpoch, planned, plannedEpoch, repetitions }: Network): boolean =>
  repetitions >= planned && lastEpoch >= plannedEpoch;

/** "n = 50: a, b; n = 3 of 50 (unfinished): c", the most repetitions first; "none". */
export function networksWords(networks: readonly Network[]): string {
  const groups = new Map<string, { repetitions: number; names: string[] }>();
  for (const one of networks) {
    const words = countWords(one);
    const group = groups.get(words) ?? { repetitions: one.repetitions, names: [] };
    group.names.push(one.name);
    groups.set(words, group);
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.repetitions - a.repetitions);
  const words = sorted.map(([count, { names }]) => `${count}: ${names.join(", ")}`);
  return words.length > 0 ? words.join("; ") : "none";
}

/** What unfinished networks mean for a verdict; nothing where all are finished. */
export function unfinishedNote(networks: readonly Network[]): string | undefined {
  const open = networks.filter((one) => !isFinished(one));
  if (open.length === 0) return undefined;
  const names = open.map((one) => `${one.name} (${extentWords(one)})`);
  return `Provisional: ${names.join(", ")} ${open.length === 1 ? "is" : "are"} unfinished. What is there is judged as it is: fewer repetitions have wider intervals, so that more is undecided, and the verdict may change with the rest.`;
}

/** "3 of 50 repetitions", "50 of 50 repetitions, to epoch 3,995 of 7,995". */
function extentWords({ lastEpoch, planned, plannedEpoch, repetitions }: Network): string {
  const stopped = lastEpoch < plannedEpoch ? `, to epoch ${lastEpoch} of ${plannedEpoch}` : "";
  return `${repetitions} of ${planned} repetitions${stopped}`;
}

function countWords(network: Network): string {
  return isFinished(network)
    ? `n = ${network.repetitions}`
    : `n = ${extentWords(network)} (unfinished)`;
}
