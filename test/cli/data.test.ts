import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { dataCommand } from "../../src/cli/data.js";
import { MNIST_FILES, MNIST_PARTS } from "../../src/data/mnist.js";
import { BadInput, Failure, Interrupted } from "../../src/node/errors.js";
import { type Mirror, notFound, startMirror, whole } from "../support/mirror.js";
import { tinyChecksums, tinyFiles, writeTinyMnist } from "../support/tiny-mnist.js";

let folder: string;
let mirror: Mirror;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "infoplane-cli-data-"));
  mirror = await startMirror((request, response) => {
    const part = MNIST_PARTS.find((key) => request.url === `/${MNIST_FILES[key].name}.gz`);
    (part ? whole(gzipSync(tinyFiles[part])) : notFound)(request, response);
  });
});

afterEach(async () => {
  await mirror[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...words: string[]): Promise<{ out: string; err: string }> {
  const written = { out: "", err: "" };
  const command = dataCommand({
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
    mnist: {
      environment: { INFOPLANE_CACHE: join(folder, "cache") },
      mirrors: [mirror.address],
      checksums: tinyChecksums,
    },
  });
  await command.parseAsync(words, { from: "user" });
  return written;
}

test("the list has a row per data set with sizes, H(Y) and where it is", async () => {
  const { out } = await run();
  expect(out).toBe(
    [
      "data set  samples  features  classes  H(Y) in bits  found",
      "syn          4096        12        2       0.99916  in the package",
      "mnist       70000       784       10       3.31984  not yet: infoplane data fetch mnist",
      "",
    ].join("\n"),
  );
});

test("the list says which folder holds the files and whether they are damaged", async () => {
  writeTinyMnist(folder);
  expect((await run("--data", folder)).out).toContain(`${folder} (--data)\n`);
  writeFileSync(join(folder, "t10k-labels-idx1-ubyte.gz"), "nothing");
  const { out } = await run("--data", folder);
  expect(out).toContain(`${folder} (--data), damaged\n`);
  expect(out).toContain(`${join(folder, "t10k-labels-idx1-ubyte.gz")}: the md5`);
});

test("--json prints the list for scripts", async () => {
  const [syn, mnist] = JSON.parse((await run("--json")).out);
  expect(syn).toMatchObject({ name: "syn", samples: 4096, features: 12, classes: 2, problems: [] });
  expect(syn.labelEntropy).toBeCloseTo(0.99916, 5);
  expect(syn.found).toEqual({ origin: "package", directory: null });
  expect(mnist).toMatchObject({ name: "mnist", samples: 70000, found: null });
});

test("fetch downloads into the cache with a line of progress per file, then finds it there", async () => {
  const { out, err } = await run("fetch", "mnist");
  const cache = join(folder, "cache", "mnist");
  expect(out).toBe(`mnist is complete in ${cache}\n`);
  for (const part of MNIST_PARTS) {
    expect(err).toContain(`${MNIST_FILES[part].name}.gz: 0.0 MB of 0.0 MB from 127.0.0.1`);
  }
  expect((await run()).out).toContain(`${cache} (cache)\n`);
});

test("fetch --to downloads elsewhere and --json says where", async () => {
  const there = join(folder, "there");
  const { out } = await run("fetch", "mnist", "--to", there, "--json");
  expect(JSON.parse(out)).toEqual({ name: "mnist", directory: there });
  expect(readdirSync(there)).toHaveLength(4);
  await run("fetch", "mnist", "--to", there);
  expect(mirror.requests).toHaveLength(4);
});

test("names that cannot be fetched are bad input with what can be", async () => {
  await expect(run("fetch", "cifar")).rejects.toThrow(
    new BadInput('there is no data set "cifar" to fetch; expected mnist'),
  );
  await expect(run("fetch", "syn")).rejects.toThrow(
    new BadInput("syn is part of the package and need not be fetched"),
  );
});

test("a failed download is a failure", async () => {
  mirror.answer = notFound;
  await expect(run("fetch", "mnist")).rejects.toThrow(Failure);
});

test("Ctrl-C stops the download, and the same command goes on with it", async () => {
  const serve = mirror.answer;
  mirror.answer = (_, response) => {
    response.writeHead(200, { "content-length": 1000 });
    response.write(gzipSync(tinyFiles.trainImages).subarray(0, 20));
    setTimeout(() => process.emit("SIGINT"), 50);
  };
  await expect(run("fetch", "mnist", "--to", folder)).rejects.toThrow(
    new Interrupted("stopped; the same command goes on with the download"),
  );
  expect(readdirSync(folder)).toEqual(["train-images-idx3-ubyte.gz.part"]);
  mirror.answer = serve;
  await run("fetch", "mnist", "--to", folder);
  expect(mirror.requests[1]).toBe("/train-images-idx3-ubyte.gz bytes=20-");
});

test("the help has examples", () => {
  let help = "";
  const command = dataCommand();
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help).toContain("infoplane data fetch mnist --to .");
});
