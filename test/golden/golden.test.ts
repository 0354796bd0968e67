import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/experiment/parse.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { cases, hashOf, interleavedHashesOf } from "./cases.js";
import { threeLayerHashes } from "./three-layer.js";

const stored = new URL("golden.json", import.meta.url);

describe("the golden cases", () => {
  it("have the same bits as ever", async () => {
    const hashes: Record<string, string> = {};
    for (const golden of cases) hashes[golden.name] = await hashOf(golden);
    Object.assign(hashes, await threeLayerHashes());
    // regenerate: npx vitest run test/golden -u
    await expect(`${JSON.stringify(hashes, null, 2)}\n`).toMatchFileSnapshot("golden.json");
  });

  it("have the same bits on two engines that take turns on one memory", async () => {
    const golden = JSON.parse(readFileSync(stored, "utf8"));
    for (const name of [
      "syn-tanh-8bit",
      "blots-relu-8bit",
      "syn-tanh-integer",
      "blots-relu-integer",
      "blots-conv-integer",
    ]) {
      const found = cases.find((item) => item.name === name)!;
      const [second, first] = await interleavedHashesOf(found, [1, 0]);
      expect(first).toBe(golden[name]);
      expect(second).toBe(await hashOf(found, 1));
      expect(second).not.toBe(first);
    }
  });

  it("include dense and sparse inputs, and bytes", async () => {
    const kinds = [];
    for (const { dataset, document } of cases) {
      kinds.push((await createWorkspace(parseExperiment(document), dataset())).input.kind);
    }
    expect(kinds).toEqual(cases.map(({ name }) => kindOf(name)));
  });
});

function kindOf(name: string): string {
  if (name.startsWith("blots-conv")) return "bytes";
  return name.startsWith("blots") ? "sparse" : "dense";
}
