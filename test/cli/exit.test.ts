import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { exitCode, explain } from "../../src/cli/exit.js";
import { ExperimentError } from "../../src/experiment/parse.js";
import { BadInput, Failure, Interrupted } from "../../src/node/errors.js";

test.each([
  [new Failure("m"), 1],
  [new TypeError("m"), 1],
  [new BadInput("m"), 2],
  [new ExperimentError("m"), 2],
  [new CommanderError(1, "commander.unknownOption", "error: m"), 2],
  [new CommanderError(0, "commander.helpDisplayed", "(outputHelp)"), 0],
  [new Interrupted("m"), 130],
])("%s ends with code %d", (error, code) => {
  expect(exitCode(error)).toBe(code);
});

test("an expected error is one message without a stack trace", () => {
  for (const error of [new Failure("m"), new BadInput("m"), new Interrupted("m")]) {
    expect(explain(error, {})).toBe("infoplane: m");
  }
  expect(explain(new CommanderError(1, "commander.unknownOption", "error: m"), {})).toBe(
    "infoplane: m",
  );
});

test("help is no error", () => {
  expect(explain(new CommanderError(0, "commander.helpDisplayed", ""), {})).toBeUndefined();
  expect(explain(new CommanderError(1, "commander.help", ""), {})).toBeUndefined();
});

test("a fault of the program says so, and how to see more", () => {
  expect(explain(new TypeError("m"), {})).toContain("INFOPLANE_DEBUG=1");
});

test("INFOPLANE_DEBUG=1 shows where it happened, causes included", () => {
  const error = new Failure("outer", { cause: new TypeError("inner") });
  const text = explain(error, { INFOPLANE_DEBUG: "1" });
  expect(text).toContain("exit.test.ts");
  expect(text).toContain("caused by TypeError: inner");
});
