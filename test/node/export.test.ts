import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ExperimentDocument } from "../../src/experiment/schema.js";
import { BadInput, Failure } from "../../src/node/errors.js";
import { exportNetwork } from "../../src/node/export.js";
import { infoplane } from "../support/command-line.js";
import { smallDocument } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const run = join(folder, "integer");
const integerDocument: ExperimentDocument = {
  ...smallDocument,
  arithmetic: "integer",
  quantisation: {
    input: { bits: 8 },
    weights: { bits: 8 },
    activations: { bits: 8, range: { policy: "fixed", low: -1, high: 1 } },
  },
};

beforeAll(async () => {
  for (const [name, document] of Object.entries({
    integer: integerDocument,
    float: smallDocument,
  })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(document));
    const words = ["run", `${name}.json`, "--out", name, "--no-report", "--quiet"];
    expect((await infoplane(folder, words)).code).toBe(0);
  }
});

describe("exportNetwork", () => {
  it("copies the two files of the first finished repetition into the run's folder", async () => {
    const paths = await exportNetwork(run);
    expect(paths).toEqual(
      ["network.json", "weights.safetensors"].map((name) => join(run, "export/000", name)),
    );
    const network = JSON.parse(readFileSync(paths[0], "utf8"));
    expect(network).toMatchObject({
      formatVersion: 1,
      repetition: 0,
      arrays: "weights.safetensors",
    });
    expect(network.layers.map(({ name }: { name: string }) => name)).toEqual(["T1", "T2"]);
  });

  it("writes another repetition to another folder, the same bytes each time", async () => {
    const first = await exportNetwork(run, { repetition: 1, out: join(folder, "a") });
    const second = await exportNetwork(run, { repetition: 1, out: join(folder, "b/c") });
    first.forEach((path, i) => {
      expect(readFileSync(path)).toEqual(readFileSync(second[i]));
    });
    expect(JSON.parse(readFileSync(first[0], "utf8")).repetition).toBe(1);
  });

  it("says how to make one when the run is in float arithmetic, whose folder holds none", async () => {
    const float = join(folder, "float");
    const refused = exportNetwork(float);
    await expect(refused).rejects.toThrow(BadInput);
    await expect(refused).rejects.toThrow("infoplane run syn-tanh-integer");
    expect(readdirSync(join(float, "repetitions/000"))).not.toContain("network.json");
  });

  it("refuses a repetition that the run has not, that is not finished, whose network was removed", async () => {
    const beyond = exportNetwork(run, { repetition: 7 });
    await expect(beyond).rejects.toThrow(BadInput);
    await expect(beyond).rejects.toThrow("its 2 are 0 to 1");
    await expect(beyond).rejects.toThrow("--repetitions 8");
    renameSync(join(run, "repetitions/000"), join(folder, "aside"));
    const unfinished = exportNetwork(run, { repetition: 0 });
    await expect(unfinished).rejects.toThrow(Failure);
    await expect(unfinished).rejects.toThrow("finished are 1");
    renameSync(join(folder, "aside"), join(run, "repetitions/000"));
    rmSync(join(run, "repetitions/001/weights.safetensors"));
    const broken = exportNetwork(run, { repetition: 1 });
    await expect(broken).rejects.toThrow("weights.safetensors is missing");
  });
});

describe("infoplane export", () => {
  it("prints the paths, with --json as an object", async () => {
    const out = ["--out", "exported"];
    const plain = await infoplane(folder, ["export", "integer", ...out]);
    const paths = ["network.json", "weights.safetensors"].map((name) => join("exported", name));
    expect(plain).toMatchObject({ code: 0, stdout: `${paths.join("\n")}\n` });
    const json = await infoplane(folder, ["export", "integer", ...out, "--json"]);
    expect(JSON.parse(json.stdout)).toEqual({ network: paths });
  });

  it("ends with code 2 on a run in float arithmetic", async () => {
    const { code, stderr } = await infoplane(folder, ["export", "float"]);
    expect(code).toBe(2);
    expect(stderr).toContain("only networks in integer arithmetic can be exported");
  });
});
