/* Entry of a worker thread: runs the repetitions it is told to, one at a time. */
import { parentPort, workerData } from "node:worker_threads";
import { createEngine } from "../engine/engine.js";
import { Repetition } from "../experiment/repetition.js";
import type { WorkerMessage, WorkerSetup, WorkOrder } from "./protocol.js";
import { runRepetition } from "./repetition-loop.js";
import { describeFailure } from "./worker-failure.js";

const { workspace, folder, checkpointEvery, stop } = workerData as WorkerSetup;
const engine = createEngine(workspace.memory);
const port = parentPort!;
const post = (message: WorkerMessage) => port.postMessage(message);

port.on("message", async ({ repetition }: WorkOrder) => {
  try {
    const outcome = await runRepetition({
      folder,
      repetition,
      checkpointEvery,
      stopRequested: () => Atomics.load(stop, 0) !== 0,
      onProgress: (progress) => post({ type: "progress", ...progress }),
      begin: async (checkpoint) =>
        new Repetition(await engine, workspace, folder.experiment, repetition, checkpoint),
    });
    if (outcome.type === "finished") post({ type: "finished", ...outcome.summary });
    else post({ type: "stopped", ...outcome.progress });
  } catch (error) {
    post({ type: "failed", repetition, failure: describeFailure(error) });
  }
});
