import { formatDuration } from "./duration.js";
import type { Reading, WorkerReading } from "./meter.js";

/** How far a study is, of which a run is a part. */
export interface WholeReading {
  network: number;
  networks: number;
  /** Share of the expected time, 0..1. */
  share: number;
  /** NaN as long as it is not known. */
  secondsLeft: number;
}

const BAR_WIDTH = { least: 5, most: 40 };

/**
 * The lines that show a reading on a terminal: one per worker, as many as fit into `rows`, and a
 * total; one more for the study, where the run is part of one. No line is longer than `columns`.
 */
export function progressLines(
  reading: Reading,
  { columns, rows, colour }: { columns: number; rows: number; colour: boolean },
  whole?: WholeReading,
): string[] {
  const shown = reading.workers.slice(0, Math.max(1, rows - (whole ? 3 : 2)));
  const lines = shown.map((reading) => ({
    head: `worker ${reading.worker + 1}  repetition ${reading.repetition}`,
    share: reading.epoch / reading.epochs,
    tail: workerTail(reading),
  }));
  lines.push({
    head: whole ? "network" : "total",
    share: reading.share,
    tail: `${reading.finished} of ${reading.repetitions} finished  ${formatDuration(reading.secondsLeft)} left`,
  });
  if (whole) lines.push({ head: "study", share: whole.share, tail: wholeTail(whole) });
  const headWidth = Math.max(...lines.map(({ head }) => head.length));
  const tailWidth = Math.max(...lines.map(({ tail }) => tail.length));
  const room = columns - headWidth - tailWidth - 4;
  const width = Math.min(BAR_WIDTH.most, room);
  return lines.map(({ head, share, tail }) => {
    const left = head.padEnd(headWidth);
    if (width < BAR_WIDTH.least) return `${left}  ${tail}`.slice(0, columns);
    return `${left}  ${bar(share, width, colour)}  ${tail}`;
  });
}

function wholeTail({ network, networks, secondsLeft }: WholeReading): string {
  return `network ${network} of ${networks}  ${formatDuration(secondsLeft)} left`;
}

function workerTail(reading: WorkerReading): string {
  const { epoch, epochs, secondsLeft, trainAccuracy, restarts } = reading;
  const width = String(epochs).length;
  const accuracy =
    trainAccuracy === undefined ? "" : `  accuracy ${(100 * trainAccuracy).toFixed(1)} %`;
  const again = restarts === 0 ? "" : `  ${restarts} restart${restarts > 1 ? "s" : ""}`;
  return `epoch ${String(epoch).padStart(width)} of ${epochs}  ${formatDuration(secondsLeft)} left${accuracy}${again}`;
}

/** One line for a log: how far the run is and how long it will take. */
export function progressLine(reading: Reading, whole?: WholeReading): string {
  const percent = `${Math.floor(100 * reading.share)} %`;
  const finished = `${reading.finished} of ${reading.repetitions} repetitions finished`;
  const left = `${formatDuration(reading.secondsLeft)} left`;
  const restarts = reading.workers.reduce((sum, worker) => sum + worker.restarts, 0);
  const again =
    restarts === 0 ? [] : [`${restarts} bad fit${restarts > 1 ? "s" : ""} started again`];
  const study = whole
    ? [`study ${Math.floor(100 * whole.share)} %, ${formatDuration(whole.secondsLeft)} left`]
    : [];
  return [percent, finished, left, ...again, ...study].join(", ");
}

function bar(share: number, width: number, colour: boolean): string {
  const full = Math.min(width, Math.max(0, Math.floor(share * width)));
  const done = "━".repeat(full);
  const rest = "─".repeat(width - full);
  return colour ? `\x1b[36m${done}\x1b[0m\x1b[2m${rest}\x1b[0m` : done + rest;
}
