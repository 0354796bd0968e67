import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { Failure } from "../../src/node/errors.js";
import { acquireLock, lockHolder, removeAbandonedLocks } from "../../src/node/lock.js";
import { thisProcess } from "../../src/node/process-identity.js";
import { dist } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
let count = 0;
const newPath = () => join(folder, `lock${count++}`);

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

const write = (path: string, holder: object) => writeFileSync(path, JSON.stringify(holder));

test("a lock is taken once, and again after it was released", () => {
  const path = newPath();
  const lock = acquireLock(path);
  expect(() => acquireLock(path)).toThrow(Failure);
  expect(() => acquireLock(path)).toThrow(`process ${process.pid} on ${hostname()}`);
  lock.release();
  expect(lockHolder(path)).toBeUndefined();
  acquireLock(path).release();
  expect(readdirSync(folder)).toEqual([]);
});

test("a lock says who holds it", () => {
  const path = newPath();
  const lock = acquireLock(path);
  expect(lockHolder(path)).toMatchObject(thisProcess());
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject(thisProcess());
  lock.release();
});

test("the lock of a dead process is taken over at once", () => {
  const path = newPath();
  write(path, { pid: deadPid(), host: hostname(), started: null, token: "t" });
  expect(lockHolder(path)).toBeUndefined();
  const lock = acquireLock(path);
  expect(lockHolder(path)?.pid).toBe(process.pid);
  lock.release();
});

test("the lock of a dead process whose number another one has now is taken over", (context) => {
  if (thisProcess().started === null) return context.skip("no start times on this system");
  const path = newPath();
  write(path, { ...thisProcess(), started: "another boot/1", token: "t" });
  acquireLock(path).release();
});

test("the lock of a process on another host is respected, with the way out", () => {
  const path = newPath();
  write(path, { pid: deadPid(), host: "elsewhere", started: null, token: "t" });
  expect(() => acquireLock(path)).toThrow("on elsewhere");
  expect(() => acquireLock(path)).toThrow(`delete ${path}`);
});

test("an unreadable lock is respected while it is fresh, and then taken over", () => {
  const path = newPath();
  writeFileSync(path, '{"pid":');
  expect(() => acquireLock(path)).toThrow(Failure);
  utimesSync(path, new Date(0), new Date(0));
  acquireLock(path).release();
});

test("a takeover that was killed does not stand in the way", () => {
  const path = newPath();
  write(path, { pid: deadPid(), host: hostname(), started: null, token: "t" });
  write(`${path}.takeover`, { pid: deadPid(), host: hostname(), started: null, token: "u" });
  const lock = acquireLock(path);
  expect(readdirSync(folder).filter((name) => name.includes("takeover"))).toEqual([]);
  lock.release();
});

test("what killed processes have left beside a held lock is removed, and nothing else", () => {
  const path = join(mkdtempSync(join(folder, "left")), "lock");
  const lock = acquireLock(path);
  const dead = { pid: deadPid(), host: hostname(), started: null, token: "t" };
  const living = { ...thisProcess(), token: "u" };
  for (const name of [`lock.${randomUUID()}`, `lock.takeover.${randomUUID()}`, "lock.takeover"]) {
    write(join(dirname(path), name), dead);
  }
  write(`${path}.takeover.takeover`, living);
  write(`${path}.mine`, dead);
  removeAbandonedLocks(path);
  const left = ["lock", "lock.mine", "lock.takeover", "lock.takeover.takeover"];
  expect(readdirSync(dirname(path)).sort()).toEqual(left);
  rmSync(`${path}.takeover.takeover`);
  removeAbandonedLocks(path);
  expect(readdirSync(dirname(path)).sort()).toEqual(["lock", "lock.mine"]);
  lock.release();
  rmSync(dirname(path), { recursive: true });
});

test("a lock that someone else has taken meanwhile is not released", () => {
  const path = newPath();
  const lock = acquireLock(path);
  write(path, { ...thisProcess(), token: "someone else's" });
  lock.release();
  expect(JSON.parse(readFileSync(path, "utf8")).token).toBe("someone else's");
});

test("of many processes that find a dead lock at the same time exactly one takes it", async () => {
  const path = newPath();
  write(path, { pid: deadPid(), host: hostname(), started: null, token: "t" });
  const script = `
    const { acquireLock } = await import(${JSON.stringify(`file://${dist}node/lock.js`)});
    process.stdin.once("data", () => {
      try { acquireLock(${JSON.stringify(path)}); console.log("taken"); }
      catch (error) { console.log(error.name); }
    });
    process.stdin.once("end", () => process.exit());
    console.log("ready");`;
  const contenders = Array.from({ length: 6 }, () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
    const lines: string[] = [];
    const waiting: (() => void)[] = [];
    child.stdout.on("data", (chunk) => {
      lines.push(...String(chunk).trim().split("\n"));
      for (const look of waiting) look();
    });
    const line = (index: number) =>
      new Promise<string>((resolve) => {
        const look = () => lines[index] && resolve(lines[index]);
        waiting.push(look);
        look();
      });
    return { child, line };
  });
  await Promise.all(contenders.map(({ line }) => line(0)));
  for (const { child } of contenders) child.stdin.write("go\n");
  const outcomes = await Promise.all(contenders.map(({ line }) => line(1)));
  for (const { child } of contenders) child.stdin.end();
  expect(outcomes.sort()).toEqual([...new Array(5).fill("Failure"), "taken"]);
});
