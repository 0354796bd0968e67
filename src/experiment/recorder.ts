import type { Information } from "../information/information.js";
import type { Status } from "../information/status.js";
import type { Score } from "./measurement.js";
import type { InformationTable, TrainingTable } from "./records.js";
import type { View } from "./views.js";

const STATUSES: readonly Status[] = ["exact", "estimate", "saturated", "infinite"];
const QUANTITIES = 9;
const SCORES = 4;

/** Collects the measurements of one repetition. */
export class Recorder {
  private epochs: number[] = [];
  private information: number[] = [];
  private scores: number[] = [];

  constructor(private readonly views: readonly View[]) {}

  add(epoch: number, information: readonly Information[], score: Score): void {
    this.epochs.push(epoch);
    information.forEach((item, v) => {
      this.information.push(
        item.entropy,
        item.inputInformation,
        item.labelInformation,
        item.conditionalEntropy,
        item.states,
        item.singletons,
        item.ceiling,
        item.labelCeiling,
        STATUSES.indexOf(item.status === "saturated" ? "saturated" : this.views[v].status),
      );
    });
    this.scores.push(score.trainLoss, score.trainAccuracy, score.testLoss, score.testAccuracy);
  }

  clear(): void {
    this.epochs = [];
    this.information = [];
    this.scores = [];
  }

  save(): Record<string, Float64Array> {
    return {
      "records.epochs": Float64Array.from(this.epochs),
      "records.information": Float64Array.from(this.information),
      "records.scores": Float64Array.from(this.scores),
    };
  }

  restore(arrays: Record<string, ArrayLike<number>>): void {
    this.epochs = Array.from(arrays["records.epochs"]);
    this.information = Array.from(arrays["records.information"]);
    this.scores = Array.from(arrays["records.scores"]);
  }

  informationTable(): InformationTable {
    const { epochs, views } = this;
    const rows = epochs.length * views.length;
    const column = (q: number) =>
      Float64Array.from({ length: rows }, (_, row) => this.information[row * QUANTITIES + q]);
    return {
      epoch: Int32Array.from({ length: rows }, (_, row) => epochs[Math.floor(row / views.length)]),
      layer: Array.from({ length: rows }, (_, row) => views[row % views.length].layer),
      estimator: Array.from({ length: rows }, (_, row) => views[row % views.length].estimator),
      entropy: column(0),
      inputInformation: column(1),
      labelInformation: column(2),
      conditionalEntropy: column(3),
      states: Int32Array.from(column(4)),
      singletons: Int32Array.from(column(5)),
      ceiling: column(6),
      labelCeiling: column(7),
      status: Array.from(column(8), (code) => STATUSES[code]),
    };
  }

  trainingTable(): TrainingTable {
    const column = (q: number) =>
      Float64Array.from(this.epochs, (_, row) => this.scores[row * SCORES + q]);
    return {
      epoch: Int32Array.from(this.epochs),
      trainLoss: column(0),
      trainAccuracy: column(1),
      testLoss: column(2),
      testAccuracy: column(3),
    };
  }
}
