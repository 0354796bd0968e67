import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = new URL("../..", import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), "infoplane-package-"));

const npm = (...args: string[]) => execFileSync("npm", args, { cwd: home, encoding: "utf8" });
const infoplane = (...args: string[]) => npm("exec", "--offline", "--", "infoplane", ...args);

/** The example of the README, typed and in ESM. */
const EXAMPLE = `
import { type Information, measureCodes, parseExperiment, presets } from "infoplane";
import { runExperiment } from "infoplane/node";

const information: Information = await measureCodes(
  Uint8Array.of(0, 3, 0, 3, 1, 0, 2, 2),
  [0, 0, 1, 1],
);
const experiment = parseExperiment({ ...presets["syn-tanh-8bit"], epochs: 2, repetitions: 1 });
const { results } = await runExperiment(experiment, { out: "run", workers: 1 });
console.log(
  information.inputInformation,
  information.labelInformation,
  results.repetitions[0].information.epoch.length,
);
`;

describe("the package", () => {
  beforeAll(() => {
    execFileSync(
      "npm",
      ["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination", home],
      {
        cwd: root,
      },
    );
    writeFileSync(join(home, "package.json"), '{ "private": true, "type": "module" }');
    npm("install", "--no-audit", "--no-fund", "--loglevel=error", "./infoplane-0.1.0.tgz");
  }, 180_000);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("runs a preset through npx in an empty folder", () => {
    infoplane("run", "syn-tanh-8bit", "-r", "1", "-e", "5", "-q");
    const [run] = JSON.parse(infoplane("list", "--json")).runs;
    expect(run).toMatchObject({ repetitions: 1, finished: 1 });
  }, 60_000);

  it("imports from typed ESM, the core and the Node part", () => {
    writeFileSync(join(home, "example.mts"), EXAMPLE);
    const flags = ["--module", "nodenext", "--target", "es2022", "--lib", "es2023", "--strict"];
    execFileSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), ...flags, "example.mts"],
      { cwd: home },
    );
    const printed = execFileSync(process.execPath, ["example.mjs"], {
      cwd: home,
      encoding: "utf8",
    });
    expect(printed.trim()).toBe("1.5 1 8");
  }, 60_000);

  it("bundles for the browser without anything of Node", async () => {
    mkdirSync(join(home, "web"));
    const entry = join(home, "web/entry.js");
    writeFileSync(entry, 'export { Repetition, measureCodes, presets } from "infoplane";');
    const result = await build({
      entryPoints: [entry],
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
      metafile: true,
    });
    const external = Object.values(result.metafile.inputs).flatMap(({ imports }) =>
      imports.filter((found) => found.external).map((found) => found.path),
    );
    expect(external).toEqual([]);
    expect(result.outputFiles[0].text).toContain("WebAssembly");
  });
});
