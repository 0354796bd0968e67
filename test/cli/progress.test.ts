import { expect, test } from "vitest";
import { createProgress } from "../../src/cli/progress.js";
import type { RunEvent } from "../../src/node/run.js";

const begin: RunEvent = {
  ...{ type: "begin", folder: "runs/a", workers: 1, epochs: 1000, repetitions: 2, finished: [0] },
};
const at = (epoch: number): RunEvent => ({
  ...{ type: "progress", worker: 0, repetition: 1, epoch, restarts: 0 },
});
const finished: RunEvent = {
  ...{ type: "finished", worker: 0, repetition: 1, restarts: 1 },
  ...{ trainAccuracy: 0.9876, testAccuracy: 0.5 },
};

/** What is written when an event comes every second. */
function written(events: RunEvent[], terminal: boolean, options = {}) {
  const parts: string[] = [];
  let time = -1000;
  const progress = createProgress(
    { write: (text) => parts.push(text), isTTY: terminal, columns: 80, rows: 24 },
    { environment: {}, now: () => time, ...options },
  );
  for (const event of events) {
    time += 1000;
    progress.event(event);
  }
  progress.stop();
  return parts.join("");
}

test("a log has a line at the beginning, every ten seconds, and for what is finished", () => {
  const events = Array.from({ length: 25 }, (_, second) => at(20 * second));
  expect(written([begin, ...events, finished], false).split("\n")).toEqual([
    "runs/a: 2 repetitions, 1 of them finished before, 1 worker",
    "59 %, 1 of 2 repetitions finished, 0:41 left",
    "69 %, 1 of 2 repetitions finished, 0:31 left",
    "repetition 1 finished: accuracy 98.8 % train, 50.0 % test, restarts 1",
    "",
  ]);
});

test("bars are redrawn in place, and the terminal is left as it was found", () => {
  const text = written([begin, at(100), at(200)], true);
  expect(text).toContain("\x1b[2A\r\x1b[J");
  expect(text.startsWith("runs/a")).toBe(true);
  expect(text.lastIndexOf("\x1b[?25h")).toBeGreaterThan(text.lastIndexOf("\x1b[?25l"));
  expect(text.endsWith("\x1b[J\x1b[?25h")).toBe(true);
});

test("bars are drawn at most ten times a second", () => {
  const many = Array.from({ length: 50 }, (_, index) => at(index));
  const draws = (text: string) => text.split("epoch ").length - 1;
  expect(draws(written([begin, ...many], true))).toBe(50);
  expect(draws(written([begin, ...many], true, { now: () => 0 }))).toBe(0);
});

test("NO_COLOR takes the colours away, a dumb terminal gets a log", () => {
  const colour = "\x1b[36m";
  expect(written([begin, at(500)], true)).toContain(colour);
  expect(written([begin, at(500)], true, { environment: { NO_COLOR: "1" } })).not.toContain(colour);
  expect(written([begin, at(500)], true, { environment: { TERM: "dumb" } })).not.toContain("\x1b");
});

test("quiet writes nothing", () => {
  expect(written([begin, at(1), finished], true, { quiet: true })).toBe("");
});

test("a failure stays in sight", () => {
  const failed: RunEvent = { type: "failed", worker: 0, repetition: 1, message: "disk full" };
  expect(written([begin, failed], true)).toContain("repetition 1 failed: disk full\n");
});
