import type { Information } from "../information/information.js";
import type { Status } from "../information/status.js";
import type { LayerStatistics } from "./layer-statistics.js";
import type { MeasuredView } from "./measurement.js";
import type { InformationTable, LayerTable, Stage, TrainingTable } from "./records.js";
import type { Score } from "./scorer.js";

const STATUSES: readonly Status[] = ["exact", "estimate", "saturated", "infinite"];
const STAGES: readonly Stage[] = ["prefit", "training"];
const QUANTITIES = 9;
const SCORES = 4;
const STATISTICS = 5;

/** Collects the measurements of one repetition. */
export class Recorder {
  private epochs: number[] = [];
  private stages: number[] = [];
  private information: number[] = [];
  private scores: number[] = [];
  private statistics: number[] = [];

  constructor(
    private readonly views: readonly MeasuredView[],
    private readonly layers: number,
  ) {}

  /** `information`: one per view; `statistics`: one per layer. */
  add(
    epoch: number,
    stage: Stage,
    information: readonly Information[],
    score: Score,
    statistics: readonly LayerStatistics[],
  ): void {
    this.epochs.push(epoch);
    this.stages.push(STAGES.indexOf(stage));
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
    for (const one of statistics) {
      const { gradientMean, gradientDeviation, weightNorm, clipped, saturated } = one;
      this.statistics.push(gradientMean, gradientDeviation, weightNorm, clipped, saturated);
    }
  }

  clear(): void {
    this.epochs = [];
    this.stages = [];
    this.information = [];
    this.scores = [];
    this.statistics = [];
  }

  save(): Record<string, Float64Array> {
    return {
      "records.epochs": Float64Array.from(this.epochs),
      "records.stages": Float64Array.from(this.stages),
      "records.information": Float64Array.from(this.information),
      "records.scores": Float64Array.from(this.scores),
      "records.statistics": Float64Array.from(this.statistics),
    };
  }

  restore(arrays: Record<string, ArrayLike<number>>): void {
    this.epochs = Array.from(arrays["records.epochs"]);
    this.stages = Array.from(arrays["records.stages"]);
    this.information = Array.from(arrays["records.information"]);
    this.scores = Array.from(arrays["records.scores"]);
    this.statistics = Array.from(arrays["records.statistics"]);
  }

  informationTable(): InformationTable {
    const { views } = this;
    const column = columnsOf(this.information, QUANTITIES);
    const view = <K extends keyof MeasuredView>(key: K) =>
      Array.from(
        { length: this.epochs.length * views.length },
        (_, r) => views[r % views.length][key],
      );
    return {
      ...this.times(views.length),
      inputs: view("inputs"),
      layer: view("layer"),
      estimator: view("estimator"),
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
    const column = columnsOf(this.scores, SCORES);
    return {
      ...this.times(1),
      trainLoss: column(0),
      trainAccuracy: column(1),
      testLoss: column(2),
      testAccuracy: column(3),
    };
  }

  layerTable(): LayerTable {
    const { epochs, layers } = this;
    const column = columnsOf(this.statistics, STATISTICS);
    return {
      ...this.times(layers),
      layer: Array.from({ length: epochs.length * layers }, (_, row) => `T${1 + (row % layers)}`),
      gradientMean: column(0),
      gradientDeviation: column(1),
      weightNorm: column(2),
      clipped: column(3),
      saturated: column(4),
    };
  }

  /** Epoch and stage of every row of a table with `each` rows per measurement. */
  private times(each: number): { epoch: Int32Array; stage: Stage[] } {
    const rows = this.epochs.length * each;
    const at = (row: number) => Math.floor(row / each);
    return {
      epoch: Int32Array.from({ length: rows }, (_, row) => this.epochs[at(row)]),
      stage: Array.from({ length: rows }, (_, row) => STAGES[this.stages[at(row)]]),
    };
  }
}

/** Columns of a table kept row after row. */
function columnsOf(entries: readonly number[], width: number) {
  const length = entries.length / width;
  return (column: number) =>
    Float64Array.from({ length }, (_, row) => entries[row * width + column]);
}
