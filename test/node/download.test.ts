import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DataError } from "../../src/data/errors.js";
import { type DownloadProgress, download } from "../../src/node/download.js";
import { Failure, Interrupted } from "../../src/node/errors.js";
import {
  type Answer,
  broken,
  type Mirror,
  notFound,
  ranged,
  startMirror,
  whole,
} from "../support/mirror.js";

const content = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >>> 3);
const host = hostname().replace(/[^A-Za-z0-9-]/g, "_");

let folder: string;
let destination: string;
let mirror: Mirror;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "infoplane-download-"));
  destination = join(folder, "file");
  mirror = await startMirror(ranged(content));
});

afterEach(async () => {
  await mirror[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function verify(found: Uint8Array): void {
  if (!Buffer.from(content).equals(found)) throw new DataError("the content is another");
}

const fetchFile = (addresses = [`${mirror.address}file`], options = {}) =>
  download({ addresses, destination, verify, ...options });

const present = () => readdirSync(folder).sort();

function expectComplete(): void {
  expect(readFileSync(destination).equals(content)).toBe(true);
  expect(present()).toEqual(["file"]);
}

/** Answers the first request with `first` and the others with `then`. */
function firstly(first: Answer, then: Answer): Answer {
  return (request, response) => (mirror.requests.length === 1 ? first : then)(request, response);
}

/** The number of a process that has ended. */
const deadProcess = () => spawnSync(process.execPath, ["-e", ""]).pid;

test("a file arrives whole, in a folder that is made for it, with progress up to its size", async () => {
  destination = join(folder, "a", "b", "file");
  const seen: DownloadProgress[] = [];
  await fetchFile(undefined, { onProgress: (progress: DownloadProgress) => seen.push(progress) });
  expect(readFileSync(destination).equals(content)).toBe(true);
  expect(readdirSync(join(folder, "a", "b"))).toEqual(["file"]);
  expect(seen.at(-1)).toEqual({
    destination,
    address: `${mirror.address}file`,
    received: content.length,
    total: content.length,
  });
  expect(seen.map(({ received }) => received)).toEqual(
    seen.map(({ received }) => received).sort((a, b) => a - b),
  );
});

test("a connection that breaks is taken up where it broke", async () => {
  mirror.answer = firstly(broken(content, 50_000), ranged(content));
  await fetchFile();
  expect(mirror.requests).toEqual(["/file whole", "/file bytes=50000-"]);
  expectComplete();
});

test("what a failed download leaves is no file but a part, and the next download goes on with it", async () => {
  mirror.answer = firstly(broken(content, 50_000), notFound);
  await expect(fetchFile()).rejects.toThrow(Failure);
  expect(present()).toEqual(["file.part"]);
  expect(readFileSync(`${destination}.part`).equals(content.subarray(0, 50_000))).toBe(true);

  mirror.requests.length = 0;
  mirror.answer = ranged(content);
  await fetchFile();
  expect(mirror.requests).toEqual(["/file bytes=50000-"]);
  expectComplete();
});

test("another mirror goes on with the bytes of the one that broke down", async () => {
  await using second = await startMirror(ranged(content));
  mirror.answer = firstly(broken(content, 50_000), notFound);
  await fetchFile([`${mirror.address}file`, `${second.address}file`]);
  expect(second.requests).toEqual(["/file bytes=50000-"]);
  expectComplete();
});

test("a server that knows no ranges is asked once, and its answer begins anew", async () => {
  writeFileSync(`${destination}.part`, content.subarray(0, 70_000));
  mirror.answer = whole(content);
  await fetchFile();
  expect(mirror.requests).toEqual(["/file bytes=70000-"]);
  expectComplete();
});

test("a server that breaks off every time is given up", async () => {
  mirror.answer = broken(content, 10);
  await expect(fetchFile()).rejects.toThrow(Failure);
  expect(mirror.requests.length).toBeLessThan(10);
  expect(existsSync(destination)).toBe(false);
});

test("a part whose bytes belong to another content is dropped and the file fetched from its start", async () => {
  writeFileSync(`${destination}.part`, new Uint8Array(1000).fill(9));
  await fetchFile();
  expect(mirror.requests).toEqual(["/file bytes=1000-", "/file whole"]);
  expectComplete();
});

test.each([
  ["complete", content],
  ["too long", Buffer.concat([content, content])],
])("a part that is already %s leads to the right file", async (_, part) => {
  writeFileSync(`${destination}.part`, part);
  await fetchFile();
  expectComplete();
});

test("a range that begins elsewhere is not appended", async () => {
  writeFileSync(`${destination}.part`, content.subarray(0, 1000));
  mirror.answer = firstly((_, response) => {
    response
      .writeHead(206, { "content-range": `bytes 500-${content.length - 1}/${content.length}` })
      .end(content.subarray(500));
  }, ranged(content));
  await using second = await startMirror(ranged(content));
  await fetchFile([`${mirror.address}file`, `${second.address}file`]);
  expectComplete();
});

test("wrong content is thrown away and the next mirror asked", async () => {
  await using second = await startMirror(ranged(content));
  mirror.answer = whole(Buffer.from("<html>Please log in</html>"));
  await fetchFile([`${mirror.address}file`, `${second.address}file`]);
  expect(second.requests).toEqual(["/file whole"]);
  expectComplete();
});

test("an answer without a length that ends too early is wrong content", async () => {
  mirror.answer = (_, response) => {
    response.writeHead(200, { connection: "close" });
    response.end(content.subarray(0, 1000));
  };
  await expect(fetchFile()).rejects.toThrow("the content is another");
  expect(present()).toEqual([]);
});

test("when every mirror fails the message lists each with its reason, then the advice", async () => {
  const dead = await startMirror(notFound);
  await dead[Symbol.asyncDispose]();
  await using wrong = await startMirror(whole(Uint8Array.of(1, 2, 3)));
  mirror.answer = notFound;
  const addresses = [dead, mirror, wrong].map(({ address }) => `${address}file`);
  await expect(fetchFile(addresses, { advice: "Bring it yourself." })).rejects.toThrow(
    new Failure(
      [
        `cannot download ${destination}; no mirror serves it:`,
        `  ${addresses[0]}: connection refused (ECONNREFUSED)`,
        `  ${addresses[1]}: HTTP 404 Not Found`,
        `  ${addresses[2]}: the content is another`,
        "Bring it yourself.",
      ].join("\n"),
    ),
  );
  expect(present()).toEqual([]);
});

test.each<[string, Answer]>([
  ["never answers", () => {}],
  [
    "falls silent",
    (_, response) => {
      response.writeHead(200, { "content-length": content.length });
      response.write(content.subarray(0, 10));
    },
  ],
])("a mirror that %s is left for the next", async (_, answer) => {
  await using second = await startMirror(ranged(content));
  mirror.answer = answer;
  await fetchFile([`${mirror.address}file`, `${second.address}file`], { patience: 60 });
  expectComplete();
});

test("stopping rejects with the signal's reason and keeps the part", async () => {
  const stop = new AbortController();
  mirror.answer = (_, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, 5000));
  };
  const reason = new Interrupted("enough");
  const stopped = fetchFile(undefined, {
    signal: stop.signal,
    onProgress: () => stop.abort(reason),
  });
  await expect(stopped).rejects.toBe(reason);
  expect(mirror.requests).toHaveLength(1);
  expect(readFileSync(`${destination}.part`).equals(content.subarray(0, 5000))).toBe(true);
  expect(present()).toEqual(["file.part"]);
});

test("an old file stays as it is until the new one is complete and right", async () => {
  writeFileSync(destination, "old");
  mirror.answer = broken(content, 100);
  await expect(fetchFile()).rejects.toThrow(Failure);
  expect(readFileSync(destination, "utf8")).toBe("old");
  mirror.answer = ranged(content);
  await fetchFile();
  expectComplete();
});

test("two downloads of one file at the same time both succeed", async () => {
  await Promise.all([fetchFile(), fetchFile(), fetchFile()]);
  expectComplete();
});

test("the part of a process that has ended is taken over", async () => {
  writeFileSync(join(folder, `file.${host}.${deadProcess()}.0.part`), content.subarray(0, 12_345));
  await fetchFile();
  expect(mirror.requests).toEqual(["/file bytes=12345-"]);
  expectComplete();
});

test("a process killed in the middle of a download leaves no file, and the next goes on", async () => {
  const script = join(folder, "child", "download.mjs");
  buildSync({
    stdin: {
      contents: `
        import { download } from "./src/node/download.ts";
        const [address, destination] = process.argv.slice(2);
        await download({ addresses: [address], destination, verify() {} });`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: script,
    logLevel: "error",
  });
  mirror.answer = (_, response) => {
    response.writeHead(200, { "content-length": content.length });
    response.write(content.subarray(0, 60_000));
  };
  const child = spawn(process.execPath, [script, `${mirror.address}file`, destination]);
  const part = join(folder, `file.${host}.${child.pid}.0.part`);
  await vi.waitFor(() => expect(statSync(part).size).toBe(60_000), { timeout: 4000, interval: 10 });
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  rmSync(join(folder, "child"), { recursive: true });
  expect(existsSync(destination)).toBe(false);

  mirror.requests.length = 0;
  mirror.answer = ranged(content);
  await fetchFile();
  expect(mirror.requests).toEqual(["/file bytes=60000-"]);
  expectComplete();
});

test("the part of a living process, or of one on another machine, is left alone", async () => {
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
  try {
    const theirs = [`file.${host}.${other.pid}.0.part`, `file.elsewhere.${deadProcess()}.0.part`];
    for (const name of theirs) writeFileSync(join(folder, name), "theirs");
    await fetchFile();
    expect(mirror.requests).toEqual(["/file whole"]);
    expect(present()).toEqual(["file", ...theirs].sort());
    for (const name of theirs) expect(readFileSync(join(folder, name), "utf8")).toBe("theirs");
  } finally {
    other.kill();
  }
});

test("a folder that cannot be made is a clear failure, without a request", async () => {
  writeFileSync(join(folder, "taken"), "");
  destination = join(folder, "taken", "file");
  await expect(fetchFile()).rejects.toThrow(
    new Failure(
      `cannot make the folder ${join(folder, "taken")}: a file of that name exists (EEXIST)`,
    ),
  );
  expect(mirror.requests).toEqual([]);
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk is a clear failure, no reason to ask another mirror, and leaves no file",
  async () => {
    symlinkSync("/dev/full", `${destination}.part`);
    await expect(fetchFile([`${mirror.address}file`, `${mirror.address}again`])).rejects.toThrow(
      new Failure(`cannot write ${destination}: the disk is full (ENOSPC)`),
    );
    expect(mirror.requests).toEqual(["/file whole"]);
    expect(present()).toEqual([]);
  },
);
