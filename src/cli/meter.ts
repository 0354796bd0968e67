import type { RunEvent } from "../node/run.js";

/** Time after which an old measurement of speed has lost about two thirds of its weight. */
const SMOOTHING_SECONDS = 5;

/** What one worker is doing. */
export interface WorkerReading {
  worker: number;
  repetition: number;
  epoch: number;
  epochs: number;
  restarts: number;
  trainAccuracy?: number;
  /** NaN as long as it is not known. */
  secondsLeft: number;
}

/** How far a run is. */
export interface Reading {
  workers: WorkerReading[];
  repetitions: number;
  finished: number;
  /** Share of all epochs that are done, 0..1. */
  share: number;
  /** NaN as long as it is not known. */
  secondsLeft: number;
}

interface Track {
  repetition: number;
  epoch: number;
  restarts: number;
  trainAccuracy?: number;
  time: number;
  /** Epochs per second, smoothed; undefined before there are two reports. */
  speed?: number;
}

/** Follows the events of a run and tells how far it is and how long it will take. */
export class Meter {
  #epochs = 1;
  #repetitions = 0;
  #finished = 0;
  #failed = 0;
  #tracks = new Map<number, Track>();
  /** Speed that a worker had in its former repetition. */
  #speeds = new Map<number, number>();

  /** Takes an event that happened at `time`, in milliseconds. */
  record(event: RunEvent, time: number): void {
    switch (event.type) {
      case "begin":
        this.#epochs = event.epochs;
        this.#repetitions = event.repetitions;
        this.#finished = event.finished.filter((index) => index < event.repetitions).length;
        return;
      case "progress":
        this.#progress(event, time);
        return;
      case "finished":
        this.#finished++;
        this.#tracks.delete(event.worker);
        return;
      case "failed":
        this.#failed++;
        this.#tracks.delete(event.worker);
        return;
      case "stopped":
        this.#tracks.delete(event.worker);
        return;
    }
  }

  read(): Reading {
    const workers = [...this.#tracks.entries()]
      .sort(([a], [b]) => a - b)
      .map(([worker, { repetition, epoch, restarts, trainAccuracy, speed }]) => ({
        ...{ worker, repetition, epoch, restarts, trainAccuracy, epochs: this.#epochs },
        secondsLeft: speed ? (this.#epochs - epoch) / speed : Number.NaN,
      }));
    const under = workers.reduce((sum, { epoch }) => sum + epoch, 0);
    const done = (this.#finished + this.#failed) * this.#epochs + under;
    const all = this.#repetitions * this.#epochs;
    const speed = [...this.#tracks.values()].reduce((sum, track) => sum + (track.speed ?? 0), 0);
    // The last repetitions do not become faster by idle workers.
    const secondsLeft =
      speed > 0
        ? Math.max((all - done) / speed, ...workers.map((w) => w.secondsLeft || 0))
        : Number.NaN;
    return {
      workers,
      repetitions: this.#repetitions,
      finished: this.#finished,
      share: all > 0 ? done / all : 1,
      secondsLeft: done >= all ? 0 : secondsLeft,
    };
  }

  #progress(event: Extract<RunEvent, { type: "progress" }>, time: number): void {
    const { worker, repetition, epoch, restarts, trainAccuracy } = event;
    const former = this.#tracks.get(worker);
    let speed = former?.speed ?? this.#speeds.get(worker);
    if (former?.repetition === repetition && former.restarts === restarts && time > former.time) {
      const elapsed = (time - former.time) / 1000;
      const measured = (epoch - former.epoch) / elapsed;
      const weight = 1 - Math.exp(-elapsed / SMOOTHING_SECONDS);
      speed = speed === undefined ? measured : speed + weight * (measured - speed);
    }
    if (speed !== undefined) this.#speeds.set(worker, speed);
    this.#tracks.set(worker, { repetition, epoch, restarts, trainAccuracy, time, speed });
  }
}
