import type { RunEvent } from "../node/run.js";
import { downloadProgress } from "./download-progress.js";
import { Meter, type Reading } from "./meter.js";
import { progressLine, progressLines, type WholeReading } from "./progress-lines.js";

const REDRAW_EVERY_MS = 100;
const LOG_EVERY_MS = 10_000;
const HIDE_CURSOR = "\x1b[?25l";
const SHOW_CURSOR = "\x1b[?25h";
const CLEAR_TO_END = "\x1b[J";

/** Shows a run while it happens. */
export interface Progress {
  event(event: RunEvent): void;
  /** A message that stays. */
  note(message: string): void;
  /** Leaves the terminal as it was found. May be called more than once. */
  stop(): void;
}

/** The part of a stream that is written to. */
export interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  rows?: number;
}

export interface ProgressOptions {
  quiet?: boolean;
  /** How far the whole is of which this run is a part, given how far the run is. */
  whole?: (reading: Reading) => WholeReading;
  environment?: NodeJS.ProcessEnv;
  /** Milliseconds; for tests. */
  now?: () => number;
}

/** Bars redrawn in place on a terminal; else a line now and then; nothing when quiet. */
export function createProgress(output: Output, options: ProgressOptions = {}): Progress {
  const { quiet = false, environment = process.env, now = () => performance.now() } = options;
  const { whole = () => undefined } = options;
  if (quiet) return { event() {}, note() {}, stop() {} };
  return output.isTTY && environment.TERM !== "dumb"
    ? new Bars(output, !environment.NO_COLOR, now, whole)
    : new Log(output, now, whole);
}

class Bars implements Progress {
  #meter = new Meter();
  #download: ReturnType<typeof downloadProgress>;
  #drawn = 0;
  #lastDraw = Number.NEGATIVE_INFINITY;

  constructor(
    readonly output: Output,
    readonly colour: boolean,
    readonly now: () => number,
    readonly whole: (reading: Reading) => WholeReading | undefined,
  ) {
    this.#download = downloadProgress(output);
  }

  event(event: RunEvent): void {
    const time = this.now();
    this.#meter.record(event, time);
    if (event.type === "download") {
      this.#erase();
      this.#download(event);
      return;
    }
    const lasting = lastingLine(event);
    if (lasting && event.type !== "finished") this.note(lasting);
    if (event.type === "progress" && time - this.#lastDraw < REDRAW_EVERY_MS) return;
    this.#lastDraw = time;
    this.#draw();
  }

  note(message: string): void {
    this.#erase();
    this.output.write(`${message}\n`);
  }

  stop(): void {
    this.#erase();
    this.output.write(SHOW_CURSOR);
  }

  #draw(): void {
    const columns = Math.max(1, (this.output.columns ?? 80) - 1);
    const { rows = 24 } = this.output;
    const { colour } = this;
    const reading = this.#meter.read();
    const lines = progressLines(reading, { columns, rows, colour }, this.whole(reading));
    this.#erase();
    this.output.write(`${HIDE_CURSOR}${lines.join("\n")}\n`);
    this.#drawn = lines.length;
  }

  #erase(): void {
    if (this.#drawn > 0) this.output.write(`\x1b[${this.#drawn}A\r${CLEAR_TO_END}`);
    this.#drawn = 0;
  }
}

class Log implements Progress {
  #meter = new Meter();
  #download: ReturnType<typeof downloadProgress>;
  #lastLine = Number.NEGATIVE_INFINITY;

  constructor(
    readonly output: Output,
    readonly now: () => number,
    readonly whole: (reading: Reading) => WholeReading | undefined,
  ) {
    this.#download = downloadProgress(output);
  }

  event(event: RunEvent): void {
    const time = this.now();
    this.#meter.record(event, time);
    if (event.type === "download") {
      this.#download(event);
      return;
    }
    const lasting = lastingLine(event);
    if (lasting) this.note(lasting);
    if (event.type === "begin") this.#lastLine = time;
    if (time - this.#lastLine < LOG_EVERY_MS) return;
    if (lasting) return;
    const reading = this.#meter.read();
    this.note(progressLine(reading, this.whole(reading)));
    this.#lastLine = time;
  }

  note(message: string): void {
    this.output.write(`${message}\n`);
  }

  stop(): void {}
}

/** What deserves a line that stays. */
function lastingLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case "begin": {
      const done = event.finished.filter((index) => index < event.repetitions).length;
      const kept = done > 0 ? `, ${done} of them finished before` : "";
      const workers = event.workers === 1 ? "1 worker" : `${event.workers} workers`;
      const repetitions =
        event.repetitions === 1 ? "1 repetition" : `${event.repetitions} repetitions`;
      return `${event.folder}: ${repetitions}${kept}${event.workers > 0 ? `, ${workers}` : ""}`;
    }
    case "finished":
      return `repetition ${event.repetition} finished: accuracy ${percent(event.trainAccuracy)} train, ${percent(event.testAccuracy)} test${
        event.restarts > 0 ? `, restarts ${event.restarts}` : ""
      }`;
    case "failed":
      return `repetition ${event.repetition} failed: ${event.message}`;
    default:
      return undefined;
  }
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
