import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { type ColumnType, decodeColumns, encodeColumns } from "../../src/node/columns.js";
import { informationFile, layerFile, scatterFile, trainingFile } from "../../src/node/parquet.js";
import { smallResult } from "../support/small-results.js";

const { information, layers, scatter, training } = smallResult(7);

/** Bytes of the columns: tells 0 from -0 and one NaN from another. */
function bits(table: object): unknown[] {
  return Object.entries(table).map(([name, values]) => [
    name,
    values.constructor.name,
    ArrayBuffer.isView(values) ? Buffer.from(values.buffer).toString("hex") : values,
  ]);
}

test("an information table comes back bit for bit", async () => {
  const file = informationFile.encode(information, 7, {});
  expect(bits(await informationFile.decode(file))).toEqual(bits(information));
});

test("a training table comes back bit for bit", async () => {
  const file = trainingFile.encode(training, 7, {});
  expect(bits(await trainingFile.decode(file))).toEqual(bits(training));
});

test("the tables of layers and of the scatter come back bit for bit", async () => {
  expect(bits(await layerFile.decode(layerFile.encode(layers, 7, {})))).toEqual(bits(layers));
  expect(bits(await scatterFile.decode(scatterFile.encode(scatter, 7, {})))).toEqual(bits(scatter));
});

test("a table in a Buffer with an offset comes back too", async () => {
  const file = trainingFile.encode(training, 7, {});
  const shifted = Buffer.concat([Buffer.from("xyz"), file]).subarray(3);
  expect(bits(await trainingFile.decode(shifted))).toEqual(bits(training));
});

test("an empty table comes back empty", async () => {
  const empty = Object.fromEntries(
    Object.entries(training).map(([name, values]) => [name, values.slice(0, 0)]),
  ) as typeof training;
  expect(bits(await trainingFile.decode(trainingFile.encode(empty, 0, {})))).toEqual(bits(empty));
});

test("a table of more rows than one page holds comes back bit for bit", async () => {
  const rows = 200_000;
  const many = {
    epoch: Int32Array.from({ length: rows }, (_, i) => i),
    stage: Array.from({ length: rows }, () => "training" as const),
    trainLoss: Float64Array.from({ length: rows }, (_, i) => 1 / (i + 1)),
    trainAccuracy: Float64Array.from({ length: rows }, (_, i) => i / rows),
    testLoss: new Float64Array(rows),
    testAccuracy: new Float64Array(rows).fill(-0),
  };
  expect(bits(await trainingFile.decode(trainingFile.encode(many, 0, {})))).toEqual(bits(many));
});

test("columns have snake_case names, plain types and no nulls", () => {
  const schema = (file: Uint8Array) =>
    parquetMetadata(new Uint8Array(file).buffer)
      .schema.slice(1)
      .map(({ name, type, converted_type = "", repetition_type }) =>
        `${name} ${type} ${converted_type} ${repetition_type}`.replace("  ", " "),
      );
  expect(schema(informationFile.encode(information, 7, {}))).toEqual([
    "repetition INT32 REQUIRED",
    "epoch INT32 REQUIRED",
    "stage BYTE_ARRAY UTF8 REQUIRED",
    "inputs BYTE_ARRAY UTF8 REQUIRED",
    "layer BYTE_ARRAY UTF8 REQUIRED",
    "estimator BYTE_ARRAY UTF8 REQUIRED",
    "entropy DOUBLE REQUIRED",
    "input_information DOUBLE REQUIRED",
    "label_information DOUBLE REQUIRED",
    "conditional_entropy DOUBLE REQUIRED",
    "states INT32 REQUIRED",
    "singletons INT32 REQUIRED",
    "ceiling DOUBLE REQUIRED",
    "label_ceiling DOUBLE REQUIRED",
    "status BYTE_ARRAY UTF8 REQUIRED",
    "lost_prediction DOUBLE REQUIRED",
  ]);
  expect(schema(trainingFile.encode(training, 7, {}))).toEqual([
    "repetition INT32 REQUIRED",
    "epoch INT32 REQUIRED",
    "stage BYTE_ARRAY UTF8 REQUIRED",
    "train_loss DOUBLE REQUIRED",
    "train_accuracy DOUBLE REQUIRED",
    "test_loss DOUBLE REQUIRED",
    "test_accuracy DOUBLE REQUIRED",
  ]);
});

test("every row carries the repetition's number, the footer what belongs to all", async () => {
  const file = new Uint8Array(trainingFile.encode(training, 7, { "infoplane.seed": "5" })).buffer;
  const rows = await parquetReadObjects({ file });
  expect(rows.map(({ repetition }) => repetition)).toEqual([7, 7, 7, 7, 7, 7]);
  expect(parquetMetadata(file).key_value_metadata).toEqual([{ key: "infoplane.seed", value: "5" }]);
});

test("the same table gives the same bytes", () => {
  const footer = { "infoplane.version": "1" };
  expect(informationFile.encode(information, 7, footer)).toEqual(
    informationFile.encode(smallResult(7).information, 7, footer),
  );
});

test("a truncated file and a file without a column are refused", async () => {
  const file = trainingFile.encode(training, 7, {});
  await expect(trainingFile.decode(file.subarray(0, file.length - 20))).rejects.toThrow();
  await expect(informationFile.decode(file)).rejects.toThrow("column inputs is missing");
});

test("what a former build did not count is NaN, and not zero", async () => {
  const file = informationFile.encode(information, 7, {});
  const { columns, rows } = await without(file, "lost_prediction");
  expect(columns).not.toContain("lost_prediction");
  const { lostPrediction, ...rest } = await informationFile.decode(rows);
  expect(Array.from(lostPrediction)).toEqual(Array(6).fill(Number.NaN));
  const { lostPrediction: _, ...expected } = information;
  expect(bits(rest)).toEqual(bits(expected));
  await expect(informationFile.decode((await without(file, "entropy")).rows)).rejects.toThrow(
    "column entropy is missing",
  );
});

/** The file again, but for one column. */
async function without(file: Uint8Array, column: string) {
  const { buffer } = new Uint8Array(file);
  const types: Record<string, ColumnType> = {
    INT32: "INT32",
    DOUBLE: "DOUBLE",
    BYTE_ARRAY: "STRING",
  };
  const wanted = parquetMetadata(buffer)
    .schema.slice(1)
    .filter(({ name }) => name !== column)
    .map(({ name, type }): [string, ColumnType] => [name, types[type!]]);
  const rows = encodeColumns(await decodeColumns(file, wanted), {});
  return { rows, columns: wanted.map(([name]) => name) };
}
