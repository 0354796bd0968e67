import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { classCounts } from "../../src/data/classes.js";
import { MNIST_FACTS, MNIST_FILES, MNIST_PARTS } from "../../src/data/mnist.js";
import { loadDataset } from "../../src/node/datasets.js";
import { BadInput, Failure } from "../../src/node/errors.js";
import {
  fetchMnist,
  loadMnist,
  locateMnist,
  MNIST_MIRRORS,
  mnistCache,
  mnistProblems,
} from "../../src/node/mnist.js";
import { type Mirror, notFound, startMirror, whole } from "../support/mirror.js";
import { findMnist, MNIST_MISSING } from "../support/mnist.js";
import { tinyChecksums, tinyFiles, writeTinyMnist } from "../support/tiny-mnist.js";

let folder: string;
let cache: string;
let environment: NodeJS.ProcessEnv;
let mirror: Mirror;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "infoplane-mnist-"));
  environment = { INFOPLANE_CACHE: join(folder, "cache") };
  cache = join(folder, "cache", "mnist");
  mirror = await startMirror((request, response) => {
    const part = MNIST_PARTS.find((key) => request.url === `/${MNIST_FILES[key].name}.gz`);
    (part ? whole(gzipSync(tinyFiles[part])) : notFound)(request, response);
  });
});

afterEach(async () => {
  await mirror[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const tiny = (more = {}) => ({
  environment,
  mirrors: [mirror.address],
  checksums: tinyChecksums,
  ...more,
});

test.each<[string, (name: string) => string]>([
  ["gzip", (name) => `${name}.gz`],
  ["plain", (name) => name],
  ["gzip with a dot", (name) => `${name.replace("-idx", ".idx")}.gz`],
  ["plain with a dot", (name) => name.replace("-idx", ".idx")],
])("files are found and read in the spelling %s", async (_, spelling) => {
  writeTinyMnist(folder, (part) => spelling(MNIST_FILES[part].name));
  const dataset = await loadMnist(tiny({ directory: folder }));
  expect([...dataset.labels]).toEqual([5, 0, 4, 1, 9, 2, 7, 2, 1]);
  expect([...dataset.inputs.subarray(0, 36)]).toEqual([...tinyFiles.trainImages.subarray(16)]);
  expect(mirror.requests).toEqual([]);
});

test("--data comes before INFOPLANE_DATA, which comes before the cache", async () => {
  const [flag, variable] = [join(folder, "flag"), join(folder, "variable")];
  for (const place of [flag, variable, cache]) writeTinyMnist(place);
  expect(await locateMnist({ environment })).toMatchObject({ origin: "cache", directory: cache });
  environment.INFOPLANE_DATA = variable;
  expect(await locateMnist({ environment })).toMatchObject({
    origin: "INFOPLANE_DATA",
    directory: variable,
  });
  expect(await locateMnist({ environment, directory: flag })).toMatchObject({
    origin: "--data",
    directory: flag,
  });
});

test("when it is nowhere it is downloaded into the cache, once", async () => {
  expect(await locateMnist(tiny())).toBeUndefined();
  const first = await loadMnist(tiny());
  expect(readdirSync(cache).sort()).toEqual(
    MNIST_PARTS.map((part) => `${MNIST_FILES[part].name}.gz`).sort(),
  );
  expect(mirror.requests).toHaveLength(4);
  expect(await loadMnist(tiny())).toEqual(first);
  expect(mirror.requests).toHaveLength(4);
});

test("a damaged file in the cache is downloaded again, the others are kept", async () => {
  writeTinyMnist(cache);
  writeFileSync(join(cache, "t10k-labels-idx1-ubyte.gz"), gzipSync(tinyFiles.trainLabels));
  await loadMnist(tiny());
  expect(mirror.requests).toEqual(["/t10k-labels-idx1-ubyte.gz whole"]);
  expect(await mnistProblems((await locateMnist(tiny()))!, tinyChecksums)).toEqual([]);
});

test("fetching fills up a folder and keeps what is right in it, in any spelling", async () => {
  writeTinyMnist(folder, (part) => MNIST_FILES[part].name.replace("-idx", ".idx"));
  rmSync(join(folder, "train-labels.idx1-ubyte"));
  writeFileSync(join(folder, "t10k-images.idx3-ubyte"), "wrong");
  await fetchMnist(folder, tiny());
  expect(mirror.requests).toEqual([
    "/train-labels-idx1-ubyte.gz whole",
    "/t10k-images-idx3-ubyte.gz whole",
  ]);
  expect((await loadMnist(tiny({ directory: folder }))).samples).toBe(9);
});

test("a mirror that sends the file unpacked will do", async () => {
  mirror.answer = (request, response) => {
    const part = MNIST_PARTS.find((key) => request.url?.includes(MNIST_FILES[key].name))!;
    response.setHeader("content-encoding", "gzip");
    whole(gzipSync(tinyFiles[part]))(request, response);
  };
  expect((await loadMnist(tiny())).samples).toBe(9);
});

test("without any mirror the message says how to name a folder, and the cache stays empty", async () => {
  mirror.answer = notFound;
  const load = () => loadMnist(tiny({ mirrors: [mirror.address, `${mirror.address}other/`] }));
  await expect(load()).rejects.toThrow(Failure);
  await expect(load()).rejects.toThrow(
    [
      `cannot download ${join(cache, "train-images-idx3-ubyte.gz")}; no mirror serves it:`,
      `  ${mirror.address}train-images-idx3-ubyte.gz: HTTP 404 Not Found`,
      `  ${mirror.address}other/train-images-idx3-ubyte.gz: HTTP 404 Not Found`,
      "If you have the files, name their folder with --data DIR or the variable INFOPLANE_DATA.",
    ].join("\n"),
  );
  expect(readdirSync(cache)).toEqual([]);
});

test("a named folder that is missing or lacks files is bad input; nothing is downloaded", async () => {
  const nowhere = join(folder, "nowhere");
  await expect(loadMnist(tiny({ directory: nowhere }))).rejects.toThrow(
    new BadInput(
      `--data: there is no folder ${nowhere}; expected one with the four files of MNIST`,
    ),
  );
  writeTinyMnist(folder);
  rmSync(join(folder, "t10k-labels-idx1-ubyte.gz"));
  environment.INFOPLANE_DATA = folder;
  await expect(loadMnist(tiny())).rejects.toThrow(
    new BadInput(
      `INFOPLANE_DATA: ${folder} lacks t10k-labels-idx1-ubyte; ` +
        "expected the four files of MNIST, with .gz or without",
    ),
  );
  expect(mirror.requests).toEqual([]);
});

test("a file with another content is refused with its path and both checksums", async () => {
  writeTinyMnist(folder);
  const path = join(folder, "train-labels-idx1-ubyte.gz");
  writeFileSync(path, gzipSync(tinyFiles.testLabels));
  await expect(loadMnist(tiny({ directory: folder }))).rejects.toThrow(
    new BadInput(
      `${path}: the md5 of its uncompressed content (11 bytes) is ${tinyChecksums.testLabels}; ` +
        `expected ${tinyChecksums.trainLabels}`,
    ),
  );
});

test("a truncated archive is refused with its path", async () => {
  writeTinyMnist(folder);
  const path = join(folder, "train-images-idx3-ubyte.gz");
  writeFileSync(path, readFileSync(path).subarray(0, 30));
  const load = () => loadMnist(tiny({ directory: folder }));
  await expect(load()).rejects.toThrow(BadInput);
  await expect(load()).rejects.toThrow(`${path}: broken gzip file (unexpected end of file)`);
});

test("arrays that do not belong together are refused with the folder", async () => {
  writeTinyMnist(folder);
  writeFileSync(join(folder, "train-labels-idx1-ubyte.gz"), gzipSync(tinyFiles.testLabels));
  const checksums = { ...tinyChecksums, trainLabels: tinyChecksums.testLabels };
  await expect(loadMnist(tiny({ directory: folder, checksums }))).rejects.toThrow(
    new BadInput(
      `${folder}: train-labels-idx1-ubyte holds 3 labels, train-images-idx3-ubyte 6 images; ` +
        "expected the same number",
    ),
  );
});

test("something unreadable in the place of a file is a failure", async () => {
  writeTinyMnist(folder);
  const path = join(folder, "train-images-idx3-ubyte.gz");
  rmSync(path);
  mkdirSync(path);
  await expect(loadMnist(tiny({ directory: folder }))).rejects.toThrow(
    new Failure(`cannot read ${path}: it is a folder (EISDIR)`),
  );
});

test("the public mirrors are folders", () => {
  for (const address of MNIST_MIRRORS) expect(address).toMatch(/^https:\/\/.*\/mnist\/$/);
  expect(mnistCache({ INFOPLANE_CACHE: "/cache" })).toBe(join("/cache", "mnist"));
});

test("SYN needs no file", async () => {
  const dataset = await loadDataset("syn", { directory: join(folder, "nowhere") });
  expect([dataset.name, dataset.samples]).toEqual(["syn", 4096]);
});

const real = findMnist();

test.skipIf(real === undefined)(
  `the real MNIST has 70,000 images and the class counts stated${real ? "" : ` (${MNIST_MISSING})`}`,
  async () => {
    const dataset = await loadDataset("mnist", { directory: real });
    const { inputs, labels, ...rest } = dataset;
    expect(rest).toEqual({
      name: "mnist",
      divisor: 255,
      samples: MNIST_FACTS.samples,
      features: MNIST_FACTS.features,
      image: { channels: 1, height: 28, width: 28 },
      classes: MNIST_FACTS.classes,
      population: false,
      standardTrain: 60000,
    });
    expect([...classCounts(dataset)]).toEqual(MNIST_FACTS.classCounts);
    expect([...labels.subarray(0, 5), ...labels.subarray(60000, 60005)]).toEqual([
      5, 0, 4, 1, 9, 7, 2, 1, 0, 4,
    ]);
    let dark = 0;
    for (const pixel of inputs) if (pixel === 0) dark++;
    expect((dark / inputs.length).toFixed(2)).toBe("0.81");
    expect(existsSync(cache)).toBe(false);
  },
);
