import type { RangePolicy } from "./schema.js";

/** What a tracker remembers; plain JSON, for checkpoints. */
export interface RangeState {
  low: number;
  high: number;
  /** What is left of the averages' start after the steps so far: decay^steps. */
  remainder: number;
  frozen: boolean;
}

/**
 * The range of one quantised tensor during training, by one of the policies of
 * docs/quantize/range-policies.md. Every range contains 0.
 */
export class RangeTracker {
  private state: RangeState;

  constructor(private readonly policy: RangePolicy) {
    this.state = initialState(policy);
  }

  reset(): void {
    this.state = initialState(this.policy);
  }

  /** True when the range is that of the tensor at hand, in training and in measurement. */
  get followsTensor(): boolean {
    return this.policy.policy === "batch";
  }

  /** True when training changes the range. */
  get learns(): boolean {
    return !this.state.frozen;
  }

  get low(): number {
    return this.state.low / this.correction;
  }

  get high(): number {
    return this.state.high / this.correction;
  }

  /** Takes in the least and the greatest value (or 0) of a tensor met in training. */
  observe(low: number, high: number): void {
    const { policy, state } = this;
    if (state.frozen) return;
    switch (policy.policy) {
      case "batch":
        state.low = low;
        state.high = high;
        break;
      case "moving-average":
        state.low = state.low * policy.decay + low * (1 - policy.decay);
        state.high = state.high * policy.decay + high * (1 - policy.decay);
        state.remainder *= policy.decay;
        break;
      case "calibrated":
        state.low = Math.min(state.low, low);
        state.high = Math.max(state.high, high);
        break;
    }
    // JSON has no -0.
    state.low += 0;
    state.high += 0;
  }

  /** Tells the tracker that `epochs` epochs are over. */
  endEpoch(epochs: number): void {
    if (this.policy.policy === "calibrated" && epochs >= this.policy.epochs)
      this.state.frozen = true;
  }

  save(): RangeState {
    return { ...this.state };
  }

  restore(state: RangeState): void {
    this.state = { ...state };
  }

  /** Adam's bias correction, for averages that start at 0. */
  private get correction(): number {
    const corrects = this.policy.policy === "moving-average" && this.policy.biasCorrection;
    return corrects && this.state.remainder < 1 ? 1 - this.state.remainder : 1;
  }
}

function initialState(policy: RangePolicy): RangeState {
  const started =
    policy.policy === "fixed" || (policy.policy === "moving-average" && !policy.biasCorrection);
  return {
    low: started ? policy.low : 0,
    high: started ? policy.high : 0,
    remainder: 1,
    frozen: policy.policy === "fixed",
  };
}
