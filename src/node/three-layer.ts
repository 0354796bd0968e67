import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Analysis, analyse } from "../bounds/analysis.js";
import { LinearAlgebra } from "../bounds/linear-algebra/algebra.js";
import { comparisonTask, synSplit, targetedPoints } from "../bounds/three-layer/comparison-data.js";
import type { ThreeLayerComparison } from "../bounds/three-layer/document.js";
import {
  type Held,
  type NetworkResult,
  networkResult,
} from "../bounds/three-layer/network-result.js";
import { TrackedRun } from "../bounds/three-layer/tracked-run.js";
import { type Variant, variants } from "../bounds/three-layer/variants.js";
import { createEngine } from "../engine/engine.js";
import type { RunResults } from "../experiment/results.js";
import type { ExperimentDocument } from "../experiment/schema.js";
import { makeFolder, removeFile, writeFileAtomic } from "./atomic.js";
import { readCheckpoint, writeCheckpoint } from "./checkpoint-file.js";
import { loadDataset } from "./datasets.js";
import type { DownloadProgress } from "./download.js";
import { Interrupted } from "./errors.js";
import { checkFolderOption } from "./folder-option.js";
import { acquireLock } from "./lock.js";
import { type RunEvent, runExperiment } from "./run.js";
import { lockPath, readJson, toJson } from "./run-folder.js";
import {
  beginComparison,
  checkComparisonFolder,
  comparisonHash,
  defaultComparisonFolder,
  networkCheckpointPath,
  networkPath,
} from "./three-layer-folder.js";
import { measurementsFile } from "./three-layer-table.js";
import { version } from "./version.js";

export interface ThreeLayerOptions {
  /** Folder of the comparison; one that is there is gone on with. */
  out?: string;
  data?: string;
  /** Seconds of work between two checkpoints of a network; default 10. */
  checkpointEvery?: number;
  /** Stops within some steps, with a checkpoint. */
  signal?: AbortSignal;
  /** Told what begins, and how far a network is. */
  onStep?: (words: string) => void;
  onRun?: (event: RunEvent) => void;
  onDownload?: (progress: DownloadProgress) => void;
}

/** All that a comparison has found. */
export interface ThreeLayerResults {
  comparison: ThreeLayerComparison;
  analysis: Analysis;
  note: string;
  networks: NetworkResult[];
  quantised: RunResults | null;
}

/** Steps between looks at the signal and the clock. */
const CHUNK = 20;

/**
 * Trains what a comparison's folder does not hold yet and returns all of it. The files are the same
 * bytes however often the work was stopped or killed in between.
 *
 * @throws BadInput, BoundsError, ThreeLayerError for what is wrong with data, settings or the folder;
 * Interrupted after `signal`.
 */
export async function runComparison(
  comparison: ThreeLayerComparison,
  options: ThreeLayerOptions = {},
): Promise<{ folder: string; results: ThreeLayerResults }> {
  const { onStep = () => {}, out } = options;
  checkFolderOption("--out", out);
  checkFolderOption("--data", options.data);
  const folder = out ?? defaultComparisonFolder(comparison);
  checkComparisonFolder(folder, comparison);
  const { source } = comparison.data;
  const { data: directory, onDownload: onProgress, signal } = options;
  const dataset =
    source === "sphere" ? undefined : await loadDataset(source, { directory, onProgress, signal });
  const task = comparisonTask(comparison, dataset);
  onStep(`kernels and bounds on ${comparison.samples} samples`);
  const engine = await createEngine();
  const algebra = new LinearAlgebra(engine);
  const { bounds, seed } = comparison;
  const { analysis, optimal } = analyse(algebra, task, { ...bounds, seed, spectra: true });
  makeFolder(folder);
  const lock = acquireLock(lockPath(folder));
  try {
    beginComparison(folder, comparison);
    writeFileAtomic(join(folder, "kernels.json"), toJson(analysis));
    const held: Held = {
      ...{ train: task.train, ridge: analysis.adaptive.ridge, gap: bounds.gap },
      ...{ delta: bounds.delta, operatorNorm: analysis.operatorNorm },
    };
    const points = { train: targetedPoints(task.train), test: targetedPoints(task.test) };
    const networks: NetworkResult[] = [];
    for (const variant of variants(comparison)) {
      for (let repetition = 0; repetition < comparison.repetitions; repetition++) {
        const path = networkPath(folder, variant.key, repetition);
        if (!existsSync(path)) {
          const begin = async () =>
            new TrackedRun(
              await createEngine(),
              variant.settings,
              points,
              seed + repetition,
              optimal,
            );
          const run = await train(comparison, folder, variant, repetition, begin, options);
          writeFileAtomic(path, toJson(networkResult(algebra, variant, repetition, run, held)));
          removeFile(networkCheckpointPath(folder, variant.key, repetition));
        }
        networks.push(readJson(path) as NetworkResult);
      }
    }
    writeFileAtomic(join(folder, "measurements.parquet"), measurementsFile(networks));
    const quantised = await runQuantised(comparison, folder, dataset?.samples ?? 0, options);
    return { folder, results: { comparison, analysis, note: task.note, networks, quantised } };
  } finally {
    lock.release();
  }
}

async function train(
  comparison: ThreeLayerComparison,
  folder: string,
  { key, name }: Variant,
  repetition: number,
  begin: () => Promise<TrackedRun>,
  { checkpointEvery = 10, onStep, signal }: ThreeLayerOptions,
): Promise<TrackedRun> {
  const path = networkCheckpointPath(folder, key, repetition);
  const owner = { hash: `${comparisonHash(comparison)}-${key}`, version, repetition };
  const run = await begin();
  const saved = readCheckpoint(path, owner);
  if (saved) run.restore(saved);
  const save = () => writeCheckpoint(path, owner, run.checkpoint());
  let last = performance.now();
  while (run.status === "running") {
    run.advance(CHUNK);
    const { round, step, trainLoss } = run.measurements[run.measurements.length - 1];
    onStep?.(
      `${name}, repetition ${repetition}: round ${round}, step ${step}, training loss ${trainLoss.toPrecision(3)}`,
    );
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) {
      save();
      throw new Interrupted(
        `stopped; what is done is kept in ${folder}: the same command goes on with it`,
      );
    }
    if (performance.now() - last >= 1000 * checkpointEvery) {
      save();
      last = performance.now();
    }
  }
  return run;
}

/** The quantised networks on the same training samples; null where none are asked for. */
async function runQuantised(
  comparison: ThreeLayerComparison,
  folder: string,
  all: number,
  { checkpointEvery, onRun, onStep, signal }: ThreeLayerOptions,
): Promise<RunResults | null> {
  const document = quantisedDocument(comparison, all);
  if (!document) return null;
  onStep?.(`quantised networks, ${document.repetitions} repetitions`);
  const { results } = await runExperiment(document, {
    ...{ out: join(folder, "quantised"), checkpointEvery, signal },
    onProgress: onRun,
  });
  return results;
}

/** The experiment of the quantised networks: ReLU, 8 bits or as asked for, on SYN. */
export function quantisedDocument(
  { name, quantised, repetitions, samples, seed }: ThreeLayerComparison,
  all: number,
): ExperimentDocument | undefined {
  if (!quantised) return undefined;
  const { batchSize, bits, epochs, hidden, learningRate } = quantised;
  const range = { policy: "moving-average", decay: 0.999, low: -6, high: 6 } as const;
  return {
    name: `${name}-quantised`,
    data: { source: "syn" },
    split: synSplit(samples, all, seed),
    network: {
      layers: [
        ...hidden.map((units) => ({ type: "dense", units, activation: "relu" }) as const),
        { type: "dense", units: 2, activation: "softmax" },
      ],
    },
    quantisation: {
      input: { bits: 8, range: { policy: "fixed", low: -6, high: 6, widen: true } },
      weights: { bits, range: { policy: "batch" } },
      activations: { bits, range },
    },
    optimiser: { name: "adam", learningRate },
    ...{ batchSize, epochs, repetitions, seed },
    measure: { schedule: "log", points: 200 },
  };
}
