import { expect, test } from "vitest";
import { describeState } from "../../src/cli/run-state.js";

test.each([
  [
    { finished: 3, started: 2, pid: 4711 },
    "3 of 8 repetitions finished, 2 begun, process 4711 works on it",
  ],
  [{ finished: 8, started: 0, pid: null }, "8 of 8 repetitions finished"],
  [{ finished: 50, started: 0, pid: null }, "50 repetitions finished"],
])("of eight repetitions, %j is told as %s", (state, text) => {
  expect(describeState({ repetitions: 8, ...state })).toBe(text);
});
