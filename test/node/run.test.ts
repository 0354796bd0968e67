/* End to end, on the built package: what is on the disk after a run was killed, stopped or failed. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { dist, infoplane, startInfoplane } from "../support/command-line.js";
import { smallDocument } from "../support/small-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
/** About a second of work. */
const document = { ...smallDocument, epochs: 1200, repetitions: 3 };
const words = ["--workers", "2", "--no-report", "--checkpoint-every", "0.05"];

/** Hash of every file in a folder. */
function contents(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names
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
  const repetition = ["information.parquet", "repetition.json", "training.parquet"];
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
  const { code, stderr } = await infoplane(folder, command);
  expect(code, stderr).toBe(0);
  expect(contents(join(folder, "killed"))).toEqual(undisturbed);
});

test.each([
  ["a checkpoint is being written", "checkpoints", ".000.ckpt.tmp"],
  ["a checkpoint has been replaced", "checkpoints", "000.ckpt"],
  ["a result is being written", "repetitions", ".000.tmp"],
  ["a result has appeared", "repetitions", "000"],
])("killed when %s, a run ends with the same bytes", async (moment, parent, name) => {
  const out = moment.replaceAll(" ", "-");
  const first = startInfoplane(folder, ["run", "small.json", "--out", out, ...words]);
  while (!existsSync(join(folder, out, "checkpoints", "000.ckpt"))) await sleep(5);
  first.process.kill("SIGINT");
  await first.ended;
  mkdirSync(join(folder, out, "repetitions"), { recursive: true });
  const resumed = startInfoplane(folder, ["resume", out, ...words]);
  const watcher = watch(join(folder, out, parent), (_, changed) => {
    if (changed === name) resumed.process.kill("SIGKILL");
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
  const names = readdirSync(join(folder, "cut", "checkpoints"));
  const paths = names.map((name) => join("cut", "checkpoints", name));
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
