import type { Workspace } from "../experiment/workspace.js";
import type { RunFolder } from "./run-folder.js";

/** What a worker is started with. */
export interface WorkerSetup {
  workspace: Workspace;
  folder: RunFolder;
  /** Seconds of work between two checkpoints. */
  checkpointEvery: number;
  /** One element in shared memory: not 0 when the worker is to checkpoint and stop. */
  stop: Int32Array;
}

/** To a worker: run this repetition. One at a time. */
export interface WorkOrder {
  repetition: number;
}

/** How far a repetition is. */
export interface RepetitionProgress {
  repetition: number;
  /** Epochs finished in the present attempt. */
  epoch: number;
  /** Bad fits abandoned before it. */
  restarts: number;
  /** At the last measurement, 0..1; undefined before the first. */
  trainAccuracy?: number;
}

/** How a repetition ended, at the last epoch measured. */
export interface RepetitionSummary {
  repetition: number;
  restarts: number;
  trainAccuracy: number;
  testAccuracy: number;
}

/** What went wrong in a worker, in a form that can be posted. */
export interface WorkerFailure {
  message: string;
  /** `training` concerns this repetition only; `failure` a Failure or lack of memory; `bug` anything else. */
  kind: "training" | "failure" | "bug";
  stack?: string;
}

/** From a worker. */
export type WorkerMessage =
  | ({ type: "progress" } & RepetitionProgress)
  | ({ type: "finished" } & RepetitionSummary)
  | ({ type: "stopped" } & RepetitionProgress)
  | { type: "failed"; repetition: number; failure: WorkerFailure };
