import { Worker } from "node:worker_threads";
import type { BoundSettings } from "../bounds/settings.js";
import type { BoundStudy, StudyCell } from "../bounds/study.js";
import type { BoundMessage, BoundOrder } from "./bound-protocol.js";
import { loadDataset } from "./datasets.js";
import type { DownloadProgress } from "./download.js";
import { BadInput, Interrupted } from "./errors.js";
import { checkFolderOption } from "./folder-option.js";

export interface BoundRunOptions {
  /** Folder with the files of the data set. */
  data?: string;
  /** Ends the thread at once; nothing is left behind. */
  signal?: AbortSignal;
  onCell?: (done: number, all: number, cell: StudyCell) => void;
  onDownload?: (progress: DownloadProgress) => void;
}

/**
 * The analyses of a study, made in a thread of their own.
 *
 * @throws BadInput when the data are not what bounds need; Interrupted after `signal`.
 */
export async function runBoundStudy(
  study: BoundStudy,
  settings: BoundSettings,
  { data, onCell, onDownload, signal }: BoundRunOptions = {},
): Promise<StudyCell[]> {
  checkFolderOption("--data", data);
  const named = study.sources.find(({ source }) => source !== "sphere")?.source;
  const dataset =
    named === "syn" || named === "mnist"
      ? await loadDataset(named, { directory: data, onProgress: onDownload, signal })
      : undefined;
  const order: BoundOrder = { study, settings, dataset };
  const all = study.sources.length * study.samples.length * study.seeds.length;
  const cells: StudyCell[] = [];
  const worker = new Worker(new URL("./bound-worker.js", import.meta.url), { workerData: order });
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = () => reject(new Interrupted("stopped; nothing was written"));
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true });
      worker.on("message", (message: BoundMessage) => {
        if (message.type === "cell") {
          cells.push(message.cell);
          onCell?.(cells.length, all, message.cell);
        } else if (message.type === "done") resolve();
        else reject(failure(message));
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`the thread ended with code ${code}`)));
    });
  } finally {
    await worker.terminate();
  }
  return cells;
}

function failure({ bad, message, stack }: Extract<BoundMessage, { type: "failed" }>): Error {
  if (bad) return new BadInput(message);
  const error = new Error(message);
  error.stack = stack;
  return error;
}
