import { parquetMetadata, parquetRead } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type {
  InformationTable,
  LayerTable,
  ScatterTable,
  TrainingTable,
} from "../experiment/records.js";

/** Type of a column in a file, and the name of its values in the table in memory. */
type Columns<Table> = [
  name: string,
  key: keyof Table & string,
  type: "INT32" | "DOUBLE" | "STRING",
][];

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
];

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

/** What stands in the footer of every file beside the columns, as strings. */
export type Footer = Record<string, string>;

/** A kind of table as a Parquet file; every row carries the repetition's number. */
export interface TableFile<Table> {
  encode(table: Table, repetition: number, footer: Footer): Uint8Array;
  /** Reads what `encode` wrote. Throws when the file is damaged or lacks a column. */
  decode(file: Uint8Array): Promise<Table>;
}

export const informationFile = tableFile(informationColumns);
export const trainingFile = tableFile(trainingColumns);
export const layerFile = tableFile(layerColumns);
export const scatterFile = tableFile(scatterColumns);

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
  const columnData: ColumnSource[] = [
    {
      name: "repetition",
      data: new Int32Array(table.epoch.length).fill(repetition),
      type: "INT32",
      nullable: false,
    },
    ...columns.map(
      ([name, key, type]): ColumnSource => ({
        name,
        data: table[key] as ColumnSource["data"],
        type,
        nullable: false,
        // A dictionary would merge 0 and -0.
        ...(type === "DOUBLE" ? { encoding: "PLAIN" } : {}),
      }),
    ),
  ];
  const buffer = parquetWriteBuffer({
    columnData,
    rowGroupSize: 1_000_000,
    kvMetadata: Object.entries(footer).map(([key, value]) => ({ key, value })),
    createdBy: "infoplane",
  });
  return new Uint8Array(buffer);
}

async function decode<Table>(file: Uint8Array, columns: Columns<Table>): Promise<Table> {
  const { buffer } = new Uint8Array(file);
  const metadata = parquetMetadata(buffer);
  const rows = Number(metadata.num_rows);
  const found = new Set(metadata.schema.slice(1).map((element) => element.name));
  const table: Record<string, Int32Array | Float64Array | string[]> = {};
  const byName = new Map<string, Int32Array | Float64Array | string[]>();
  for (const [name, key, type] of columns) {
    if (!found.has(name)) throw new Error(`column ${name} is missing`);
    const values =
      type === "INT32"
        ? new Int32Array(rows)
        : type === "DOUBLE"
          ? new Float64Array(rows)
          : new Array<string>(rows).fill("");
    table[key] = values;
    byName.set(name, values);
  }
  await parquetRead({
    file: buffer,
    metadata,
    columns: [...byName.keys()],
    onChunk({ columnName, columnData, rowStart }) {
      const values = byName.get(columnName);
      if (!values) return;
      for (let row = 0; row < columnData.length; row++) values[rowStart + row] = columnData[row];
    },
  });
  return table as Table;
}
