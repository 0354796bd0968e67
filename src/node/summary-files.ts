import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ExperimentError, parseExperiment } from "../experiment/parse.js";
import type { Experiment } from "../experiment/schema.js";
import type { Interval } from "../phases/bootstrap.js";
import { judgeAgain, type Phase } from "../phases/phase.js";
import type { LayerRow, LayerSummary } from "../summary/layers.js";
import { type LayerPhases, type PhaseRow, phaseTable } from "../summary/phases.js";
import type { RepetitionFacts, Role } from "../summary/repetitions.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Measured } from "../summary/statistics.js";
import type { TrainingSummary } from "../summary/training.js";
import { makeFolder, removeFile, writeFileAtomic } from "./atomic.js";
import { decodeColumns, encodeColumns, type Footer } from "./columns.js";
import { BadInput, Failure } from "./errors.js";
import { readJson, toJson } from "./run-folder.js";
import {
  chosenRepetitions,
  epochsOf,
  layerDiagnostics,
  layerPhases,
  layerStatistics,
  layerSummaries,
  SHAPES,
  scatterOf,
  summaryTables,
  type Table,
  trainingCurves,
} from "./summary-tables.js";
import { explainSystemError, systemCode } from "./system-error.js";

/** The layout of the files; another number means another layout. */
const FORMAT = 1;

/** What stands in summary.json: all that is no curve. */
interface SummaryDocument {
  format: number;
  version: string;
  seconds: number | null;
  measurements: number;
  repetitions: RepetitionFacts[];
  chosen: { role: Role; repetition: number }[];
  training: Omit<TrainingSummary, "curves">;
  layers: (LayerRow & Pick<LayerSummary, "index" | "output">)[];
  /** Absent before there were phases. */
  phases?: PhaseRow[];
  experiment: Experiment;
}

const documentPath = (folder: string) => join(folder, "summary.json");
const tablePath = (folder: string, name: string) => join(folder, `${name}.parquet`);

/** Whether the folder holds a summary. */
export const isSummaryFolder = (path: string) => existsSync(documentPath(path));

/**
 * Writes a summary into a folder, which is made if it is not there: summary.json and the curves as
 * Parquet. The same summary gives the same bytes. Returns the paths, summary.json first. Throws
 * Failure with the path of what cannot be written.
 */
export function writeSummary(summary: RunSummary, folder: string): string[] {
  const { version, seconds, measurements, repetitions, experiment } = summary;
  const { curves: _, ...training } = summary.training;
  const document: SummaryDocument = {
    ...{ format: FORMAT, version, seconds, measurements, repetitions },
    chosen: summary.chosen.map(({ role, repetition }) => ({ role, repetition })),
    training,
    layers: summary.layers.map(({ curves: _, ...row }) => row),
    ...(summary.phases ? { phases: phaseTable(summary.phases) } : {}),
    experiment,
  };
  const footer: Footer = {
    "infoplane.version": version,
    "infoplane.experiment": JSON.stringify(experiment),
    "infoplane.repetitions": String(repetitions.length),
  };
  const tables = summaryTables(summary);
  makeFolder(folder);
  const paths: string[] = [];
  for (const name of Object.keys(SHAPES) as (keyof typeof SHAPES)[]) {
    const table = tables[name];
    const path = tablePath(folder, name);
    if (table) {
      writeFileAtomic(path, encodeColumns(table, footer));
      paths.push(path);
    } else removeFile(path);
  }
  writeFileAtomic(documentPath(folder), toJson(document));
  return [documentPath(folder), ...paths];
}

/**
 * Reads what writeSummary wrote; phases are judged by the rule of this version. Throws BadInput when
 * the folder holds no summary, and Failure with the path of a file that is damaged or of a build that
 * did not keep what that rule needs.
 */
export async function readSummary(folder: string): Promise<RunSummary> {
  const path = documentPath(folder);
  if (!isSummaryFolder(folder)) {
    throw new BadInput(
      `${folder} is not the folder of a summary: it holds no summary.json. infoplane summarise makes one from a run.`,
    );
  }
  const document = readJson(path) as SummaryDocument;
  if (document?.format !== FORMAT) {
    throw new Failure(
      `${path} has format ${document?.format}; this version of infoplane reads format ${FORMAT}`,
    );
  }
  const { version, seconds, measurements, chosen } = document;
  const repetitions = document.repetitions.map(completeFacts);
  const rows = document.layers.map(completeRow);
  const time = await readTable(folder, "training", epochsOf);
  const { length } = time.epochs;
  const layers = await readTable(folder, "curves", (table) => layerSummaries(rows, table, length));
  return {
    ...{ experiment: readExperiment(document, path), version, repetitions, seconds, measurements },
    ...time,
    layers,
    ...(document.phases ? { phases: await readPhases(folder, document.phases, repetitions) } : {}),
    training: {
      curves: await readTable(folder, "training", trainingCurves),
      lastEpoch: document.training.lastEpoch,
      end: complete(document.training.end),
    },
    statistics: await readTable(folder, "layers", (table) => layerStatistics(table, length)),
    diagnostics: existsSync(tablePath(folder, "diagnostics"))
      ? await readTable(folder, "diagnostics", (table) => layerDiagnostics(table, length))
      : null,
    chosen: await readTable(folder, "repetitions", (table) =>
      chosenRepetitions(chosen, repetitions, layers, table, length),
    ),
    scatter: existsSync(tablePath(folder, "scatter"))
      ? await readTable(folder, "scatter", scatterOf)
      : null,
  };
}

function readPhases(
  folder: string,
  phases: readonly PhaseRow[],
  repetitions: RepetitionFacts[],
): Promise<LayerPhases[]> {
  if (phases.some(({ fitting, compression }) => !fitting.atMeanPeak || !compression.atMeanPeak)) {
    throw new Failure(
      `${documentPath(folder)} is of an early build of infoplane, which did not keep what verdicts on phases need (atMeanPeak). Make it again from the run: infoplane summarise <run> --out ${folder}`,
    );
  }
  const complete = phases.map(completePhases);
  return readTable(folder, "landmarks", (table) =>
    layerPhases(complete, table, repetitions.length).map((row) => ({
      ...row,
      fitting: judgeAgain(row.fitting, row.landmarks.label),
      compression: judgeAgain(row.compression, row.landmarks.input),
    })),
  );
}

async function readTable<Result>(
  folder: string,
  name: keyof typeof SHAPES,
  use: (table: Table) => Result,
): Promise<Result> {
  const path = tablePath(folder, name);
  try {
    return use(await decodeColumns(readFileSync(path), SHAPES[name]));
  } catch (error) {
    if (systemCode(error)) throw explainSystemError(error, "read", path);
    throw new Failure(
      `${path} is damaged: ${(error as Error).message}. Make it again from the run: infoplane summarise <run> --out ${folder}`,
    );
  }
}

function readExperiment({ experiment }: SummaryDocument, path: string): Experiment {
  try {
    return parseExperiment(experiment);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    throw new Failure(`${path} holds no valid experiment: ${error.message}`);
  }
}

/** JSON has null for the mean of nothing, which is NaN. */
function complete<Key extends string>(values: Record<Key, Measured>): Record<Key, Measured> {
  const entries = Object.entries<Measured>(values).map(([key, { mean, standardError }]) => [
    key,
    { mean: mean ?? Number.NaN, standardError },
  ]);
  return Object.fromEntries(entries) as Record<Key, Measured>;
}

const orNaN = (value: number | null) => value ?? Number.NaN;

function completeFacts({ accuracy, ...facts }: RepetitionFacts): RepetitionFacts {
  if (!accuracy) return facts;
  return { ...facts, accuracy: { train: orNaN(accuracy.train), test: orNaN(accuracy.test) } };
}

function completePhases({ fitting, compression, ...row }: PhaseRow): PhaseRow {
  const interval = <One extends Interval>(one: One): One => ({
    ...one,
    ...{ value: orNaN(one.value), low: orNaN(one.low), high: orNaN(one.high) },
  });
  const phase = ({ atMeanPeak, smoothings, ...one }: Phase): Phase => ({
    ...interval(one),
    minimal: orNaN(one.minimal),
    atMeanPeak: interval(atMeanPeak),
    smoothings: smoothings.map(interval),
  });
  return { ...row, fitting: phase(fitting), compression: phase(compression) };
}

function completeRow<Row extends LayerRow>(row: Row): Row {
  const { lostPrediction = null, states, singletonShare } = row;
  const development = ({ peakEpoch, ceiling, ...values }: LayerRow["input"]) => {
    const { start, peak, end, drop } = complete(values);
    return { start, peak, peakEpoch, end, drop, ceiling };
  };
  return {
    ...row,
    input: development(row.input),
    label: development(row.label),
    // Former builds did not count it.
    lostPrediction,
    ...complete({ states, singletonShare }),
  };
}
