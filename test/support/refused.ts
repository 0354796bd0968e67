import { readdirSync } from "node:fs";
import { expect } from "vitest";
import { exitCode, explain } from "../../src/cli/exit.js";
import { createProgram } from "../../src/cli/program.js";

/**
 * What `infoplane` says of words that it refuses in a folder, in this process: in one message, with
 * code 2, and nothing written. '' stands for an empty word.
 */
export async function refused(folder: string, words: string): Promise<string> {
  process.chdir(folder);
  const before = readdirSync(folder, { recursive: true });
  const error = await createProgram()
    .parseAsync(
      words.split(" ").map((word) => (word === "''" ? "" : word)),
      { from: "user" },
    )
    .catch((reason) => reason);
  const message = explain(error, {});
  expect(message).toMatch(/^infoplane: /);
  expect(exitCode(error)).toBe(2);
  expect(readdirSync(folder, { recursive: true })).toEqual(before);
  return message!;
}
