import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import * as infoplane from "../../src/index.js";

const pages = ["kde", "ksg", "reliability", "ross", "validity"];
const text = (page: string) =>
  readFileSync(join(import.meta.dirname, `../../docs/estimators/${page}.md`), "utf8");

const IMPORT = /import (\{[^}]*\}) from "infoplane";/g;

/** Runs the code of a page with what the package exports; gives what it prints. */
async function printed(code: string): Promise<string[]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const body = code.replace(IMPORT, "const $1 = infoplane;");
  const run = new Function("infoplane", `return (async () => {${body}\n})()`);
  await run(infoplane);
  const lines = log.mock.calls.map((values) => values.map(String).join(" "));
  log.mockRestore();
  return lines;
}

test.each(pages)("the code of docs/estimators/%s.md prints what the page says", async (page) => {
  const blocks = [...text(page).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
  expect(blocks.length).toBeGreaterThan(0);
  for (const code of blocks) {
    const said = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);
    expect(said.length).toBeGreaterThan(0);
    expect(await printed(code)).toEqual(said);
  }
});
