import type { Engine } from "../engine/engine.js";
import { countBins } from "../estimators/code-counter.js";
import type { CodedLayer } from "../estimators/coded-layer.js";
import { Counting } from "../estimators/counting.js";
import { createWithSpecs } from "../estimators/create.js";
import {
  type DiscretisingEstimator,
  isDiscretising,
  tellsStates,
} from "../estimators/discretising.js";
import { ConstantLayerError, type Estimator, type Sample } from "../estimators/estimator.js";
import type { EstimatorSpec } from "../estimators/schema.js";
import { validityOf } from "../estimators/validity.js";
import type { Information } from "../information/information.js";
import { inputRows } from "../network/input-rows.js";
import type { InformationView, Recorded } from "./information-rows.js";
import { InputSelection } from "./input-selection.js";
import type { Inputs } from "./records.js";
import { RunBounds } from "./run-bounds.js";
import { evenlyInLog } from "./schedule.js";
import type { Experiment } from "./schema.js";
import type { ShownLayer } from "./shown-layer.js";
import { pick, type Workspace } from "./workspace.js";

/** An estimator of the run, when it is asked, and the number of its first view. */
interface Planned {
  estimator: Estimator;
  /** Needs the bounds of the whole run, so that it can be asked at the end only. */
  atEnd: boolean;
  /** Undefined: at every measurement. */
  epochs: ReadonlySet<number> | undefined;
  firstView: number;
}

/** Told what an estimator found, and the number of the view that it is about. */
export type EstimateListener = (view: number, information: Recorded) => void;

/** Asks the estimators of an experiment what they find in the layers of its network. */
export class Estimation {
  /** Every estimator, on every layer, over every kind of inputs. */
  readonly views: readonly InformationView[];
  /** Of all units over the run, followed if some estimator needs them. */
  readonly bounds: RunBounds;
  private readonly counting: Counting;
  private readonly planned: readonly Planned[];
  private readonly selections: readonly InputSelection[];
  /** Shows the bounds of all inputs, if some estimator needs them. */
  private readonly all: InputSelection | undefined;
  /** Values of selected inputs. */
  private readonly selected: Float32Array;

  /** `units`: of each layer; `measured`: the epochs that are measured, ascending. */
  constructor(
    engine: Engine,
    workspace: Workspace,
    {
      estimators = [],
      informationOn,
      prefit,
    }: Pick<Experiment, "estimators" | "informationOn" | "prefit">,
    units: readonly number[],
    measured: readonly number[],
  ) {
    const each = units.length * informationOn.length;
    this.counting = new Counting(engine);
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
    this.bounds = new RunBounds(units);
    const compares = estimators.some(({ kind }) => kind === "ksg");
    const { input, memory, samples } = workspace;
    const rows = compares ? inputRows(memory.buffer, input, samples) : undefined;
    const network = rows && { values: rows, units: input.features };
    const apart = informationOn.some((inputs) => inputs !== "all");
    const outputs = units[units.length - 1];
    const select = (kind: Inputs) =>
      new InputSelection(engine, workspace, kind, outputs, apart, network);
    this.selections = (this.planned.length > 0 ? informationOn : []).map(select);
    this.selected = engine.arena.take(Float32Array, apart ? samples * Math.max(...units) : 0);
    if (this.needsBounds)
      this.all = this.selections.find(({ kind }) => kind === "all") ?? select("all");
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
   * Asks about layer l: at the end those estimators that need the bounds of the whole run, until then
   * the others, while the bounds are followed. A constant layer, in which neighbours mean nothing, is
   * passed over by the estimators that look at them. Throws an EstimatorError.
   */
  estimate(
    epoch: number,
    l: number,
    layer: ShownLayer,
    atEnd: boolean,
    listener: EstimateListener,
  ): void {
    if (!atEnd) this.follow(l, layer);
    const asked = this.planned.filter((one) => one.atEnd === atEnd && isAsked(one, epoch));
    if (asked.length === 0) return;
    const bounds = atEnd ? this.bounds.layers[l] : undefined;
    const { predictions } = layer;
    this.selections.forEach((selection, i) => {
      const tell = ({ firstView }: Planned, information: Recorded) =>
        listener(firstView + l * this.selections.length + i, information);
      const coded = asked.some(isBinning) ? selection.codedOf(layer, bounds) : undefined;
      const rest = coded ? this.bin(coded, asked, tell) : asked;
      let sample: Sample | undefined;
      for (const one of rest) {
        const { estimator } = one;
        sample ??= selection.sampleOf(layer, this.selected, bounds);
        const estimate = answer(estimator, sample);
        if (!estimate) continue;
        const tells = predictions && tellsStates(estimator);
        tell(one, {
          ...estimate,
          ...(tells && {
            lostPrediction: validityOf(
              estimator.states(sample),
              pick(predictions, selection.indices),
            ).entropy,
          }),
        });
      }
    });
  }

  /** Asks the estimators that bin values about a layer of few of them; returns the others. */
  private bin(
    layer: CodedLayer,
    asked: readonly Planned[],
    tell: (one: Planned, information: Recorded) => void,
  ): Planned[] {
    const binning = asked.filter(isBinning);
    const kinds = binning.map(({ estimator }) => estimator.codeBins(layer));
    countBins(layer, kinds, this.counting, (index, counted) => {
      const one = binning[index];
      const { estimator } = one;
      const { lostPrediction } = counted;
      const information = estimator.estimateCounted(layer, kinds[index], counted);
      const tells = lostPrediction !== undefined && tellsStates(estimator);
      tell(one, tells ? { ...information, lostPrediction } : information);
    });
    return asked.filter((one) => !isBinning(one));
  }

  private follow(l: number, layer: ShownLayer): void {
    if (!this.all) return;
    const coded = this.all.codedOf(layer, undefined);
    if (coded) this.bounds.widen(l, coded.extremes);
    else this.bounds.observe(l, layer.values);
  }
}

function answer(estimator: Estimator, sample: Sample): Information | undefined {
  try {
    return estimator.estimate(sample);
  } catch (error) {
    if (error instanceof ConstantLayerError) return undefined;
    throw error;
  }
}

const isBinning = (one: Planned): one is Planned & { estimator: DiscretisingEstimator } =>
  isDiscretising(one.estimator);

const isAsked = ({ epochs }: Planned, epoch: number) => epochs?.has(epoch) ?? true;

const isGlobal = (spec: EstimatorSpec) => spec.kind === "bins" && spec.bounds === "global";
