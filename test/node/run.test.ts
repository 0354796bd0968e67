/* End to end, on the built package: what is on the disk after a run was killed, stopped or failed. */
import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  watch,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { dist, infoplane, startInfoplane } from "../support/command-line.js";
import { smallDocument } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
/** About a second of work. */
const document = { ...smallDocument, epochs: 1200, repetitions: 3 };
const words = ["--workers", "2", "--no-report", "--checkpoint-every", "0.05"];

/** Every file and folder in a folder. */
const names = (path: string) => readdirSync(path, { recursive: true, encoding: "utf8" }).sort();

/** Hash of every file in a folder. */
function contents(path: string): Record<string, string> {
  return Object.fromEntries(
    names(path)
      .filter((name) => statSync(join(path, name)).isFile())
      .map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(path, name)))
          .digest("hex"),
      ]),
  );
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let undisturbed: Record<string, string>;

beforeAll(async () => {
  writeFileSync(join(folder, "small.json"), JSON.stringify(document));
  const { code, stderr } = await infoplane(folder, [
    ...["run", "small.json", "--out", "undisturbed", "--workers", "1", "--no-report"],
  ]);
  expect(code, stderr).toBe(0);
  undisturbed = contents(join(folder, "undisturbed"));
});

test("a finished run holds the document, the version and its repetitions, nothing else", () => {
  const repetition = [
    ...["information.parquet", "layers.parquet", "repetition.json", "training.parquet"],
  ];
  expect(Object.keys(undisturbed)).toEqual([
    "experiment.json",
    ...["000", "001", "002"].flatMap((index) =>
      repetition.map((name) => join("repetitions", index, name)),
    ),
    "run.json",
  ]);
});

test("two workers write the same bytes as one", async () => {
  const { code, stderr } = await infoplane(folder, ["run", "small.json", "--out", "two", ...words]);
  expect(code, stderr).toBe(0);
  expect(contents(join(folder, "two"))).toEqual(undisturbed);
});

test("killed again and again, a run ends with the same bytes", async () => {
  const command = ["run", "small.json", "--out", "killed", ...words];
  for (let kill = 0; kill < 4; kill++) {
    const started = startInfoplane(folder, command);
    await started.says(/workers?\n/);
    // Anywhere: before the first epoch, in an epoch, in a checkpoint.
    await sleep(((kill * 0.618) % 1) * 300);
    started.process.kill("SIGKILL");
    expect((await started.ended).signal).toBe("SIGKILL");
  }
  // What a kill leaves between two system calls, which no kill at random would hit.
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  for (const name of [
    ...[`.run.json.${dead}-0-0.tmp`, `.report.html.${dead}-0-9.tmp`, ".experiment.json.tmp"],
    ...[`lock.${randomUUID()}`, `lock.takeover.${randomUUID()}`, "lock.takeover"],
    join("checkpoints", `.000.ckpt.${dead}-1-2.tmp`),
    join("repetitions", `.000.${dead}-1-3.tmp`, "training.parquet"),
    join("figures", `.information-plane.svg.${dead}-0-4.tmp`),
  ]) {
    const path = join(folder, "killed", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ pid: dead, host: hostname(), started: null, token: "" }));
  }
  const { code, stderr } = await infoplane(folder, command);
  expect(code, stderr).toBe(0);
  expect(contents(join(folder, "killed"))).toEqual(undisturbed);
  rmdirSync(join(folder, "killed", "figures"));
  expect(names(join(folder, "killed"))).toEqual(names(join(folder, "undisturbed")));
});

test.each([
  ["a checkpoint is being written", "checkpoints", /^\.000\.ckpt\..*tmp$/],
  ["a checkpoint has been replaced", "checkpoints", /^000\.ckpt$/],
  ["a result is being written", "repetitions", /^\.000\..*tmp$/],
  ["a result has appeared", "repetitions", /^000$/],
])("killed when %s, a run ends with the same bytes", async (moment, parent, pattern) => {
  const out = moment.replaceAll(" ", "-");
  const first = startInfoplane(folder, ["run", "small.json", "--out", out, ...words]);
  while (!existsSync(join(folder, out, "checkpoints", "000.ckpt"))) await sleep(5);
  first.process.kill("SIGINT");
  await first.ended;
  mkdirSync(join(folder, out, "repetitions"), { recursive: true });
  const resumed = startInfoplane(folder, ["resume", out, ...words]);
  const watcher = watch(join(folder, out, parent), (_, changed) => {
    if (changed && pattern.test(changed)) resumed.process.kill("SIGKILL");
  });
  const { signal, stderr } = await resumed.ended;
  watcher.close();
  expect(signal, stderr).toBe("SIGKILL");
  const { code, stderr: said } = await infoplane(folder, ["resume", out, ...words]);
  expect(code, said).toBe(0);
  expect(contents(join(folder, out))).toEqual(undisturbed);
});

test("Ctrl-C stops within an epoch, says how to go on, and loses nothing", async () => {
  const started = startInfoplane(folder, ["run", "small.json", "--out", "stopped", ...words]);
  while (!existsSync(join(folder, "stopped", "checkpoints"))) await sleep(5);
  started.process.kill("SIGINT");
  const { code, stderr } = await started.ended;
  expect(code).toBe(130);
  expect(stderr).toContain("infoplane resume stopped");
  expect(existsSync(join(folder, "stopped", "lock"))).toBe(false);
  expect(readdirSync(join(folder, "stopped", "checkpoints"))).not.toEqual([]);
  const resumed = await infoplane(folder, ["resume", "stopped", "--no-report"]);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(contents(join(folder, "stopped"))).toEqual(undisturbed);
});

test("Ctrl-C after the last repetition still gives the report and the table", async () => {
  const started = startInfoplane(folder, ["run", "small.json", "--out", "late"]);
  await started.says(/(repetition \d finished[\s\S]*){3}/);
  started.process.kill("SIGINT");
  const { code, stderr, stdout } = await started.ended;
  expect(code, stderr).toBe(0);
  expect(stdout).toContain("report.html");
  expect(existsSync(join(folder, "late", "report.html"))).toBe(true);
});

test("a second process is refused while the first works, and the first is not disturbed", async () => {
  const command = ["run", "small.json", "--out", "shared", ...words];
  const first = startInfoplane(folder, command);
  await first.says(/workers\n/);
  const second = await infoplane(folder, command);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`process ${first.process.pid} on `);
  expect(second.stderr.trim().split("\n")).toHaveLength(1);
  expect((await first.ended).code).toBe(0);
  expect(contents(join(folder, "shared"))).toEqual(undisturbed);
});

test("a truncated checkpoint is named; deleted, the run ends with the same bytes", async () => {
  const started = startInfoplane(folder, ["run", "small.json", "--out", "cut", ...words]);
  while (!existsSync(join(folder, "cut", "checkpoints"))) await sleep(5);
  started.process.kill("SIGINT");
  await started.ended;
  const checkpoints = readdirSync(join(folder, "cut", "checkpoints"));
  const paths = checkpoints.map((name) => join("cut", "checkpoints", name));
  for (const path of paths) truncateSync(join(folder, path), 500);
  const refused = await infoplane(folder, ["resume", "cut", "--workers", "1"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`the checkpoint ${paths[0]} is damaged`);
  expect(refused.stderr).toContain("Delete it");
  for (const path of paths) rmSync(join(folder, path));
  const { code, stderr } = await infoplane(folder, ["resume", "cut", ...words]);
  expect(code, stderr).toBe(0);
  expect(contents(join(folder, "cut"))).toEqual(undisturbed);
});

test("repetitions added later are those of a run that had them from the beginning", async () => {
  const few = ["run", "small.json", "--out", "grown", "--repetitions", "1", "--no-report"];
  expect((await infoplane(folder, few)).code).toBe(0);
  const more = ["resume", "grown", "--repetitions", "3", "--no-report"];
  expect((await infoplane(folder, more)).code).toBe(0);
  expect(contents(join(folder, "grown"))).toEqual(undisturbed);
});

test("a folder that cannot be made is named", async () => {
  writeFileSync(join(folder, "file"), "");
  const { code, stderr } = await infoplane(folder, ["run", "small.json", "--out", "file/run"]);
  expect(code).toBe(1);
  expect(stderr).toContain(`cannot make the folder ${join("file", "run")}`);
});

test("a full disk is named, and the finished repetitions are intact", async (context) => {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=400k", "tmpfs", disk]);
  if (mounted.status !== 0) return context.skip("this process may not mount a small disk");
  try {
    cpSync(join(folder, "undisturbed"), join(disk, "run"), { recursive: true });
    const before = contents(join(disk, "run"));
    const command = ["resume", "disk/run", "--repetitions", "60", "--no-report"];
    const { code, stderr } = await infoplane(folder, command);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot write disk\/run\/.*: the disk is full/);
    const after = contents(join(disk, "run"));
    for (const name of Object.keys(before).filter((name) => name.startsWith("repetitions"))) {
      expect(after[name]).toBe(before[name]);
    }
    expect(readdirSync(join(disk, "run", "repetitions")).join()).not.toContain("tmp");
  } finally {
    spawnSync("umount", [disk]);
  }
});

test("a training that diverges is reported; the other repetitions are kept", async () => {
  const { code, stderr } = await infoplane(folder, [
    ...["run", "small.json", "--out", "diverged", "--set", "optimiser.learningRate=1e38"],
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain("diverged");
  expect(stderr).toContain("learningRate");
  expect(stderr).not.toContain("    at ");
  expect(existsSync(join(folder, "diverged", "lock"))).toBe(false);
});

test("the library runs an experiment from code", async () => {
  const { runExperiment, readRun, Interrupted } = await import(`${dist}node/index.js`);
  const out = join(folder, "library");
  const events: string[] = [];
  const onProgress = ({ type }: { type: string }) => events.push(type);
  const { results } = await runExperiment(document, { out, workers: 2, onProgress });
  expect(events.filter((type) => type !== "progress")).toEqual([
    ...["begin", "finished", "finished", "finished"],
  ]);
  expect(results).toEqual(await readRun(out));
  expect(contents(out)).toEqual(undisturbed);
  const aborted = runExperiment(document, {
    out: join(folder, "aborted"),
    signal: AbortSignal.abort(),
  });
  await expect(aborted).rejects.toThrow(Interrupted);
});

test("a callback that throws stops the run, which rejects with its error and can be resumed", async () => {
  const { runExperiment } = await import(`${dist}node/index.js`);
  const out = join(folder, "thrown");
  const unhandled = vi.fn();
  process.once("uncaughtException", unhandled);
  let told = 0;
  const onProgress = ({ type }: { type: string }) => {
    if (type !== "progress") return;
    told++;
    throw new RangeError("mine");
  };
  const run = runExperiment(document, { out, workers: 2, onProgress });
  await expect(run).rejects.toThrow(new RangeError("mine"));
  process.off("uncaughtException", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  expect(told).toBe(1);
  expect(readdirSync(out)).toEqual(["checkpoints", "experiment.json", "run.json"]);
  await runExperiment(document, { out, workers: 2 });
  expect(contents(out)).toEqual(undisturbed);
});

test("a callback that throws at the beginning or the end is no less heard", async () => {
  const { runExperiment } = await import(`${dist}node/index.js`);
  for (const moment of ["begin", "finished"]) {
    const out = join(folder, `thrown-at-${moment}`);
    const onProgress = ({ type }: { type: string }) => {
      if (type === moment) throw new RangeError(moment);
    };
    const run = runExperiment({ ...document, epochs: 30, repetitions: 1 }, { out, onProgress });
    await expect(run).rejects.toThrow(new RangeError(moment));
    expect(existsSync(join(out, "lock"))).toBe(false);
  }
});

test("a finished repetition of another version is found before anything is computed", async () => {
  const { runExperiment } = await import(`${dist}node/index.js`);
  const out = join(folder, "mixed");
  cpSync(join(folder, "undisturbed"), out, { recursive: true });
  const path = join(out, "repetitions", "001", "repetition.json");
  const about = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, JSON.stringify({ ...about, version: "0.0.9" }));
  const onProgress = vi.fn();
  const run = runExperiment({ ...document, repetitions: 4 }, { out, onProgress });
  await expect(run).rejects.toThrow(`${path} was computed by infoplane 0.0.9`);
  expect(onProgress).not.toHaveBeenCalled();
});

test.each([
  ["out", ""],
  ["out", " "],
  ["data", ""],
])("%s: %j is refused, and nothing is written", async (option, value) => {
  const { runExperiment, BadInput } = await import(`${dist}node/index.js`);
  const empty = join(folder, "empty");
  mkdirSync(empty, { recursive: true });
  process.chdir(empty);
  const run = runExperiment(document, { [option]: value });
  await expect(run).rejects.toThrow(BadInput);
  await expect(run).rejects.toThrow(`--${option}: expected a folder`);
  expect(readdirSync(empty)).toEqual([]);
});
