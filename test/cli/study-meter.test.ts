import { expect, test } from "vitest";
import { StudyMeter } from "../../src/cli/study-meter.js";
import type { PlannedNetwork } from "../../src/node/study-plan.js";

const network = (repetitions: number, finished: number, secondsPerRepetition: number) =>
  ({
    experiment: { repetitions },
    finished,
    missing: repetitions - finished,
    secondsPerRepetition,
  }) as PlannedNetwork;

const reading = (share: number, secondsLeft: number) => ({
  ...{ workers: [], repetitions: 0, finished: 0 },
  ...{ share, secondsLeft },
});

test("a study's share and time left are those of its networks by their expected times", () => {
  const meter = new StudyMeter([network(4, 2, 10), network(5, 0, 20), network(3, 3, 0)], 2);
  // Expected: 10, 60 and 0 seconds. The first network had half its repetitions before.
  expect(meter.read(reading(0.5, 10))).toEqual({
    ...{ network: 1, networks: 3 },
    ...{ share: 0, secondsLeft: 70 },
  });
  expect(meter.read(reading(0.75, 5))).toMatchObject({ share: 5 / 70, secondsLeft: 65 });
  meter.begin(1);
  expect(meter.read(reading(0.5, 31))).toMatchObject({ network: 2, share: 40 / 70 });
  expect(meter.read(reading(0.5, 31)).secondsLeft).toBe(31);
  meter.begin(2);
  expect(meter.read(reading(1, 0))).toMatchObject({ share: 1, secondsLeft: 0 });
});

test("a study with nothing to do is done", () => {
  const meter = new StudyMeter([network(3, 3, 0)], 2);
  expect(meter.read(reading(1, 0)).share).toBe(1);
});
