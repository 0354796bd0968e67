import { expectedSeconds, type PlannedNetwork } from "../node/study-plan.js";
import type { Reading } from "./meter.js";
import type { WholeReading } from "./progress-lines.js";

/** Tells how far a study is from the plan's expected times and how far the present run is. */
export class StudyMeter {
  #index = 0;

  constructor(
    readonly plan: readonly PlannedNetwork[],
    readonly workers: number,
  ) {}

  /** Network `index` of the plan begins. */
  begin(index: number): void {
    this.#index = index;
  }

  read({ secondsLeft, share }: Reading): WholeReading {
    const { plan, workers } = this;
    const index = this.#index;
    const seconds = (from: number, to: number) => expectedSeconds(plan.slice(from, to), workers);
    const present = plan[index];
    const before = present ? present.finished / present.experiment.repetitions : 0;
    const here = before < 1 ? (share - before) / (1 - before) : 1;
    const all = seconds(0, plan.length);
    const done = seconds(0, index) + Math.max(0, here) * seconds(index, index + 1);
    return {
      network: index + 1,
      networks: plan.length,
      share: all > 0 ? Math.min(1, done / all) : 1,
      secondsLeft: secondsLeft + seconds(index + 1, plan.length),
    };
  }
}
