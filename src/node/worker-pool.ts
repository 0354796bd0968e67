import { Worker } from "node:worker_threads";
import type { WorkerMessage, WorkerSetup, WorkOrder } from "./protocol.js";

export interface PoolOptions {
  setups: WorkerSetup[];
  /** Numbers of the repetitions to run, in the order in which they are begun. */
  repetitions: number[];
  /** Every message of a worker (its place in `setups`), as it comes. */
  onMessage(worker: number, message: WorkerMessage): void;
  /** Asked before a repetition is begun: false leaves the rest undone. */
  goOn(): boolean;
}

/**
 * Runs repetitions on worker threads, one at a time on each, and ends when all are done or, after
 * goOn() has become false, when those under way have reported. A thread that dies without a word
 * is reported as a failed repetition.
 */
export async function runPool(options: PoolOptions): Promise<void> {
  const waiting = [...options.repetitions];
  await Promise.all(
    options.setups.map((setup, index) => runWorker(index, setup, waiting, options)),
  );
}

async function runWorker(
  index: number,
  setup: WorkerSetup,
  waiting: number[],
  { onMessage, goOn }: PoolOptions,
): Promise<void> {
  if (waiting.length === 0 || !goOn()) return;
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: setup });
  let current = -1;
  let ended = (_alive: boolean) => {};
  const died = (message: string, stack?: string) => {
    onMessage(index, {
      ...{ type: "failed", repetition: current },
      failure: { kind: "bug", message, stack },
    });
    ended(false);
  };
  const diedAlone = (code: number) => died(`its worker thread ended with code ${code}`);
  worker.on("message", (message: WorkerMessage) => {
    onMessage(index, message);
    if (message.type !== "progress") ended(true);
  });
  worker.on("exit", diedAlone);
  worker.on("error", (error) => {
    worker.off("exit", diedAlone);
    died(error.message, error.stack);
  });

  let alive = true;
  while (alive && goOn()) {
    const repetition = waiting.shift();
    if (repetition === undefined) break;
    current = repetition;
    const end = new Promise<boolean>((resolve) => {
      ended = resolve;
    });
    worker.postMessage({ repetition } satisfies WorkOrder);
    alive = await end;
  }
  worker.off("exit", diedAlone);
  await worker.terminate();
}
