import type { Engine } from "../engine/engine.js";
import { StateCounter } from "../information/state-counter.js";
import { STAGES, type Stage, type UnitTable } from "./records.js";
import { Rows } from "./rows.js";
import type { Workspace } from "./workspace.js";

/** Bytes of a row that holds the value of one unit. */
const ROW = 8;

/** Counts every unit by itself: entropy and information about the label, over all inputs. */
export class Units {
  private readonly counter: StateCounter;
  private readonly states: Float32Array;
  /** epoch, stage, layer, unit, entropy, information. */
  readonly rows = new Rows(6);

  constructor(engine: Engine, { classes, labels, population, samples }: Workspace) {
    this.counter = new StateCounter(engine, labels, classes, { complete: population });
    this.states = engine.arena.take(Float32Array, (samples * ROW) / Float32Array.BYTES_PER_ELEMENT);
  }

  /** Takes in the values of layer l, inputs x units. */
  add(epoch: number, stage: Stage, l: number, values: Float32Array, units: number): void {
    const { counter, rows, states } = this;
    for (let u = 0; u < units; u++) {
      for (let s = u, to = 0; s < values.length; s += units, to += 2) states[to] = values[s] + 0;
      const [{ entropy, labelInformation }] = counter.count(states.byteOffset, ROW);
      rows.add(epoch, STAGES.indexOf(stage), l + 1, u + 1, entropy, labelInformation);
    }
  }

  table(): UnitTable {
    const { rows } = this;
    return {
      epoch: Int32Array.from(rows.column(0)),
      stage: Array.from(rows.column(1), (stage) => STAGES[stage]),
      layer: Array.from(rows.column(2), (layer) => `T${layer}`),
      unit: Int32Array.from(rows.column(3)),
      entropy: rows.column(4),
      labelInformation: rows.column(5),
    };
  }
}
