/* End to end, on the built package where it says so. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/bounds/settings.js";
import type { BoundStudy } from "../../src/bounds/study.js";
import { dist, infoplane } from "../support/command-line.js";
import { refused } from "../support/refused.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
beforeAll(() => {
  mkdirSync(join(folder, "taken"));
  writeFileSync(join(folder, "taken/thesis.tex"), "");
});

const small = ["--n", "12", "--dimension", "4", "--test", "30", "--lambda", "0.01"];

describe("bad input is refused with one message and code 2, and nothing is written", () => {
  test.each([
    ["bound sfere", "expected sphere, syn or mnist. Did you mean sphere?"],
    ["bound --n 1", "Expected whole numbers from 2 on"],
    ["bound --n 10,x", 'not "x"'],
    ["bound --n 2.5", "Expected whole numbers from 2 on"],
    ["bound --target produkt", "expected linear, product, relu-product, sign, quadratic"],
    ["bound --target linear,", 'there is no target ""'],
    ["bound --dimension 0", "Expected a whole number from 1 on"],
    ["bound --noise -1", "Expected a number from 0"],
    ["bound --lambda -1", "Expected numbers from 0 on"],
    ["bound --lambda ,", "Expected numbers from 0 on"],
    ["bound --gap 0", "Expected a number from 1e-12 to 1"],
    ["bound --delta 0.9", "Expected a number from 1e-12 to 0.5"],
    ["bound --draws 1", "Expected a whole number from 2 on"],
    ["bound --gate tanh", "expected relu, erf or threshold:B"],
    ["bound --loss hinge", "expected absolute or ramp"],
    ["bound --target linear --loss ramp", "expected labels of +-1"],
    ["bound mnist --digits 3,3", "Expected two different digits"],
    ["bound --seed 4294967295", "expected seeds below 4294967296"],
    ["bound --out taken/thesis.tex", "taken/thesis.tex is a file"],
    ["bound --data ''", "--data: expected a folder"],
    ["bound extra words", "too many arguments"],
  ])("infoplane %s", async (words, message) => {
    expect(await refused(folder, words)).toContain(message);
  });

  test.each([
    ["bound --dimension 1 --n 3", "have the same direction; expected distinct inputs"],
    ["bound --target cubic --dimension 2 --n 5", "target cubic reads 3 features"],
    ["bound syn --n 4000", "SYN has 4096 distinct samples"],
  ])("infoplane %s, as a process", async (words, message) => {
    const { code, stderr, stdout } = await infoplane(folder, words.split(" "));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^infoplane: .*\n$/);
    expect(stderr.toLowerCase()).toContain(message.toLowerCase());
  });
});

describe("a study", () => {
  test("prints tables, and as JSON the same numbers", async () => {
    const { code, stderr, stdout } = await infoplane(folder, ["bound", ...small]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^linear: 12 samples in 4 dimensions/);
    expect(stdout).toMatch(/^ *0\.01 .* reached +\d+ +\d+ +[\d.]+$/m);
    const json = await infoplane(folder, ["bound", ...small, "--json", "-q"]);
    expect(json.stderr).toBe("");
    const { cells, settings } = JSON.parse(json.stdout);
    expect(settings.ridges).toEqual([0.01]);
    expect(cells).toHaveLength(1);
    expect(cells[0].analysis.contestants).toHaveLength(5);
    expect(stdout).toContain(cells[0].analysis.contestants[0].bound.value.toFixed(3));
  });

  test("writes a folder with figures, or the same page alone", async () => {
    const words = ["bound", "--target", "linear,product", ...small, "-q", "--out"];
    const first = await infoplane(folder, [...words, "a"]);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toContain(`${join("a", "bounds.html")}\n`);
    expect(readdirSync(join(folder, "a/figures"))).toHaveLength(3 * 5);
    expect(JSON.parse(readFileSync(join(folder, "a/bounds.json"), "utf8")).cells).toHaveLength(2);
    const second = await infoplane(folder, [...words, "page.html"]);
    expect(second.code, second.stderr).toBe(0);
    expect(readFileSync(join(folder, "page.html"), "utf8")).toBe(
      readFileSync(join(folder, "a/bounds.html"), "utf8"),
    );
  });

  test("stopped, ends its thread and gives nothing", async () => {
    const { runBoundStudy } = await import(`${dist}node/bound.js`);
    const controller = new AbortController();
    const study: BoundStudy = {
      sources: [{ source: "sphere", target: "linear", dimension: 4, noise: 0 }],
      ...{ samples: [12], seeds: Array.from({ length: 100_000 }, (_, seed) => seed), test: 30 },
    };
    const done: number[] = [];
    const running = runBoundStudy(study, DEFAULT_SETTINGS, {
      signal: controller.signal,
      onCell: (count: number) => {
        done.push(count);
        controller.abort();
      },
    });
    await expect(running).rejects.toMatchObject({
      ...{ name: "Interrupted", message: "stopped; nothing was written" },
    });
    expect(done[0]).toBe(1);
    expect(done.length).toBeLessThan(100_000);
  });
});
