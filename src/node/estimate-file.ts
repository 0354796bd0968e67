import type { ClassLabels } from "../data/class-labels.js";
import { MemoryError } from "../engine/arena.js";
import { createEngine, type Engine } from "../engine/engine.js";
import { createEstimators } from "../estimators/create.js";
import { EstimatorError } from "../estimators/estimator.js";
import type { EstimatorEntry } from "../estimators/schema.js";
import {
  estimateLayer,
  isFloat,
  type LayerActivations,
  type LayerEstimate,
  realValues,
} from "../experiment/estimate-layer.js";
import { parseEstimator } from "../experiment/parse-estimators.js";
import type { EstimateRow } from "../figures/estimate-table.js";
import { type ArrayFile, openArrayFile, type StoredArray } from "./array-file.js";
import { readClasses, readRows, unitsOf } from "./array-inputs.js";
import { locateArray } from "./array-source.js";
import { BadInput, Failure } from "./errors.js";

/** Where arrays beside the layers are: "y.npy", "data.npz:y", or ":y" for a key of the file itself. */
export interface EstimateFileOptions {
  /** Class of every input; default ":labels". */
  labels?: string;
  /**
   * The network's inputs, for KSG, and to tell from whole numbers that they are discrete; default
   * ":inputs", if there is such a key.
   */
  inputs?: string;
  /** Classes that the network predicts; default ":predictions", if there is such a key. */
  predictions?: string;
  /** Keys of the layers; default: all keys but those of the above. */
  layers?: readonly string[];
  /** Asked beside the exact count; default: for floats, 30 bins with bounds of the layer. */
  estimators?: readonly EstimatorEntry[];
  /** True when the inputs are all there are; default false. */
  population?: boolean;
  /** Told what begins: the reading of a layer, an estimator. */
  onStep?: (step: string) => void;
  /** Told how much of a layer is read, 0..1. */
  onShare?: (share: number) => void;
}

export interface FileEstimates {
  inputs: number;
  /** What stood for each class, in the order of the class indices. */
  classes: string[];
  rows: EstimateRow[];
}

/**
 * The exact count and the estimators on the layers in a .npy or .npz file, one after the other; one
 * layer at a time is in memory.
 *
 * @throws BadInput on anything that is not as it should be; Failure when a file cannot be read.
 */
export async function estimateFile(
  path: string,
  options: EstimateFileOptions,
): Promise<FileEstimates> {
  const engine = await createEngine();
  checkOnce(options, engine);
  const file = await openArrayFile(path);
  const stored = await locateAll(file, options);
  const { classes, labels, names } = await readClasses(stored.labels, "labels");
  const inputs = labels.length;
  if (classes < 2) {
    throw new BadInput(
      `${stored.labels.place}: all ${inputs} labels are ${names[0]}, so that there is nothing to know ` +
        "about them; expected at least two classes",
    );
  }
  const layers = await Promise.all(layerKeys(file, options, stored).map((key) => file.array(key)));
  for (const layer of layers) unitsOf(layer, inputs, " (--layer names the arrays that are layers)");
  const about = { labels, classes, population: options.population };
  const rest = await readRest(stored, inputs, comparesInputs(options));
  const rows: EstimateRow[] = [];
  for (const [index, layer] of layers.entries()) {
    const count = layers.length > 1 ? ` (${index + 1} of ${layers.length})` : "";
    const onStep = (step: string) => options.onStep?.(`${layer.key}${count}: ${step}`);
    onStep("reading");
    const onBytes = (bytes: number) => options.onShare?.(bytes / layer.size);
    const read = await readRows(layer, inputs, onBytes);
    const { kind, name } = layer.header.type;
    const activations: LayerActivations = {
      ...{ ...about, ...rest, ...read },
      ...(name === "float16" && { type: name }),
    };
    const estimators = options.estimators ?? usualEstimators(kind);
    const estimates = estimated(engine, layer, activations, estimators, onStep);
    rows.push(...estimates.map((one) => ({ layer: layer.key, units: read.units, ...one })));
  }
  return { inputs, classes: names, rows };
}

/** A layer or an estimator that is asked for twice would have rows that nothing tells apart. */
function checkOnce({ estimators = [], layers = [] }: EstimateFileOptions, engine: Engine): void {
  const layer = repeated(layers);
  if (layer !== undefined) throw new BadInput(`--layer: ${layer} twice; expected each layer once`);
  const estimator = repeated(createEstimators(estimators, engine).map(({ name }) => name));
  if (estimator !== undefined) {
    throw new BadInput(`--estimator: "${estimator}" twice; expected each estimator once`);
  }
}

const repeated = (names: readonly string[]) =>
  names.find((name, place) => names.indexOf(name) < place);

const usualEstimators = (kind: string) => (kind === "float" ? [parseEstimator("bins:30")] : []);

/** The arrays that are no layers. */
interface Located {
  labels: StoredArray;
  inputs?: StoredArray;
  predictions?: StoredArray;
}

async function locateAll(file: ArrayFile, options: EstimateFileOptions): Promise<Located> {
  const locate = (what: keyof Located) => {
    const source = options[what] ?? (file.keys.includes(what) && isKeyed(file) ? `:${what}` : "");
    return source === "" && options[what] === undefined
      ? undefined
      : locateArray(`--${what}`, source, file, what);
  };
  const labels = await locate("labels");
  if (!labels) {
    throw new BadInput(
      isKeyed(file)
        ? `${file.path} holds no array "labels"; name the labels by --labels, as --labels :KEY; its arrays are ${file.keys.join(", ")}`
        : `${file.path} is a .npy file, which holds no labels beside the activations; expected --labels`,
    );
  }
  const inputs = await locate("inputs");
  if (!inputs && comparesInputs(options)) {
    throw new BadInput("the estimator ksg needs the network's inputs; expected --inputs");
  }
  const predictions = await locate("predictions");
  return { labels, inputs, predictions };
}

const comparesInputs = ({ estimators }: EstimateFileOptions) =>
  estimators?.some(({ kind }) => kind === "ksg") ?? false;

const isKeyed = ({ kind }: ArrayFile) => kind === "npz";

/** Keys under which a file keeps what is no layer. */
const RESERVED = new Set(["labels", "inputs", "predictions"]);

/** The keys asked for, or all but those that are something else. */
function layerKeys(
  file: ArrayFile,
  { layers }: EstimateFileOptions,
  located: Located,
): readonly string[] {
  if (layers) {
    if (isKeyed(file)) return layers;
    throw new BadInput(`--layer: ${file.path} is a .npy file, which holds one array; leave it out`);
  }
  if (!isKeyed(file)) return file.keys;
  const others = Object.values(located).map((array) => array?.place);
  const keys = file.keys.filter(
    (key) => !RESERVED.has(key) && !others.includes(`${file.path}: ${key}`),
  );
  if (keys.length === 0) {
    throw new BadInput(
      `${file.path} holds no layers; its arrays are ${file.keys.join(", ")}. Name one by --layer`,
    );
  }
  return keys;
}

/** `compares`: whether the values of the inputs are needed. */
async function readRest(located: Located, inputs: number, compares: boolean) {
  const { inputs: given, predictions: predicted } = located;
  const rest: Pick<LayerActivations, "discrete" | "inputs" | "predictions"> = {};
  if (given) {
    const { units, values } = await readRows(given, inputs);
    rest.discrete = !isFloat(values) || values.every(Number.isInteger);
    if (compares) {
      rest.inputs = { units, values: inPlace(given.place, () => realValues(values)) };
    }
  }
  if (predicted) {
    const { labels }: ClassLabels = await readClasses(predicted, "predictions");
    if (labels.length !== inputs) {
      throw new BadInput(
        `${predicted.place}: ${labels.length} predictions; expected ${inputs}, as there are labels`,
      );
    }
    rest.predictions = labels;
  }
  return rest;
}

function estimated(
  engine: Engine,
  { place }: StoredArray,
  activations: LayerActivations,
  estimators: readonly EstimatorEntry[],
  onStep: (step: string) => void,
): LayerEstimate[] {
  let current = "";
  return inPlace(
    () => `${place}: ${current}`,
    () =>
      estimateLayer(engine, activations, estimators, (estimator) => {
        current = estimator;
        onStep(estimator);
      }),
  );
}

/** Turns what an estimator refuses, and memory that is too small, into errors that name the place. */
function inPlace<T>(place: string | (() => string), work: () => T): T {
  try {
    return work();
  } catch (error) {
    const where = typeof place === "string" ? place : place();
    if (error instanceof EstimatorError) {
      throw new BadInput(`${where}: ${error.message}`, { cause: error });
    }
    if (error instanceof MemoryError) {
      throw new Failure(`${where}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
