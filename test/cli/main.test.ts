/* End to end, on the built package: what the commands print and how they end. */
import { execSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import { dist, infoplane } from "../support/command-line.js";
import { npyBytes, npzBytes } from "../support/npy.js";
import { refused } from "../support/refused.js";
import { smallDocument } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const write = (name: string, content: unknown) =>
  writeFileSync(
    join(folder, name),
    typeof content === "string" ? content : JSON.stringify(content),
  );

const layer = npyBytes({ type: "f4", shape: [4, 2], values: [0, 0, 0, 1, 1, 0, 1, 1] });
const labels = npyBytes({ type: "i8", shape: [4], values: [5, 5, 5, 9] });

beforeAll(() => {
  write("small.json", smallDocument);
  write("broken.json", '{ "name": ');
  write("list.json", []);
  write("wrong.json", { ...smallDocument, epoch: 3 });
  write("narrow.json", {
    ...smallDocument,
    network: { layers: [{ units: 1, activation: "softmax" }] },
  });
  write("flat.json", {
    ...smallDocument,
    name: "flat",
    network: {
      layers: [
        { type: "conv", channels: 2, kernel: 3, activation: "relu" },
        { type: "flatten" },
        { units: 2, activation: "softmax" },
      ],
    },
  });
  writeFileSync(join(folder, "layer.npy"), layer);
  writeFileSync(join(folder, "acts.npz"), npzBytes({ T1: layer, labels }));
  mkdirSync(join(folder, "taken"));
  write("taken/thesis.tex", "");
});

describe("bad input is refused with one message and code 2, and nothing is written", () => {
  test.each([
    ["frobnicate", "unknown command 'frobnicate'"],
    ["run", "missing required argument 'experiment'"],
    ["run small.json extra", "too many arguments"],
    ["run syn-tanh-8bt", "Did you mean syn-tanh-8bit?"],
    ["run xyz", "The presets are syn-tanh-8bit"],
    ["run none.json", "there is no file or folder none.json"],
    ["run taken", "taken is a folder"],
    ["run broken.json", "broken.json is not JSON"],
    ["run list.json", "list.json: "],
    ["run wrong.json", 'did you mean "epochs"?'],
    ["run narrow.json", "the output layer has 1 units, but syn has 2 classes"],
    ["run flat.json", "flat: network.layers[0]: a conv layer needs images, not 12 units"],
    ["claims none", "there is no folder none"],
    ["claims taken", "taken holds no run of which a repetition is finished"],
    ["claims taken --out page.pdf", "expected the name of a .html file"],
    ["compare taken", "missing required argument 'B'"],
    ["compare taken none", "taken is not the folder of a run"],
    ["compare taken none --out taken/thesis.tex", "expected a folder"],
    ["run small.json --epochs 0", "Expected a whole number from 1 on"],
    ["run small.json --epochs 1.5", "Expected a whole number from 1 on"],
    ["run small.json --repetitions -1", "Expected a whole number from 1 on"],
    ["run small.json --repetitions 1e9", "Expected a whole number from 1 on"],
    ["run small.json --repetitions 1000000", "repetitions"],
    ["run small.json --seed x", "Expected a whole number from 0 on"],
    ["run small.json --seed 4294967296", "seed"],
    ["run small.json --workers 0", "Expected a whole number from 1 on"],
    ["run small.json --checkpoint-every soon", "Expected a number of seconds"],
    ["run small.json --epoch 3", "Did you mean --epochs?"],
    ["run small.json --set epochs", "expected key=value"],
    ["run small.json --set epochs=many", "epochs"],
    ["run small.json --set optimiser.name=adm", 'did you mean "adam"?'],
    ["run small.json --set network.layers.9.units=1", "use 0 to 1"],
    ["run small.json --out taken", "is not empty and holds no run"],
    [
      "run small.json --out taken/thesis.tex",
      "--out: expected a folder; taken/thesis.tex is a file",
    ],
    ["run small.json --out ''", "--out: expected a folder"],
    ["run small.json --data ''", "--data: expected a folder"],
    ["resume ''", "expected the folder of a run"],
    ["report ''", "expected the folder of a run"],
    ["report taken --out ''", "--out: expected a folder"],
    ["report taken --out taken/thesis.tex", "taken/thesis.tex is a file"],
    ["summarise taken", "required option '-o, --out <folder>' not specified"],
    ["summarise taken --out x", "taken is not the folder of a run"],
    ["summarise none --out x", "there is no such folder"],
    ["summarise taken --out ''", "--out: expected a folder"],
    ["data --data ''", "--data: expected a folder"],
    ["data fetch mnist --to ''", "--to: expected a folder"],
    ["resume", "missing required argument 'folder'"],
    ["resume none", "none is not the folder of a run: there is no such folder"],
    ["resume taken", "taken is not the folder of a run"],
    ["report taken", "taken is not the folder of a run"],
    ["show xyz", 'no preset and no file "xyz"'],
    ["show small.json --set a", "expected key=value"],
    ["list extra", "too many arguments"],
    ["data fetch xyz", "xyz"],
    ["estimate", "missing required argument 'file'"],
    ["estimate none.npy", "there is no file none.npy"],
    ["estimate small.json", "small.json: not a .npy file"],
    ["estimate taken", "taken is a folder; expected a .npy or .npz file"],
    ["estimate layer.npy", "expected --labels"],
    ["estimate acts.npz --layer T2", 'no array "T2"; it holds T1, labels'],
    ["estimate acts.npz --estimator bin:3", '--estimator: there is no estimator "bin"'],
    ["estimate acts.npz -e bins:0", "an integer from 1 to 65536"],
    ["estimate acts.npz -e ross:4", "acts.npz: T1: Ross nearest neighbours, k = 4: "],
    ['estimate acts.npz -e {"kind":"ross","points":3}', "a file has no epochs"],
    ["estimate acts.npz -e ksg", "expected --inputs"],
    ["cite xyz", 'no preset and no file "xyz"'],
    ["cite syn-tanh-8bit --bibtex --json", "not both"],
  ])("infoplane %s", async (words, message) => {
    expect(await refused(folder, words)).toContain(message);
  });

  test.each([
    ["frobnicate", "unknown command"],
    ["run wrong.json", "did you mean"],
    ["run narrow.json --quiet", "the output layer has 1 units"],
  ])("infoplane %s, as a process", async (words, message) => {
    const { code, stdout, stderr } = await infoplane(folder, words.split(" "));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^infoplane: .*\n$/);
    expect(stderr).toContain(message);
  });
});

test("help is printed with code 0", async () => {
  const { code, stdout } = await infoplane(folder, ["help", "run"]);
  expect(code).toBe(0);
  expect(stdout).toContain("--set <key=value>");
  expect(stdout).toContain("Examples:\n  infoplane run");
});

test("every command has examples in its help", async () => {
  for (const command of createProgram().commands) {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) });
    expect(() => command.outputHelp()).not.toThrow();
    expect(help).toContain(`Examples:\n  infoplane ${command.name()}`);
  }
});

test("infoplane alone shows its help and ends with code 2", async () => {
  const { code, stderr } = await infoplane(folder, []);
  expect(code).toBe(2);
  expect(stderr).toContain("Usage: infoplane");
});

test("a file that begins with a byte-order mark is read", async () => {
  write("marked.json", `\uFEFF${JSON.stringify(smallDocument)}`);
  const { code, stdout, stderr } = await infoplane(folder, ["show", "marked.json"]);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject(smallDocument);
});

test("INFOPLANE_DEBUG=1 shows stack traces", async () => {
  const { code, stderr } = await infoplane(folder, ["run", "xyz"], { INFOPLANE_DEBUG: "1" });
  expect(code).toBe(2);
  expect(stderr).toContain("    at ");
});

test("show prints a document that run takes, with every default filled in", async () => {
  const shown = await infoplane(folder, ["show", "small.json", "--set", "epochs=7"]);
  const document = JSON.parse(shown.stdout);
  expect(document).toMatchObject({ ...smallDocument, epochs: 7, optimiser: { name: "adam" } });
  write("shown.json", document);
  const again = await infoplane(folder, ["show", "shown.json"]);
  expect(again.stdout).toBe(shown.stdout);
});

describe("a run", () => {
  let first: Awaited<ReturnType<typeof infoplane>>;
  beforeAll(async () => {
    mkdirSync(join(folder, "a"));
    first = await infoplane(join(folder, "a"), ["run", "../small.json"]);
  });

  test("prints the table of layers, the accuracy and where everything is", () => {
    expect(first.code, first.stderr).toBe(0);
    expect(first.stdout).toMatch(/^T1 +exact codes/m);
    expect(first.stdout).toMatch(/^T2 +logit codes/m);
    expect(first.stdout).toMatch(
      /^accuracy +[\d.]+ % train, [\d.]+ % test \(mean of 2 repetitions, epoch 20\)$/m,
    );
    expect(first.stdout).toMatch(/^restarts +0/m);
    expect(first.stdout).toMatch(/^time +\d+:\d\d$/m);
    expect(first.stdout).toMatch(/^report +runs\/small-[0-9a-f]{8}\/report\.html$/m);
    expect(first.stderr).toContain("repetition 1 finished");
    expect(first.stdout + first.stderr).not.toContain("\x1b");
  });

  test("given again has nothing to do, and prints the same results", async () => {
    const again = await infoplane(join(folder, "a"), ["run", "../small.json"]);
    expect(again.stderr).not.toContain("repetition 1 finished");
    expect(again.stderr).toContain("2 of them finished before");
    const withoutTime = (text: string) => text.replace(/^time.*$/m, "");
    expect(withoutTime(again.stdout)).toBe(withoutTime(first.stdout));
  });

  test("as JSON is one object on stdout", async () => {
    const words = ["run", "../small.json", "--json", "--quiet", "--no-report"];
    const { stdout, stderr } = await infoplane(join(folder, "a"), words);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      folder: expect.stringMatching(/^runs\/small-/),
      ...{ name: "small", repetitions: 2, restarts: 0, report: [] },
      layers: expect.arrayContaining([expect.objectContaining({ layer: "T1" })]),
    });
  });

  test("is listed with its progress, and so are the presets", async () => {
    const { stdout } = await infoplane(join(folder, "a"), ["list"]);
    expect(stdout).toMatch(/^ {2}syn-tanh-8bit +\S/m);
    expect(stdout).toMatch(/^ {2}runs\/small-[0-9a-f]{8} +2 of 2 repetitions finished$/m);
    const json = JSON.parse((await infoplane(join(folder, "a"), ["list", "--json"])).stdout);
    expect(json.runs).toMatchObject([{ repetitions: 2, finished: 2, started: 0, pid: null }]);
    expect(json.presets.map(({ name }: { name: string }) => name)).toContain("syn-relu-8bit");
  });

  test("can be shown and reported on", async () => {
    const path = join("runs", readdirSync(join(folder, "a", "runs"))[0]!);
    const shown = await infoplane(join(folder, "a"), ["show", path]);
    expect(shown.stdout).toContain("2 of 2 repetitions finished");
    expect(shown.stdout).toMatch(/^T1 +exact codes/m);
    const json = JSON.parse((await infoplane(join(folder, "a"), ["show", path, "--json"])).stdout);
    expect(json).toMatchObject({ folder: path, state: { finished: 2 }, experiment: smallDocument });
    const report = await infoplane(join(folder, "a"), ["report", path, "--out", "figures"]);
    expect(report.stdout.split("\n")[0]).toBe(join("figures", "report.html"));
    expect(readdirSync(join(folder, "a", "figures"))).toContain("report.html");
  });

  test("can be summarised, and the summary reported on", async () => {
    const path = join("runs", readdirSync(join(folder, "a", "runs"))[0]!);
    const at = join(folder, "a");
    const { stdout, stderr } = await infoplane(at, ["summarise", path, "--out", "few", "--json"]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout).summary[0]).toBe(join("few", "summary.json"));
    const report = await infoplane(at, ["report", "few"]);
    expect(report.stdout.split("\n")[0]).toBe(join("few", "report.html"));
    const shown = await infoplane(at, ["show", "few"]);
    expect(shown.stdout).toMatch(/^few \(small\): summary of 2 repetitions\n\n/);
    const results = (text: string) => text.slice(text.indexOf("\n\n"));
    expect(results(shown.stdout)).toBe(results((await infoplane(at, ["show", path])).stdout));
    const json = JSON.parse((await infoplane(at, ["show", "few", "--json"])).stdout);
    expect(json).toMatchObject({ folder: "few", experiment: smallDocument, repetitions: 2 });
  });

  test("of another experiment in the same folder is refused, saying what differs", async () => {
    const path = join("runs", readdirSync(join(folder, "a", "runs"))[0]!);
    const words = ["run", "../small.json", "--out", path, "--seed", "5"];
    const { code, stderr } = await infoplane(join(folder, "a"), words);
    expect(code).toBe(2);
    expect(stderr).toContain("seed: 0 in the folder, 5 in yours");
  });
});

describe("arrays from elsewhere", () => {
  const words = ["estimate", "acts.npz", "-e", "bins:2:unit", "--population"];

  test("are measured, and printed as a table", async () => {
    const { code, stdout, stderr } = await infoplane(folder, words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("acts.npz: 4 inputs, 2 classes\n");
    expect(stdout).toMatch(/^T1 +2 +distinct float32 vectors +2\.000 +0\.811 +4 +100 % +exact$/m);
    expect(stdout).toMatch(/^T1 +2 +2 bins, unit bounds +2\.000 +0\.811 +4 +100 % +estimate$/m);
  });

  test("as JSON are one object on stdout", async () => {
    const { stdout } = await infoplane(folder, [...words, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ file: "acts.npz", population: true, inputs: 4, classes: ["5", "9"] },
      rows: [
        { layer: "T1", units: 2, inputInformation: 2, status: "exact", states: 4 },
        { estimator: "2 bins, unit bounds", references: expect.arrayContaining(["saxe2018"]) },
      ],
    });
  });
});

test("cite prints the publications of an experiment, as text, BibTeX and JSON, and all", async () => {
  const run = async (...words: string[]) => (await infoplane(folder, ["cite", ...words])).stdout;
  expect(await run("small.json")).toMatch(/^optimiser: Adam\n {2}Diederik P\. Kingma, Jimmy Ba/m);
  expect(await run("small.json", "--bibtex")).toContain("@misc{kingma2015,");
  expect(JSON.parse(await run("small.json", "--json"))).toContainEqual({
    part: "optimiser: Adam",
    references: [expect.objectContaining({ key: "kingma2015", year: 2015 })],
  });
  expect(await run()).toContain("Kraskov");
});

test("a reader that goes away is no error", () => {
  const command = `"${process.execPath}" "${dist}cli/main.js" show syn-tanh-8bit | head -n 1`;
  expect(execSync(`${command} 2>&1`, { cwd: folder, encoding: "utf8" })).toBe("{\n");
});
