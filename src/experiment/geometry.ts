import type { Tally } from "../information/state-counter.js";
import { classDistances } from "./distances.js";
import { type GeometryTable, STAGES, type Stage } from "./records.js";
import { Rows } from "./rows.js";
import type { Workspace } from "./workspace.js";

const COSINE = 5;

/** How inputs lie in the layers: distances within and between classes, and which states merge. */
export class Geometry {
  /** epoch, stage, layer, within, between, cosine. */
  readonly rows = new Rows(6);
  /** Ordered pairs of inputs that share a state of the layer below, each input with itself too. */
  private pairsBelow = 0;

  constructor(private readonly workspace: Pick<Workspace, "labels" | "classes">) {}

  /** Takes in layer l, after the one below it. `values`: inputs x units. */
  add(
    epoch: number,
    stage: Stage,
    l: number,
    values: Float32Array,
    units: number,
    tally: Tally,
  ): void {
    const { classes, labels } = this.workspace;
    const { between, within } = classDistances(values, units, labels, classes);
    const pairs = pairsInOneState(tally);
    if (l > 0) this.rows.amend(COSINE, Math.sqrt(this.pairsBelow / pairs));
    this.pairsBelow = pairs;
    this.rows.add(epoch, STAGES.indexOf(stage), l + 1, within, between, Number.NaN);
  }

  table(): GeometryTable {
    const { rows } = this;
    return {
      epoch: Int32Array.from(rows.column(0)),
      stage: Array.from(rows.column(1), (stage) => STAGES[stage]),
      layer: Array.from(rows.column(2), (layer) => `T${layer}`),
      withinClass: rows.column(3),
      betweenClasses: rows.column(4),
      partitionCosine: rows.column(COSINE),
    };
  }
}

/**
 * Sum of squared sizes of the states: the ones in the matrix that says which inputs share a state. As
 * a layer's states refine those of the next, the ones of both matrices together are the layer's own,
 * so that the cosine of the matrices is the root of the ratio of the two sums.
 */
function pairsInOneState({ joint, states }: Tally): number {
  const columns = joint.length / states;
  let pairs = 0;
  for (let at = 0; at < joint.length; ) {
    let inputs = 0;
    for (let c = 0; c < columns; c++) inputs += joint[at++];
    pairs += inputs * inputs;
  }
  return pairs;
}
