import { InformationRows, type InformationView, type Recorded } from "./information-rows.js";
import type { LayerStatistics } from "./layer-statistics.js";
import type { MeasuredView } from "./measurement.js";
import {
  type InformationTable,
  type LayerTable,
  STAGES,
  type Stage,
  type TrainingTable,
} from "./records.js";
import { Rows } from "./rows.js";
import type { Score } from "./scorer.js";

/** Collects the measurements of one repetition. */
export class Recorder {
  readonly information: InformationRows;
  /** epoch, stage, losses and accuracies. */
  private readonly scores = new Rows(6);
  /** epoch, stage, layer, statistics. */
  private readonly statistics = new Rows(8);

  /** `estimates`: views beside those of the measurement. */
  constructor(
    private readonly views: readonly MeasuredView[],
    estimates: readonly InformationView[] = [],
  ) {
    this.information = new InformationRows([...views, ...estimates]);
  }

  /** `information`: one per view of the measurement; `statistics`: one per layer. */
  add(
    epoch: number,
    stage: Stage,
    information: readonly Recorded[],
    score: Score,
    statistics: readonly LayerStatistics[],
  ): void {
    const stageCode = STAGES.indexOf(stage);
    information.forEach((item, v) => {
      const status = item.status === "saturated" ? "saturated" : this.views[v].status;
      this.information.add(epoch, stage, v, { ...item, status });
    });
    const { trainLoss, trainAccuracy, testLoss, testAccuracy } = score;
    this.scores.add(epoch, stageCode, trainLoss, trainAccuracy, testLoss, testAccuracy);
    statistics.forEach((one, l) => {
      const { gradientMean, gradientDeviation, weightNorm, clipped, saturated } = one;
      const values = [gradientMean, gradientDeviation, weightNorm, clipped, saturated];
      this.statistics.add(epoch, stageCode, l + 1, ...values);
    });
  }

  clear(): void {
    for (const rows of Object.values(this.tables)) rows.clear();
  }

  save(): Record<string, Float64Array> {
    const entries = Object.entries(this.tables);
    return Object.fromEntries(entries.map(([name, rows]) => [name, rows.save()]));
  }

  restore(arrays: Record<string, ArrayLike<number>>): void {
    // Checkpoints of former builds do not count what is lost.
    const { "records.lost": lost = [] } = arrays;
    for (const [name, rows] of Object.entries(this.tables)) {
      rows.restore(name === "records.lost" ? lost : arrays[name]);
    }
  }

  informationTable(): InformationTable {
    return this.information.table();
  }

  trainingTable(): TrainingTable {
    const { scores } = this;
    return {
      ...times(scores),
      trainLoss: scores.column(2),
      trainAccuracy: scores.column(3),
      testLoss: scores.column(4),
      testAccuracy: scores.column(5),
    };
  }

  layerTable(): LayerTable {
    const { statistics } = this;
    return {
      ...times(statistics),
      layer: Array.from(statistics.column(2), (layer) => `T${layer}`),
      gradientMean: statistics.column(3),
      gradientDeviation: statistics.column(4),
      weightNorm: statistics.column(5),
      clipped: statistics.column(6),
      saturated: statistics.column(7),
    };
  }

  private get tables(): Record<string, Rows> {
    return {
      "records.information": this.information.rows,
      "records.lost": this.information.lost,
      "records.scores": this.scores,
      "records.statistics": this.statistics,
    };
  }
}

/** Epoch and stage of every row of a table that begins with them. */
function times(rows: Rows): { epoch: Int32Array; stage: Stage[] } {
  return {
    epoch: Int32Array.from(rows.column(0)),
    stage: Array.from(rows.column(1), (stage) => STAGES[stage]),
  };
}
