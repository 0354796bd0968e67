import type { Engine } from "../engine/engine.js";
import type { Tally } from "../information/state-counter.js";
import type { Network } from "../network/network.js";
import type { Checkpoint } from "./checkpoint.js";
import { type EstimateListener, Estimation } from "./estimation.js";
import { Geometry } from "./geometry.js";
import type { InformationRows, InformationView } from "./information-rows.js";
import { SORTING_BYTES, type ValuedLayer, ValueScratch } from "./layer-values.js";
import type { Measurement, MeasurementListener } from "./measurement.js";
import type { RepetitionResult, Stage } from "./records.js";
import type { Rows } from "./rows.js";
import { emptyScatter, Scatter } from "./scatter.js";
import type { Experiment } from "./schema.js";
import { type LayerMemory, ShownLayer } from "./shown-layer.js";
import { type SavedSnapshots, Snapshots } from "./snapshots.js";
import { Units } from "./units.js";
import type { StateRows } from "./views.js";
import type { Workspace } from "./workspace.js";

/** What a checkpoint holds of the observers beside their arrays. */
export interface SavedObservers {
  snapshots: SavedSnapshots;
  looked: number;
}

/**
 * All that looks at the layers while their states are counted: scatter, diagnostics, estimators.
 *
 * Estimators that need the bounds of the whole run have their turn at its end: the network is kept as
 * it was at every measurement, and looked at again.
 */
export class Observers {
  private readonly scatter: Scatter | undefined;
  private readonly units: Units | undefined;
  private readonly geometry: Geometry | undefined;
  private readonly estimation: Estimation;
  private readonly snapshots: Snapshots;
  private readonly memory: LayerMemory;
  /** Whether each layer is of a discrete distribution: one of codes, and all that are above it. */
  private readonly discrete: readonly boolean[];
  /** Snapshots that were looked at again. */
  private looked = 0;

  /** `epochs`: those that are measured, ascending. */
  constructor(
    engine: Engine,
    private readonly network: Network,
    workspace: Workspace,
    experiment: Experiment,
    epochs: readonly number[],
  ) {
    const { diagnostics, estimators, scatter } = experiment;
    const units = network.layers.map((layer) => layer.units);
    this.scatter = scatter && new Scatter(scatter, workspace.classes, epochs);
    if (diagnostics) {
      this.units = new Units(engine, workspace);
      this.geometry = new Geometry(workspace);
    }
    this.estimation = new Estimation(engine, workspace, experiment, units, epochs);
    this.snapshots = new Snapshots(network);
    const { layers } = network;
    this.discrete = layers.map(
      (_, l) => workspace.discrete || layers.slice(0, l + 1).some(({ bits }) => bits !== "float"),
    );
    const widest = workspace.samples * Math.max(...units);
    this.memory = {
      engine,
      values: engine.arena.take(Float32Array, diagnostics || estimators ? widest : 0),
      codes: engine.arena.take(Uint16Array, estimators ? widest : 0),
      sorting: engine.arena.take(Uint8Array, estimators ? SORTING_BYTES : 0).byteOffset,
      scratch: new ValueScratch(engine.arena),
    };
  }

  /** The estimators' views. */
  get views(): readonly InformationView[] {
    return this.estimation.views;
  }

  /**
   * Looks at a measurement under way; undefined where there is nothing to be looked at. `add`: takes in
   * an estimate. `predictions`: the network's, where it is to be counted what binnings lose of them.
   */
  look(
    epoch: number,
    stage: Stage,
    add: AddEstimate,
    predictions?: Uint8Array,
  ): MeasurementListener | undefined {
    const { estimation, geometry, network, scatter, units } = this;
    const snapshot = estimation.wants(epoch, true) ? this.snapshots.take(epoch, stage) : undefined;
    const asked = estimation.needsBounds || estimation.wants(epoch, false);
    const estimate = asked ? this.asking(epoch, stage, false, add) : undefined;
    const scattered = scatter?.wants(epoch) ? scatter : undefined;
    if (!snapshot && !estimate && !scattered && !units) return undefined;
    const output = network.layers.length - 1;
    return {
      layer: (l, rows, tally) => {
        snapshot?.states.push(tally.states);
        const layer = network.layers[l];
        if (l === scattered?.layer) scattered.add(epoch, layer, rows, tally);
        if (!units && !estimate) return;
        const shown = this.show(l, layer, rows, tally, predictions);
        units?.add(epoch, stage, l, shown.values, layer.units);
        geometry?.add(epoch, stage, l, shown.values, layer.units, tally);
        if (l < output) estimate?.(l, shown);
      },
      softmax: (rows, tally) => {
        if (estimate) estimate(output, this.showSoftmax(rows, tally, predictions));
      },
    };
  }

  /** Whether all snapshots were looked at again. */
  get done(): boolean {
    return this.looked === this.snapshots.length;
  }

  /**
   * Looks again at the next snapshot, the bounds of the whole run being known; at the last one with the
   * network's predictions.
   */
  lookAgain(measurement: Measurement, add: AddEstimate): void {
    this.snapshots.visit(this.looked++, ({ epoch, stage, states }) => {
      const { network } = this;
      const output = network.layers.length - 1;
      const predictions = this.done ? measurement.predict() : undefined;
      const estimate = this.asking(epoch, stage, true, add);
      measurement.revisit(states, {
        layer: (l, rows, tally) =>
          estimate(l, this.show(l, network.layers[l], rows, tally, predictions)),
        softmax: (rows, tally) => estimate(output, this.showSoftmax(rows, tally, predictions)),
      });
    });
  }

  clear(): void {
    for (const rows of Object.values(this.tables)) rows?.clear();
    this.estimation.bounds.clear();
    this.snapshots.clear();
    this.looked = 0;
  }

  save(): { saved: SavedObservers; arrays: Checkpoint["arrays"] } {
    const { estimation, looked, snapshots } = this;
    const arrays: Checkpoint["arrays"] = {};
    for (const [name, rows] of Object.entries(this.tables)) {
      if (rows) arrays[name] = rows.save();
    }
    if (estimation.needsBounds) {
      arrays.bounds = estimation.bounds.save();
      arrays.snapshots = snapshots.saveParameters();
    }
    return { saved: { snapshots: snapshots.saved, looked }, arrays };
  }

  restore({ looked, snapshots }: SavedObservers, arrays: Checkpoint["arrays"]): void {
    for (const [name, rows] of Object.entries(this.tables)) rows?.restore(arrays[name]);
    if (!this.estimation.needsBounds) return;
    this.estimation.bounds.restore(arrays.bounds);
    this.snapshots.restore(snapshots, arrays.snapshots as Float32Array);
    this.looked = looked;
  }

  result(): Pick<RepetitionResult, "scatter" | "units" | "geometry"> {
    const { geometry, scatter, units } = this;
    return {
      scatter: scatter?.table() ?? emptyScatter(),
      ...(units && { units: units.table() }),
      ...(geometry && { geometry: geometry.table() }),
    };
  }

  /** Asks the estimators about layers: the hidden ones, and the output after the softmax. */
  private asking(epoch: number, stage: Stage, atEnd: boolean, add: AddEstimate) {
    const listener: EstimateListener = (view, estimate) => add(epoch, stage, view, estimate);
    return (l: number, shown: ShownLayer) =>
      this.estimation.estimate(epoch, l, shown, atEnd, listener);
  }

  private showSoftmax(
    rows: StateRows,
    tally: Tally,
    predictions: Uint8Array | undefined,
  ): ShownLayer {
    const { layers, output } = this.network;
    const softmax: ValuedLayer = { units: output.units, bits: "float", grid: undefined };
    return this.show(layers.length - 1, softmax, rows, tally, predictions);
  }

  /** What is shown is overwritten by the next call. */
  private show(
    l: number,
    layer: ValuedLayer,
    rows: StateRows,
    tally: Tally,
    predictions: Uint8Array | undefined,
  ): ShownLayer {
    return new ShownLayer(layer, rows, tally, this.memory, this.discrete[l], predictions);
  }

  private get tables(): Record<string, Rows | undefined> {
    return {
      "records.scatter": this.scatter?.rows,
      "records.units": this.units?.rows,
      "records.geometry": this.geometry?.rows,
    };
  }
}

/** Takes in an estimate: of which epoch, stage and view. */
export type AddEstimate = InformationRows["add"];
