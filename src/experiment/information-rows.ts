import type { Information } from "../information/information.js";
import type { Status } from "../information/status.js";
import { type InformationTable, type Inputs, STAGES, type Stage } from "./records.js";
import { Rows } from "./rows.js";

/** What a number is about: a layer, seen by an estimator, over some inputs. */
export interface InformationView {
  layer: string;
  estimator: string;
  inputs: Inputs;
}

/** What is recorded of a view at one time. */
export interface Recorded extends Information {
  /** H(prediction | T), bits, where it was counted. */
  lostPrediction?: number;
}

const STATUSES: readonly Status[] = ["exact", "estimate", "saturated", "infinite"];

/** Collects the information of all views of one repetition. */
export class InformationRows {
  /** epoch, stage, view, then the quantities in the order of the table. */
  readonly rows = new Rows(12);
  /**
   * epoch, view, H(prediction | T), where it was counted: a table of its own, as there are few, and as
   * checkpoints of former builds have 12 columns.
   */
  readonly lost = new Rows(3);

  constructor(private readonly views: readonly InformationView[]) {}

  /** `view`: index of a view. */
  add(epoch: number, stage: Stage, view: number, information: Recorded): void {
    this.rows.add(
      epoch,
      STAGES.indexOf(stage),
      view,
      information.entropy,
      information.inputInformation,
      information.labelInformation,
      information.conditionalEntropy,
      information.states,
      information.singletons,
      information.ceiling,
      information.labelCeiling,
      STATUSES.indexOf(information.status),
    );
    const { lostPrediction } = information;
    if (lostPrediction !== undefined) this.lost.add(epoch, view, lostPrediction);
  }

  /** In the order of epochs; within one, views in their order. */
  table(): InformationTable {
    const { views } = this;
    const epochs = this.rows.column(0);
    const numbers = this.rows.column(2);
    const order = Array.from(epochs.keys()).sort(
      (a, b) => epochs[a] - epochs[b] || numbers[a] - numbers[b],
    );
    const column = (c: number) => {
      const values = this.rows.column(c);
      return Float64Array.from(order, (row) => values[row]);
    };
    const lost = new Map<string, number>();
    const [lostEpochs, lostViews, bits] = [0, 1, 2].map((c) => this.lost.column(c));
    for (let row = 0; row < bits.length; row++) {
      lost.set(`${lostEpochs[row]} ${lostViews[row]}`, bits[row]);
    }
    const about = Array.from(column(2), (view) => views[view]);
    return {
      epoch: Int32Array.from(column(0)),
      stage: Array.from(column(1), (stage) => STAGES[stage]),
      inputs: about.map(({ inputs }) => inputs),
      layer: about.map(({ layer }) => layer),
      estimator: about.map(({ estimator }) => estimator),
      entropy: column(3),
      inputInformation: column(4),
      labelInformation: column(5),
      conditionalEntropy: column(6),
      states: Int32Array.from(column(7)),
      singletons: Int32Array.from(column(8)),
      ceiling: column(9),
      labelCeiling: column(10),
      status: Array.from(column(11), (code) => STATUSES[code]),
      lostPrediction: Float64Array.from(
        order,
        (row) => lost.get(`${epochs[row]} ${numbers[row]}`) ?? Number.NaN,
      ),
    };
  }
}
