import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { resolveComparison } from "../../src/cli/threelayer.js";
import { infoplane } from "../support/command-line.js";
import { refused } from "../support/refused.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const small = {
  ...{ name: "small", data: { source: "syn" }, samples: 64, validation: 20, test: 50 },
  network: {
    ...{ first: 32, features: 16, second: 32, batchSize: 16, steps: 20, measureEvery: 10 },
    optimiser: { name: "psgd", doublings: 1 },
  },
  ...{ controls: [], bounds: { ridges: [0.1] }, quantised: { epochs: 5 } },
};

beforeAll(() => {
  mkdirSync(join(folder, "taken"));
  writeFileSync(join(folder, "taken/thesis.tex"), "");
  writeFileSync(join(folder, "small.json"), JSON.stringify(small));
  writeFileSync(join(folder, "list.json"), "[]");
  writeFileSync(join(folder, "wrong.json"), JSON.stringify({ ...small, epochs: 3 }));
});

describe("bad input is refused with one message and code 2, and nothing is written", () => {
  test.each([
    ["threelayer", "missing required argument"],
    ["threelayer sphere-prodct", "Did you mean sphere-product?"],
    ["threelayer xyz", "The presets are sphere-product, sphere-sign, syn."],
    ["threelayer none.json", 'there is no comparison and no file "none.json"'],
    ["threelayer list.json", "list.json: "],
    ["threelayer wrong.json", "wrong.json: epochs"],
    ["threelayer syn --set samples=1", "samples"],
    ["threelayer syn --set network.first=17", "expected a multiple of 16"],
    ["threelayer syn --set samples=4000", "SYN leaves 96 samples"],
    ["threelayer syn --repetitions 0", "Expected a whole number from 1 on"],
    ["threelayer small.json --out taken", "taken is not empty and holds no comparison"],
    ["threelayer small.json --out taken/thesis.tex", "taken/thesis.tex is a file"],
  ])("infoplane %s", async (words, message) => {
    const said = await refused(folder, words);
    expect(said.toLowerCase()).toContain(message.toLowerCase());
  });
});

test("settings, seed and repetitions go over the preset", () => {
  const comparison = resolveComparison("syn", {
    ...{ repetitions: 2, seed: 9, set: ["network.optimiser.bound1=2", 'controls=["sgd"]'] },
  });
  expect(comparison).toMatchObject({
    ...{ repetitions: 2, seed: 9, controls: ["sgd"] },
    network: { first: 512, optimiser: { name: "psgd", bound1: 2 } },
  });
});

test("a comparison with quantised networks ends with tables and a page that shows both", async () => {
  const words = ["threelayer", "small.json", "--out", "done"];
  const { code, stderr, stdout } = await infoplane(folder, words);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^PSGD +0 /m);
  expect(stdout).toMatch(/^network by PSGD, as if of infinite width/m);
  expect(stdout).toMatch(/^report {5}done\/report\.html$/m);
  expect(readdirSync(join(folder, "done/figures"))).toContain("information-plane.svg");
  const again = await infoplane(folder, [...words, "--json", "-q", "--no-report"]);
  expect(again.stderr).toBe("");
  expect(JSON.parse(again.stdout)).toMatchObject({
    ...{ folder: "done", quantised: "done/quantised", report: [] },
    networks: [{ variant: "psgd" }],
  });
});
