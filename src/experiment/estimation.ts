import type { Engine } from "../engine/engine.js";
import { createWithSpecs } from "../estimators/create.js";
import {
  ConstantLayerError,
  type Estimate,
  type Estimator,
  type Sample,
} from "../estimators/estimator.js";
import type { EstimatorSpec } from "../estimators/schema.js";
import { inputRows } from "../network/input-rows.js";
import type { InformationView } from "./information-rows.js";
import type { Inputs } from "./records.js";
import type { UnitBounds } from "./run-bounds.js";
import { evenlyInLog } from "./schedule.js";
import type { Experiment } from "./schema.js";
import { TRAIN, type Workspace } from "./workspace.js";

/** An estimator of the run, when it is asked, and the number of its first view. */
interface Planned {
  estimator: Estimator;
  /** Needs the bounds of the whole run, so that it can be asked at the end only. */
  atEnd: boolean;
  /** Undefined: at every measurement. */
  epochs: ReadonlySet<number> | undefined;
  firstView: number;
}

/** Inputs of one kind; `indices` are undefined for all of them. */
interface Selection {
  indices: Uint32Array | undefined;
  labels: Uint8Array;
  /** Whether these are all inputs there are. */
  population: boolean;
  /** All inputs of the network, for estimators that compare them with the activations. */
  inputs?: { values: Float32Array; units: number };
}

/** Told what an estimator found, and the number of the view that it is about. */
export type EstimateListener = (view: number, estimate: Estimate) => void;

/** Asks the estimators of an experiment what they find in the layers of its network. */
export class Estimation {
  /** Every estimator, on every layer, over every kind of inputs. */
  readonly views: readonly InformationView[];
  private readonly planned: readonly Planned[];
  private readonly selections: readonly Selection[];
  /** Values of selected inputs. */
  private readonly selected: Float32Array;
  private readonly classes: number;

  /** `units`: of each layer; `measured`: the epochs that are measured, ascending. */
  constructor(
    engine: Engine,
    workspace: Workspace,
    {
      estimators = [],
      informationOn,
      prefit,
    }: Pick<Experiment, "estimators" | "informationOn" | "prefit">,
    private readonly units: readonly number[],
    measured: readonly number[],
  ) {
    const each = units.length * informationOn.length;
    this.planned = createWithSpecs(estimators, engine).map(({ estimator, spec }, index) => ({
      estimator,
      atEnd: isGlobal(spec),
      epochs:
        spec.points === undefined ? undefined : evenlyInLog(measured, spec.points, prefit?.epochs),
      firstView: index * each,
    }));
    this.views = this.planned.flatMap(({ estimator: { name } }) =>
      units.flatMap((_, l) =>
        informationOn.map((inputs) => ({ layer: `T${l + 1}`, estimator: name, inputs })),
      ),
    );
    this.classes = workspace.classes;
    const compares = estimators.some(({ kind }) => kind === "ksg");
    const { input, memory, samples } = workspace;
    const rows = compares ? inputRows(memory.buffer, input, samples) : undefined;
    this.selections = informationOn.map((inputs) => ({
      ...select(workspace, inputs),
      ...(rows && { inputs: { values: rows, units: input.features } }),
    }));
    const apart = this.planned.length > 0 && informationOn.some((inputs) => inputs !== "all");
    const { arena } = engine;
    this.selected = arena.take(Float32Array, apart ? workspace.samples * Math.max(...units) : 0);
  }

  /** Whether some estimator is to be asked after an epoch: at once, or at the end of the run. */
  wants(epoch: number, atEnd: boolean): boolean {
    return this.planned.some((one) => one.atEnd === atEnd && isAsked(one, epoch));
  }

  /** Whether some estimator needs the bounds of the whole run. */
  get needsBounds(): boolean {
    return this.planned.some(({ atEnd }) => atEnd);
  }

  /**
   * Asks about the values of layer l, inputs x units: given the bounds of its units over the run, the
   * estimators that need them, else the others. A constant layer, in which neighbours mean nothing, is
   * passed over by the estimators that look at them. Throws an EstimatorError.
   */
  estimate(
    epoch: number,
    l: number,
    values: Float32Array,
    bounds: UnitBounds | undefined,
    listener: EstimateListener,
  ): void {
    const asked = this.planned.filter(
      (one) => one.atEnd === (bounds !== undefined) && isAsked(one, epoch),
    );
    if (asked.length === 0) return;
    this.selections.forEach((selection, i) => {
      const sample = this.sample(selection, values, this.units[l], bounds);
      for (const { estimator, firstView } of asked) {
        const estimate = answer(estimator, sample);
        if (estimate) listener(firstView + l * this.selections.length + i, estimate);
      }
    });
  }

  private sample(
    { indices, inputs, labels, population }: Selection,
    all: Float32Array,
    units: number,
    bounds: UnitBounds | undefined,
  ): Sample {
    const { classes } = this;
    const about = { units, labels, classes, population, ...(bounds && { bounds }) };
    if (!indices) return { ...about, ...(inputs && { inputs }), values: all };
    const own = inputs && {
      values: take(
        inputs.values,
        inputs.units,
        indices,
        new Float32Array(indices.length * inputs.units),
      ),
      units: inputs.units,
    };
    const values = this.selected.subarray(0, indices.length * units);
    return { ...about, ...(own && { inputs: own }), values: take(all, units, indices, values) };
  }
}

/** Copies the rows at some indices. */
function take(
  rows: Float32Array,
  units: number,
  indices: Uint32Array,
  out: Float32Array,
): Float32Array {
  for (let i = 0, to = 0; i < indices.length; i++) {
    const from = indices[i] * units;
    for (let u = 0; u < units; u++) out[to++] = rows[from + u];
  }
  return out;
}

function answer(estimator: Estimator, sample: Sample): Estimate | undefined {
  try {
    return estimator.estimate(sample);
  } catch (error) {
    if (error instanceof ConstantLayerError) return undefined;
    throw error;
  }
}

const isAsked = ({ epochs }: Planned, epoch: number) => epochs?.has(epoch) ?? true;

const isGlobal = (spec: EstimatorSpec) => spec.kind === "bins" && spec.bounds === "global";

function select({ labels, parts, population, train }: Workspace, inputs: Inputs): Selection {
  if (inputs === "all") return { indices: undefined, labels, population };
  const indices =
    inputs === "train"
      ? train
      : Uint32Array.from(parts.keys()).filter((sample) => parts[sample] !== TRAIN);
  const own = Uint8Array.from(indices, (sample) => labels[sample]);
  return { indices, labels: own, population: false };
}
