import { parquetMetadata, parquetRead } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";
import type { InformationTable, TrainingTable } from "../experiment/records.js";

/** Type of a column in a file, and the name of its values in the table in memory. */
type Columns<Table> = [
  name: string,
  key: keyof Table & string,
  type: "INT32" | "DOUBLE" | "STRING",
][];

const informationColumns: Columns<InformationTable> = [
  ["epoch", "epoch", "INT32"],
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
  ["train_loss", "trainLoss", "DOUBLE"],
  ["train_accuracy", "trainAccuracy", "DOUBLE"],
  ["test_loss", "testLoss", "DOUBLE"],
  ["test_accuracy", "testAccuracy", "DOUBLE"],
];

/** What stands in the footer of every file beside the columns, as strings. */
export type Footer = Record<string, string>;

/** Parquet file of an information table; every row carries the repetition's number. */
export function encodeInformation(table: InformationTable, repetition: number, footer: Footer) {
  return encode(table, informationColumns, repetition, footer);
}

/** Parquet file of a training table; every row carries the repetition's number. */
export function encodeTraining(table: TrainingTable, repetition: number, footer: Footer) {
  return encode(table, trainingColumns, repetition, footer);
}

/** Reads what encodeInformation wrote. Throws when the file is damaged or lacks a column. */
export function decodeInformation(file: Uint8Array): Promise<InformationTable> {
  return decode(file, informationColumns);
}

/** Reads what encodeTraining wrote. Throws when the file is damaged or lacks a column. */
export function decodeTraining(file: Uint8Array): Promise<TrainingTable> {
  return decode(file, trainingColumns);
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
