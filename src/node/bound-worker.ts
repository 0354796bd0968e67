/* Entry of the worker thread of a bound study. */
import { parentPort, workerData } from "node:worker_threads";
import { BoundsError } from "../bounds/errors.js";
import { LinearAlgebra } from "../bounds/linear-algebra/algebra.js";
import { compareOptions } from "../bounds/settings.js";
import { studyCells } from "../bounds/study.js";
import { MemoryError } from "../engine/arena.js";
import { createEngine } from "../engine/engine.js";
import type { BoundMessage, BoundOrder } from "./bound-protocol.js";

const { dataset, settings, study } = workerData as BoundOrder;
const post = (message: BoundMessage) => parentPort!.postMessage(message);

try {
  const algebra = new LinearAlgebra(await createEngine());
  const options = { ...compareOptions(settings), clock: () => performance.now() };
  for (const cell of studyCells(algebra, study, options, dataset)) post({ type: "cell", cell });
  post({ type: "done" });
} catch (error) {
  const { message, stack } = error as Error;
  const bad = error instanceof BoundsError || error instanceof MemoryError;
  post({ type: "failed", bad, message, stack });
}
