import type { Output } from "./progress.js";

const REDRAW_EVERY_MS = 100;
const LOG_EVERY_MS = 10_000;
const CLEAR_LINE = "\r\x1b[K";

/** Shows what a command is doing that has no parts of equal length. */
export interface Steps {
  begin(step: string): void;
  /** How much of the step is done, 0..1. */
  share(done: number): void;
  /** Leaves the terminal as it was found. */
  stop(): void;
}

export interface StepOptions {
  quiet?: boolean;
  environment?: NodeJS.ProcessEnv;
  /** Milliseconds; for tests. */
  now?: () => number;
}

/**
 * On a terminal, a line that is rewritten; else a line now and then, none for quick work; nothing when
 * quiet.
 */
export function createSteps(
  output: Output,
  { quiet = false, environment = process.env, now = () => performance.now() }: StepOptions = {},
): Steps {
  if (quiet) return { begin() {}, share() {}, stop() {} };
  const redraws = output.isTTY && environment.TERM !== "dumb";
  const every = redraws ? REDRAW_EVERY_MS : LOG_EVERY_MS;
  let last = redraws ? Number.NEGATIVE_INFINITY : now();
  let current = "";
  const show = (text: string, always: boolean) => {
    if (!always && now() - last < every) return;
    last = now();
    const columns = Math.max(1, (output.columns ?? 80) - 1);
    output.write(redraws ? `${CLEAR_LINE}${text.slice(0, columns)}` : `${text}\n`);
  };
  return {
    begin(step) {
      current = step;
      // What follows may take long, without another chance to say what it is.
      show(step, redraws === true);
    },
    share(done) {
      show(`${current}, ${Math.floor(100 * done)} %`, false);
    },
    stop() {
      if (redraws) output.write(CLEAR_LINE);
    },
  };
}
