import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import * as infoplane from "../../src/index.js";

const pages = ["kde", "ksg", "reliability", "ross", "validity"];
const folder = join(import.meta.dirname, "../../docs/estimators");
const text = (page: string) => readFileSync(join(folder, `${page}.md`), "utf8");

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

test("what the pages link to is there", () => {
  for (const name of readdirSync(folder)) {
    const links = [
      ...readFileSync(join(folder, name), "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g),
    ];
    for (const [, path] of links)
      expect([name, path, existsSync(join(folder, path))]).toEqual([name, path, true]);
  }
});

test("every exception of the guide leads to a section with a figure", () => {
  const guide = text("how-to-choose");
  const sections = guide.split(/^## /m).filter((section) => /^\d/.test(section));
  for (const section of sections) expect(section).toMatch(/!\[[^\]]+\]\([^)]+\.svg\)/);
  const anchors = sections.map((section) =>
    section
      .split("\n")[0]
      .toLowerCase()
      .replace(/[^a-z0-9 ]/g, "")
      .replaceAll(" ", "-"),
  );
  const rows = guide.split("\n").filter((line) => /^\| (?!you have|---)/.test(line));
  expect(rows).toHaveLength(9);
  const led = rows.map((row) => /\(#([^)]+)\) \|$/.exec(row)?.[1]);
  for (const anchor of led) expect(anchors).toContain(anchor);
  for (const anchor of anchors) expect(led).toContain(anchor);
});

test("the guide leads to what validity is", () => {
  expect(text("how-to-choose")).toContain("See [validity](validity.md)");
  expect(text("validity")).toContain("H(prediction | binned T) = 0");
});
