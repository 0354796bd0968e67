/* End to end, on the built package. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { infoplane, startInfoplane } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const study = (...words: string[]) => infoplane(folder, ["study", ...words]);
const short = ["--repetitions", "2", "--epochs", "300", "--workers", "2"];

test("a plan lists what is to be done, how long it takes, and writes nothing", async () => {
  const { code, stdout } = await study("syn-tanh-32bit", "ranges-syn-relu-batch", "--plan");
  expect(code).toBe(0);
  expect(stdout).toMatch(/network +repetitions +finished +one takes +expected time/);
  expect(stdout).toMatch(/syn-tanh-32bit +50 +0 +\d+:\d\d +\d+:\d\d/);
  expect(stdout).toMatch(/ranges-syn-relu-batch +50 +0 +\d+:\d\d +\d+:\d\d/);
  expect(stdout).toMatch(/expected +\d+:\d\d with \d+ workers?, bad fits not counted/);
  expect(existsSync(join(folder, "study"))).toBe(false);
});

test("a study has a run and a summary per network, times and one report; more can be added", async () => {
  const { code, stdout, stderr } = await study("syn-tanh-8bit", "syn-relu-8bit", ...short, "-q");
  expect(code, stderr).toBe(0);
  expect(stdout).toBe("summaries  study/summaries\nreport     study/report.html\n");
  const networks = ["syn-relu-8bit", "syn-tanh-8bit"];
  expect(readdirSync(join(folder, "study")).sort()).toEqual(
    ["figures", "report.html", "summaries", "times.json", ...networks].sort(),
  );
  expect(readdirSync(join(folder, "study/summaries"))).toEqual(networks);
  expect(readdirSync(join(folder, "study/figures"))).toContain("syn-tanh.tex");
  expect(readFileSync(join(folder, "study/figures/syn-tanh.csv"), "utf8")).toContain("8 bit,T1");
  const times = JSON.parse(readFileSync(join(folder, "study/times.json"), "utf8"));
  expect(Object.keys(times).sort()).toEqual(networks);
  for (const seconds of Object.values(times)) expect(seconds).toBeGreaterThan(0);
  const summary = JSON.parse(
    readFileSync(join(folder, "study/summaries/syn-tanh-8bit/summary.json"), "utf8"),
  );
  expect(summary.seconds).toBe(times["syn-tanh-8bit"]);

  const plan = await study("syn-tanh-8bit", "--plan", "--json", "-r", "3", "-e", "300");
  const planned = JSON.parse(plan.stdout);
  expect(planned.plan).toMatchObject([{ finished: 2, missing: 1 }]);
  expect(planned.workers).toBeGreaterThan(0);
  expect(planned.expectedSeconds).toBeCloseTo(planned.plan[0].secondsPerRepetition, 9);
  const again = await study("syn-tanh-8bit", ...short);
  expect(again.code).toBe(0);
  expect(again.stderr).toContain("2 repetitions, 2 of them finished before");
  expect(JSON.parse(readFileSync(join(folder, "study/times.json"), "utf8"))).toEqual(times);
});

test("a study that is stopped says how to go on, and does", async () => {
  const words = ["study", "syn-tanh-4bit", "-r", "1", "-e", "3000", "-w", "1", "--out", "stopped"];
  const started = startInfoplane(folder, words);
  await started.says(/stopped\/syn-tanh-4bit: 1 repetition/);
  started.process.kill("SIGINT");
  const { code, stderr } = await started.ended;
  expect(code).toBe(130);
  expect(stderr).toContain("The same command goes on with the study");
  const resumed = await infoplane(folder, [...words.slice(0, -2), "--out", "stopped"]);
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stderr).toMatch(/study \d+ %|repetition 0 finished/);
});

test.each([
  [["cifar"], "the study has no network"],
  [["syn-tanh-8bit", "--repetitions", "0"], "whole number from 1 on"],
  [["syn-tanh-8bit", "--out", " "], "--out: expected a folder"],
  [["mnist-bn2-8bit", "--data", "nowhere"], "nowhere"],
])("study %s is refused with code 2", async (words, message) => {
  const { code, stderr } = await study(...words);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
