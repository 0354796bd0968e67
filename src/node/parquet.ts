import type {
  GeometryTable,
  InformationTable,
  LayerTable,
  ScatterTable,
  TrainingTable,
  UnitTable,
} from "../experiment/records.js";
import {
  type Column,
  type ColumnType,
  decodeColumns,
  encodeColumns,
  type Footer,
} from "./columns.js";

/** Type of a column in a file, and the name of its values in the table in memory. */
type Columns<Table> = [name: string, key: keyof Table & string, type: ColumnType][];

const informationColumns: Columns<InformationTable> = [
  ["epoch", "epoch", "INT32"],
  ["stage", "stage", "STRING"],
  ["inputs", "inputs", "STRING"],
  ["layer", "layer", "STRING"],
  ["estimator", "estimator", "STRING"],
  ["entropy", "entropy", "DOUBLE"],
  ["input_information", "inputInformation", "DOUBLE"],
  ["label_information", "labelInformation", "DOUBLE"],
  ["conditional_entropy", "conditionalEntropy", "DOUBLE"],
  ["states", "states", "INT32"],
  ["singletons", "singletons", "INT32"],
  ["ceiling", "ceiling", "DOUBLE"],
  ["label_ceiling", "labelCeiling", "DOUBLE"],
  ["status", "status", "STRING"],
  ["lost_prediction", "lostPrediction", "DOUBLE"],
];

/** Columns that files of former builds lack: NaN there. */
const LATER = new Set(["lost_prediction"]);

const trainingColumns: Columns<TrainingTable> = [
  ["epoch", "epoch", "INT32"],
  ["stage", "stage", "STRING"],
  ["train_loss", "trainLoss", "DOUBLE"],
  ["train_accuracy", "trainAccuracy", "DOUBLE"],
  ["test_loss", "testLoss", "DOUBLE"],
  ["test_accuracy", "testAccuracy", "DOUBLE"],
];

const layerColumns: Columns<LayerTable> = [
  ["epoch", "epoch", "INT32"],
  ["stage", "stage", "STRING"],
  ["layer", "layer", "STRING"],
  ["gradient_mean", "gradientMean", "DOUBLE"],
  ["gradient_deviation", "gradientDeviation", "DOUBLE"],
  ["weight_norm", "weightNorm", "DOUBLE"],
  ["clipped", "clipped", "DOUBLE"],
  ["saturated", "saturated", "DOUBLE"],
];

const scatterColumns: Columns<ScatterTable> = [
  ["epoch", "epoch", "INT32"],
  ["layer", "layer", "STRING"],
  ["first", "first", "DOUBLE"],
  ["second", "second", "DOUBLE"],
  ["label", "label", "INT32"],
  ["count", "count", "INT32"],
];

const unitColumns: Columns<UnitTable> = [
  ["epoch", "epoch", "INT32"],
  ["stage", "stage", "STRING"],
  ["layer", "layer", "STRING"],
  ["unit", "unit", "INT32"],
  ["entropy", "entropy", "DOUBLE"],
  ["label_information", "labelInformation", "DOUBLE"],
];

const geometryColumns: Columns<GeometryTable> = [
  ["epoch", "epoch", "INT32"],
  ["stage", "stage", "STRING"],
  ["layer", "layer", "STRING"],
  ["within_class", "withinClass", "DOUBLE"],
  ["between_classes", "betweenClasses", "DOUBLE"],
  ["partition_cosine", "partitionCosine", "DOUBLE"],
];

/** A kind of table as a Parquet file; every row carries the repetition's number. */
export interface TableFile<Table> {
  encode(table: Table, repetition: number, footer: Footer): Uint8Array;
  /** Reads what `encode` of this or a former build wrote. Throws when it is damaged or lacks a column. */
  decode(file: Uint8Array): Promise<Table>;
}

export const informationFile = tableFile(informationColumns);
export const trainingFile = tableFile(trainingColumns);
export const layerFile = tableFile(layerColumns);
export const scatterFile = tableFile(scatterColumns);
export const unitFile = tableFile(unitColumns);
export const geometryFile = tableFile(geometryColumns);

function tableFile<Table extends { epoch: Int32Array }>(columns: Columns<Table>): TableFile<Table> {
  return {
    encode: (table, repetition, footer) => encode(table, columns, repetition, footer),
    decode: (file) => decode(file, columns),
  };
}

function encode<Table extends { epoch: Int32Array }>(
  table: Table,
  columns: Columns<Table>,
  repetition: number,
  footer: Footer,
): Uint8Array {
  const numbers = new Int32Array(table.epoch.length).fill(repetition);
  const own = columns.map(([name, key]): [string, Column] => [name, table[key] as Column]);
  return encodeColumns([["repetition", numbers], ...own], footer);
}

async function decode<Table>(file: Uint8Array, columns: Columns<Table>): Promise<Table> {
  const found = await decodeColumns(
    file,
    columns.map(([name, _, type]) => [name, type]),
    LATER,
  );
  return Object.fromEntries(columns.map(([name, key]) => [key, found.get(name)])) as Table;
}
