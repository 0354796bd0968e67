import { parquetMetadata, parquetRead } from "hyparquet";
import { type ColumnSource, parquetWriteBuffer } from "hyparquet-writer";

/** A column in memory. Its type in a file follows from it: INT32, FLOAT, DOUBLE or STRING. */
export type Column = Int32Array | Float32Array | Float64Array | string[];
export type ColumnType = "INT32" | "FLOAT" | "DOUBLE" | "STRING";

/** What stands in the footer of every file beside the columns, as strings. */
export type Footer = Record<string, string>;

/** Parquet file of columns of one length. */
export function encodeColumns(columns: Iterable<[string, Column]>, footer: Footer): Uint8Array {
  const columnData = Array.from(columns, ([name, data]): ColumnSource => {
    const type = typeOf(data);
    return { name, data: data as ColumnSource["data"], type, nullable: false, ...encoding(type) };
  });
  const buffer = parquetWriteBuffer({
    columnData,
    rowGroupSize: 1_000_000,
    kvMetadata: Object.entries(footer).map(([key, value]) => ({ key, value })),
    createdBy: "infoplane",
  });
  return new Uint8Array(buffer);
}

/**
 * Reads columns that encodeColumns wrote. Throws when the file is damaged or lacks one that is not
 * among the `later` ones, doubles that are NaN then.
 */
export async function decodeColumns(
  file: Uint8Array,
  wanted: Iterable<[string, ColumnType]>,
  later: ReadonlySet<string> = new Set(),
): Promise<Map<string, Column>> {
  const { buffer } = new Uint8Array(file);
  const metadata = parquetMetadata(buffer);
  const rows = Number(metadata.num_rows);
  const found = new Set(metadata.schema.slice(1).map((element) => element.name));
  const columns = new Map<string, Column>();
  for (const [name, type] of wanted) {
    if (!found.has(name) && !later.has(name)) throw new Error(`column ${name} is missing`);
    const column = emptyColumn(type, rows);
    columns.set(name, found.has(name) ? column : (column as Float64Array).fill(Number.NaN));
  }
  await parquetRead({
    file: buffer,
    metadata,
    columns: [...columns.keys()].filter((name) => found.has(name)),
    onChunk({ columnName, columnData, rowStart }) {
      const values = columns.get(columnName);
      if (!values) return;
      for (let row = 0; row < columnData.length; row++) values[rowStart + row] = columnData[row];
    },
  });
  return columns;
}

function typeOf(data: Column): ColumnType {
  if (data instanceof Int32Array) return "INT32";
  if (data instanceof Float32Array) return "FLOAT";
  return data instanceof Float64Array ? "DOUBLE" : "STRING";
}

/** Floats: a dictionary would merge 0 and -0; bytes of like significance compress together. */
function encoding(type: ColumnType): Pick<ColumnSource, "encoding"> {
  if (type === "DOUBLE") return { encoding: "PLAIN" };
  return type === "FLOAT" ? { encoding: "BYTE_STREAM_SPLIT" } : {};
}

function emptyColumn(type: ColumnType, rows: number): Column {
  if (type === "INT32") return new Int32Array(rows);
  if (type === "FLOAT") return new Float32Array(rows);
  return type === "DOUBLE" ? new Float64Array(rows) : new Array<string>(rows).fill("");
}
