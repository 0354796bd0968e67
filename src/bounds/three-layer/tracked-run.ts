import type { Engine } from "../../engine/engine.js";
import type { Checkpoint } from "../../experiment/checkpoint.js";
import { gramAlignment } from "../alignment.js";
import { clippedAbsolute, meanLoss, zeroOne } from "../loss.js";
import type { TargetedPoints } from "./data.js";
import { type RunStatus, type ThreeLayerMeasurement, ThreeLayerRun } from "./run.js";
import type { ThreeLayerSettings } from "./schema.js";

/** A measurement with the alignment of the learned features' Gram matrix with the optimal G. */
export interface TrackedMeasurement extends ThreeLayerMeasurement {
  /** Cosine of the two matrices, -1 to 1; null while nothing is learned. */
  alignment: number | null;
}

/** The losses that bounds are about: min(1, |f - y|), and wrong signs. */
export interface BoundedLosses {
  train: { loss: number; signErrors: number };
  test: { loss: number; signErrors: number };
}

/** A three-layer run that is measured against a Gram matrix on the way. */
export class TrackedRun {
  private readonly run: ThreeLayerRun;
  private readonly alignments: (number | null)[] = [null];
  /** Steps taken in the round. */
  private step = 0;

  constructor(
    engine: Engine,
    private readonly settings: ThreeLayerSettings,
    private readonly data: { train: TargetedPoints; test: TargetedPoints },
    seed: number,
    /** The optimal G on the training points. */
    private readonly optimal: Float64Array,
  ) {
    this.run = new ThreeLayerRun(engine, settings, data, seed);
  }

  get status(): RunStatus {
    return this.run.status;
  }

  get measurements(): TrackedMeasurement[] {
    return this.run.measurements.map((one, i) => ({ ...one, alignment: this.alignments[i] }));
  }

  /** Takes up to `steps` steps, fewer where a measurement falls due. */
  advance(steps: number): void {
    const { measureEvery, steps: most } = this.settings;
    if (this.step === most) this.step = 0;
    const due = Math.min(most, measureEvery * (1 + Math.floor(this.step / measureEvery)));
    const taken = Math.min(steps, due - this.step);
    for (const { step } of this.run.advance(taken)) {
      this.alignments.push(step === 0 ? null : this.alignment());
    }
    this.step += taken;
  }

  /** Outputs on the training points. */
  outputs(): Float32Array {
    return this.run.predict(this.data.train);
  }

  losses(): BoundedLosses {
    const of = (points: TargetedPoints) => {
      const outputs = this.run.predict(points);
      return {
        loss: meanLoss(clippedAbsolute, outputs, points.targets),
        signErrors: meanLoss(zeroOne, outputs, points.targets),
      };
    };
    return { train: of(this.data.train), test: of(this.data.test) };
  }

  checkpoint(): Checkpoint {
    const { arrays, state } = this.run.checkpoint();
    return { arrays, state: { run: state, alignments: [...this.alignments], step: this.step } };
  }

  restore({ arrays, state }: Checkpoint): void {
    const saved = state as { run: unknown; alignments: (number | null)[]; step: number };
    this.run.restore({ arrays, state: saved.run });
    this.alignments.splice(0, this.alignments.length, ...saved.alignments);
    this.step = saved.step;
  }

  private alignment(): number | null {
    return gramAlignment(this.run.featureGram(this.data.train), this.optimal);
  }
}
