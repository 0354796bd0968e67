import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  isTemporary,
  makeFolder,
  removeAbandoned,
  removeEmptyFolder,
  removeFile,
  temporaryName,
  writeFileAtomic,
  writeFolderAtomic,
} from "../../src/node/atomic.js";
import { Failure } from "../../src/node/errors.js";
import { dist } from "../support/command-line.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();

test("a file appears under its name alone, and replaces the former one", () => {
  const parent = join(folder, "file");
  makeFolder(parent);
  const path = join(parent, "a.txt");
  writeFileAtomic(path, "one");
  writeFileAtomic(path, new TextEncoder().encode("two"));
  expect(readFileSync(path, "utf8")).toBe("two");
  expect(readdirSync(parent)).toEqual(["a.txt"]);
});

test("processes that write the same file at the same time do not disturb one another", async () => {
  const path = join(folder, "raced", "report.html");
  makeFolder(dirname(path));
  const script = `
    const { writeFileAtomic } = await import(${JSON.stringify(`file://${dist}node/atomic.js`)});
    for (let i = 0; i < 200; i++) writeFileAtomic(${JSON.stringify(path)}, "x".repeat(1000 + i));`;
  const codes = Array.from({ length: 3 }, async () => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
    return (await once(child, "close"))[0];
  });
  expect(await Promise.all(codes)).toEqual([0, 0, 0]);
  expect(readdirSync(dirname(path))).toEqual(["report.html"]);
  expect(readFileSync(path, "utf8")).toBe("x".repeat(1199));
});

test("no two temporary names are the same, and all are known as such", () => {
  const temporary = [temporaryName("a/b.txt"), temporaryName("a/b.txt")].map((x) => basename(x));
  expect(new Set(temporary).size).toBe(2);
  expect(temporary.every(isTemporary)).toBe(true);
  expect(["000", ".gitignore", "a.tmp", ".tmp"].some(isTemporary)).toBe(false);
});

test("what dead writers have left is removed, what a living one prepares is not", () => {
  const path = join(folder, "abandoned");
  const living = `.a.${process.ppid}-0-0.tmp`;
  const dead = spawnSync(process.execPath, ["-e", ""]).pid;
  makeFolder(join(path, `.000.${dead}-0-0.tmp`, "inside"));
  for (const name of [living, `.a.${dead}-0-0.tmp`, `.a.${process.pid}-0-0.tmp`, ".a.tmp", "a"]) {
    writeFileSync(join(path, name), "");
  }
  removeAbandoned(path);
  expect(readdirSync(path).sort()).toEqual([living, "a"].sort());
  removeAbandoned(join(path, "nowhere"));
});

test("a folder appears with all its files", () => {
  const path = join(folder, "folders", "007");
  makeFolder(dirname(path));
  writeFolderAtomic(path, { "a.txt": "a", "b.txt": "b" });
  expect(readdirSync(join(folder, "folders"))).toEqual(["007"]);
  expect(readdirSync(path)).toEqual(["a.txt", "b.txt"]);
});

test("a folder with a file that cannot be written does not appear, and leaves nothing", () => {
  const parent = join(folder, "failing");
  makeFolder(parent);
  const write = () => writeFolderAtomic(join(parent, "x"), { "a.txt": "a", "no/such": "b" });
  expect(write).toThrow(Failure);
  expect(write).toThrow(`cannot write ${join(parent, "x", "no/such")}: no such file or folder`);
  expect(readdirSync(parent)).toEqual([]);
});

test("a folder that is there already is not touched", () => {
  const path = join(folder, "kept");
  makeFolder(path);
  writeFileSync(join(path, "a.txt"), "first");
  expect(() => writeFolderAtomic(path, { "a.txt": "second" })).toThrow(Failure);
  expect(readFileSync(join(path, "a.txt"), "utf8")).toBe("first");
});

test("a path that leads through a file is named in the error", () => {
  const file = join(folder, "plain");
  writeFileSync(file, "");
  const under = join(file, "under");
  expect(() => makeFolder(under)).toThrow(`cannot make the folder ${under}: a part of the path`);
  expect(() => writeFileAtomic(under, "")).toThrow(`cannot write ${under}: a part of the path`);
});

test("removing what is not there is no error, and a folder with files is kept", () => {
  const path = join(folder, "some");
  removeFile(join(folder, "nothing"));
  removeEmptyFolder(path);
  makeFolder(path);
  writeFileSync(join(path, "a"), "");
  removeEmptyFolder(path);
  expect(readdirSync(path)).toEqual(["a"]);
  removeFile(join(path, "a"));
  removeEmptyFolder(path);
  expect(readdirSync(folder)).not.toContain("some");
});

/** A disk of 64 KiB, if this process may mount one (Linux, root). */
function smallDisk(path: string): boolean {
  makeFolder(path);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("on a full disk", () => {
  test("nothing half-written is left and the former file is intact", (context) => {
    const disk = join(folder, "disk");
    if (!smallDisk(disk)) return context.skip("this process may not mount a small disk");
    try {
      const path = join(disk, "a.txt");
      writeFileAtomic(path, "former");
      const large = new Uint8Array(100_000);
      expect(() => writeFileAtomic(path, large)).toThrow(
        `cannot write ${path}: the disk is full (ENOSPC)`,
      );
      expect(() => writeFolderAtomic(join(disk, "f"), { "b.txt": "b", "c.txt": large })).toThrow(
        `cannot write ${join(disk, "f", "c.txt")}: the disk is full (ENOSPC)`,
      );
      expect(readFileSync(path, "utf8")).toBe("former");
      expect(readdirSync(disk)).toEqual(["a.txt"]);
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});
