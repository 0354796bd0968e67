import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "../data/dataset.js";
import { DataError } from "../data/errors.js";
import type { IdxArray } from "../data/idx.js";
import { MNIST_FILES, MNIST_PARTS, type MnistPart, mnistDataset } from "../data/mnist.js";
import { cacheDirectory } from "./cache.js";
import { type DownloadProgress, download } from "./download.js";
import { BadInput } from "./errors.js";
import { idxFileProblem, readIdxFile, unpackVerified } from "./idx-file.js";
import { explainSystemError, systemCode } from "./system-error.js";

export const MNIST_MIRRORS: readonly string[] = [
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
  "https://azureopendatastorage.blob.core.windows.net/mnist/",
];

/** The variable that names a folder with the files of MNIST. */
export const DATA_VARIABLE = "INFOPLANE_DATA";

export type MnistChecksums = Readonly<Record<MnistPart, string>>;

export interface MnistOptions {
  /** A folder with the four files (what `--data` names); nothing else is then looked at. */
  directory?: string;
  onProgress?: (progress: DownloadProgress) => void;
  /** Stops a download; what is here stays for the next time. */
  signal?: AbortSignal;
  /** Default: that of the process. */
  environment?: NodeJS.ProcessEnv;
  /** Default: the public ones. Each ends with a slash. */
  mirrors?: readonly string[];
  /** md5 of each file's uncompressed content; default: those of MNIST. */
  checksums?: MnistChecksums;
}

/** A folder with all four files, and who named it. */
export interface MnistPlace {
  origin: "--data" | typeof DATA_VARIABLE | "cache";
  directory: string;
  files: Record<MnistPart, string>;
}

const MNIST_CHECKSUMS = Object.fromEntries(
  MNIST_PARTS.map((part) => [part, MNIST_FILES[part].md5]),
) as MnistChecksums;

const ADVICE =
  "If you have the files, name their folder with --data DIR or the variable INFOPLANE_DATA.";

/** The folder that MNIST is downloaded into by default. */
export function mnistCache(environment: NodeJS.ProcessEnv = process.env): string {
  return join(cacheDirectory(environment), "mnist");
}

/**
 * Where MNIST is: `directory`, else the folder that `INFOPLANE_DATA` names, else the user's cache.
 * The files may be gzip-compressed and spelt `train-images-idx3-ubyte` or `train-images.idx3-ubyte`.
 * Their content is not looked at.
 *
 * @returns undefined when no folder was named and the cache does not hold all files.
 * @throws BadInput when the folder that was named does not hold all files.
 */
export async function locateMnist(options: MnistOptions = {}): Promise<MnistPlace | undefined> {
  const environment = options.environment ?? process.env;
  const named = options.directory ?? (environment[DATA_VARIABLE] || undefined);
  const directory = named ?? mnistCache(environment);
  const origin =
    options.directory !== undefined ? "--data" : named !== undefined ? DATA_VARIABLE : "cache";
  const files = await mnistFiles(directory);
  const missing = MNIST_PARTS.filter((part) => files?.[part] === undefined);
  if (missing.length === 0) {
    return { origin, directory, files: files as Record<MnistPart, string> };
  }
  if (origin === "cache") return undefined;
  const names = missing.map((part) => MNIST_FILES[part].name).join(", ");
  throw new BadInput(
    files === undefined
      ? `${origin}: there is no folder ${directory}; expected one with the four files of MNIST`
      : `${origin}: ${directory} lacks ${names}; expected the four files of MNIST, with .gz or without`,
  );
}

/**
 * Downloads what a folder lacks of MNIST; a file with the wrong content is replaced.
 *
 * @throws Failure when no mirror serves a file or the folder cannot be written to.
 */
export async function fetchMnist(directory: string, options: MnistOptions = {}): Promise<void> {
  const { onProgress, signal, mirrors = MNIST_MIRRORS, checksums = MNIST_CHECKSUMS } = options;
  const present = (await mnistFiles(directory)) ?? {};
  for (const part of MNIST_PARTS) {
    signal?.throwIfAborted();
    const path = present[part];
    if (path !== undefined && (await idxFileProblem(path, checksums[part])) === undefined) continue;
    const archive = `${MNIST_FILES[part].name}.gz`;
    await download({
      addresses: mirrors.map((mirror) => mirror + archive),
      destination: join(directory, archive),
      verify: async (content) => void (await unpackVerified(content, checksums[part])),
      advice: ADVICE,
      onProgress,
      signal,
    });
  }
}

/** The files of a place whose content is not that of MNIST, each with what is wrong. */
export async function mnistProblems(
  { files }: MnistPlace,
  checksums: MnistChecksums = MNIST_CHECKSUMS,
): Promise<string[]> {
  const problems = await Promise.all(
    MNIST_PARTS.map((part) => idxFileProblem(files[part], checksums[part])),
  );
  return problems.filter((problem) => problem !== undefined);
}

/**
 * MNIST from where `locateMnist` finds it; downloaded into the user's cache when it is nowhere, or
 * when the cache is damaged.
 *
 * @throws BadInput when a named folder lacks a file or a file's checksum differs.
 * @throws Failure when the download fails or a file cannot be read.
 */
export async function loadMnist(options: MnistOptions = {}): Promise<Dataset> {
  const place = await locateMnist(options);
  if (place !== undefined) {
    try {
      return await readMnist(place, options.checksums);
    } catch (error) {
      if (place.origin !== "cache" || !(error instanceof BadInput)) throw error;
    }
  }
  await fetchMnist(mnistCache(options.environment), options);
  return readMnist((await locateMnist(options))!, options.checksums);
}

async function readMnist(
  { directory, files }: MnistPlace,
  checksums: MnistChecksums = MNIST_CHECKSUMS,
): Promise<Dataset> {
  const arrays = await Promise.all(
    MNIST_PARTS.map(
      async (part) => [part, await readIdxFile(files[part], checksums[part])] as const,
    ),
  );
  try {
    return mnistDataset(Object.fromEntries(arrays) as Record<MnistPart, IdxArray>);
  } catch (error) {
    throw error instanceof DataError ? new BadInput(`${directory}: ${error.message}`) : error;
  }
}

/** The path of each part that the folder holds; undefined when there is no such folder. */
async function mnistFiles(
  directory: string,
): Promise<Partial<Record<MnistPart, string>> | undefined> {
  let entries: Set<string>;
  try {
    entries = new Set(await readdir(directory));
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw explainSystemError(error, "read", directory);
  }
  const files: Partial<Record<MnistPart, string>> = {};
  for (const part of MNIST_PARTS) {
    const { name } = MNIST_FILES[part];
    const dotted = name.replace("-idx", ".idx");
    const found = [`${name}.gz`, `${dotted}.gz`, name, dotted].find((entry) => entries.has(entry));
    if (found !== undefined) files[part] = join(directory, found);
  }
  return files;
}
