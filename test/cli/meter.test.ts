import { beforeEach, expect, test } from "vitest";
import { Meter } from "../../src/cli/meter.js";

let meter: Meter;
beforeEach(() => {
  meter = new Meter();
  meter.record(
    { type: "begin", folder: "f", workers: 2, epochs: 100, repetitions: 4, finished: [0, 9] },
    0,
  );
});

const progress = (worker: number, repetition: number, epoch: number, time: number, restarts = 0) =>
  meter.record({ type: "progress", worker, repetition, epoch, restarts }, time);

const finish = (worker: number, repetition: number) =>
  meter.record(
    {
      ...{ type: "finished", worker, repetition },
      ...{ restarts: 0, trainAccuracy: 1, testAccuracy: 1 },
    },
    0,
  );

test("before the first reports nothing is known but what was finished before", () => {
  expect(meter.read()).toEqual({
    ...{ workers: [], repetitions: 4, finished: 1, share: 0.25, secondsLeft: Number.NaN },
  });
});

test("time left follows from the speed of all workers", () => {
  progress(0, 1, 0, 0);
  progress(1, 2, 0, 0);
  progress(0, 1, 20, 2000);
  progress(1, 2, 20, 2000);
  const { workers, share, secondsLeft } = meter.read();
  expect(workers.map((worker) => worker.secondsLeft)).toEqual([8, 8]);
  expect(share).toBeCloseTo(140 / 400);
  expect(secondsLeft).toBeCloseTo((400 - 140) / 20);
});

test("epochs done before a resumption do not count as speed", () => {
  progress(0, 1, 90, 0);
  progress(0, 1, 91, 1000);
  expect(meter.read().workers[0]?.secondsLeft).toBeCloseTo(9);
});

test("a repetition alone at the end takes its own time, not that of all workers", () => {
  for (const [worker, repetition] of [
    [0, 1],
    [1, 2],
  ] as const) {
    progress(worker, repetition, 0, 0);
    progress(worker, repetition, 100, 1000);
    finish(worker, repetition);
  }
  progress(0, 3, 0, 1000);
  progress(0, 3, 10, 1100);
  expect(meter.read()).toMatchObject({ finished: 3 });
  expect(meter.read().secondsLeft).toBeCloseTo(0.9);
});

test("speed is smoothed: one slow report does not overturn the estimate", () => {
  progress(0, 1, 0, 0);
  progress(0, 1, 10, 1000);
  progress(0, 1, 10, 1200);
  const left = meter.read().workers[0]!.secondsLeft;
  expect(left).toBeGreaterThan(9);
  expect(left).toBeLessThan(10);
});

test("a restart gives no negative speed", () => {
  progress(0, 1, 0, 0);
  progress(0, 1, 50, 1000);
  progress(0, 1, 1, 1200, 1);
  expect(meter.read().workers[0]).toMatchObject({ epoch: 1, restarts: 1 });
  expect(meter.read().workers[0]?.secondsLeft).toBeCloseTo(99 / 50);
});

test("a failed repetition is waited for no longer", () => {
  progress(0, 1, 50, 0);
  meter.record({ type: "failed", worker: 0, repetition: 1, message: "m" }, 1);
  expect(meter.read()).toMatchObject({ workers: [], share: 0.5, finished: 1 });
});

test("when all is done nothing is left", () => {
  for (const repetition of [1, 2, 3]) finish(0, repetition);
  expect(meter.read()).toMatchObject({ finished: 4, share: 1, secondsLeft: 0 });
});
