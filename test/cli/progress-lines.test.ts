import fc from "fast-check";
import { expect, test } from "vitest";
import { progressLine, progressLines } from "../../src/cli/progress-lines.js";

const worker = (index: number) => ({
  ...{ worker: index, repetition: index + 3, epoch: 500, epochs: 1000 },
  ...{ restarts: index, trainAccuracy: index === 0 ? undefined : 0.987, secondsLeft: 250 },
});
const reading = (workers: number) => ({
  workers: Array.from({ length: workers }, (_, index) => worker(index)),
  ...{ repetitions: 8, finished: 2, share: 0.25, secondsLeft: 3723 },
});

test("a line per worker and a total, in columns", () => {
  expect(progressLines(reading(2), { columns: 100, rows: 24, colour: false })).toEqual([
    "worker 1  repetition 3  ━━━━━━━━─────────  epoch  500 of 1000  4:10 left",
    "worker 2  repetition 4  ━━━━━━━━─────────  epoch  500 of 1000  4:10 left  accuracy 98.7 %  1 restart",
    "total                   ━━━━─────────────  2 of 8 finished  1:02:03 left",
  ]);
});

test("a run that is part of a study has a line for the study", () => {
  const whole = { network: 2, networks: 12, share: 0.5, secondsLeft: 7200 };
  const [, network, study] = progressLines(
    reading(1),
    { columns: 90, rows: 24, colour: false },
    whole,
  );
  expect(network).toMatch(/^network +━+─+ {2}2 of 8 finished {2}1:02:03 left$/);
  expect(study).toMatch(/^study +━+─+ {2}network 2 of 12 {2}2:00:00 left$/);
  expect(progressLine(reading(1), whole)).toMatch(/, study 50 %, 2:00:00 left$/);
});

test("a narrow terminal has no bars", () => {
  const [line] = progressLines(reading(1), { columns: 59, rows: 24, colour: false });
  expect(line).toBe("worker 1  repetition 3  epoch  500 of 1000  4:10 left");
});

test("no line is longer than the terminal, and no more lines than it has rows", () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 3, max: 40 }), fc.nat(30), (columns, rows, n) => {
      const lines = progressLines(reading(n), { columns, rows, colour: false });
      expect(lines.length).toBeLessThan(rows);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    }),
  );
});

test("colours only when asked for", () => {
  const introducer = "\x1b[";
  const lines = (colour: boolean) =>
    progressLines(reading(1), { columns: 100, rows: 24, colour }).join("");
  expect(lines(true)).toContain(introducer);
  expect(lines(false)).not.toContain(introducer);
});

test("a line for a log", () => {
  expect(progressLine(reading(1))).toBe("25 %, 2 of 8 repetitions finished, 1:02:03 left");
  expect(progressLine({ ...reading(0), secondsLeft: Number.NaN })).toContain("-:-- left");
  expect(progressLine(reading(2))).toMatch(/left, 1 bad fit started again$/);
});
