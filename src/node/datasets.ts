import type { Dataset } from "../data/dataset.js";
import { synDataset } from "../data/syn.js";
import type { DownloadProgress } from "./download.js";
import { loadMnist } from "./mnist.js";

export interface LoadOptions {
  /** A folder with the files of the data set (MNIST; SYN is part of the package). */
  directory?: string;
  onProgress?: (progress: DownloadProgress) => void;
  /** Stops a download; what is here stays for the next time. */
  signal?: AbortSignal;
}

/**
 * The data set that an experiment names; MNIST is downloaded when it is nowhere on this machine.
 *
 * @throws BadInput when a named folder lacks a file or a file's checksum differs.
 * @throws Failure when the download fails or a file cannot be read.
 */
export async function loadDataset(
  source: "syn" | "mnist",
  options: LoadOptions = {},
): Promise<Dataset> {
  return source === "syn" ? synDataset() : loadMnist(options);
}
