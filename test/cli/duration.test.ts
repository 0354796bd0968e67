import { expect, test } from "vitest";
import { formatDuration } from "../../src/cli/duration.js";

test.each([
  [0, "0:00"],
  [7.4, "0:07"],
  [59.6, "1:00"],
  [250, "4:10"],
  [3753, "1:02:33"],
  [360_000, "100:00:00"],
  [-1, "0:00"],
  [Number.NaN, "-:--"],
  [Number.POSITIVE_INFINITY, "-:--"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
