import { Worker } from "node:worker_threads";
import type { WorkerMessage, WorkerSetup, WorkOrder } from "./protocol.js";

export interface PoolOptions {
  setups: WorkerSetup[];
  /** Numbers of the repetitions to run, in the order in which they are begun. */
  repetitions: number[];
  /** Every message of worker `slot`, as it comes. */
  onMessage(slot: number, message: WorkerMessage): void;
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
  await Promise.all(options.setups.map((setup) => runWorker(setup, waiting, options)));
}

async function runWorker(
  setup: WorkerSetup,
  waiting: number[],
  { onMessage, goOn }: PoolOptions,
): Promise<void> {
  if (waiting.length === 0 || !goOn()) return;
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: setup });
  try {
    while (goOn()) {
      const repetition = waiting.shift();
      if (repetition === undefined) return;
      if (!(await runOrder(worker, { repetition }, (message) => onMessage(setup.slot, message)))) {
        return;
      }
    }
  } finally {
    await worker.terminate();
  }
}

/** Resolves once the repetition is finished, stopped or failed; false when the thread is dead. */
function runOrder(
  worker: Worker,
  order: WorkOrder,
  onMessage: (message: WorkerMessage) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (alive: boolean) => {
      worker.removeAllListeners();
      resolve(alive);
    };
    const died = (message: string, stack?: string) => {
      onMessage({
        type: "failed",
        repetition: order.repetition,
        failure: { kind: "bug", message, stack },
      });
      end(false);
    };
    worker.on("message", (message: WorkerMessage) => {
      onMessage(message);
      if (message.type !== "progress") end(true);
    });
    worker.on("error", (error: Error) => died(error.message, error.stack));
    worker.on("exit", (code) => died(`its worker thread ended with code ${code}`));
    worker.postMessage(order);
  });
}
