import type { Inputs, ScatterTable, Stage } from "../experiment/records.js";
import type { Curve } from "../summary/curve.js";
import { DIAGNOSTICS, type LayerDiagnostics } from "../summary/diagnostics.js";
import { LAYER_QUANTITIES, type LayerStatistics } from "../summary/layer-statistics.js";
import { type LayerRow, type LayerSummary, principal } from "../summary/layers.js";
import type {
  ChosenRepetition,
  RepetitionFacts,
  RepetitionLayer,
  Role,
} from "../summary/repetitions.js";
import type { RunSummary } from "../summary/run-summary.js";
import { TRAINING_QUANTITIES, type TrainingSummary } from "../summary/training.js";
import type { Column, ColumnType } from "./columns.js";

/*
 * The curves of a summary as tables, and back. Every table but the scatter is made of blocks, one
 * block per curve or group of curves, one row per epoch in each.
 */

/** Columns by name. */
export type Table = Map<string, Column>;
/** Names and types of the columns of a table. */
export type Shape = [string, ColumnType][];

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const curveShape = (name: string): Shape => [
  [`${name}_mean`, "FLOAT"],
  [`${name}_deviation`, "FLOAT"],
  [`${name}_count`, "INT32"],
];

const EPOCH: Shape = [
  ["epoch", "INT32"],
  ["stage", "STRING"],
];
const COUNTED: Shape = [
  ["layer", "STRING"],
  ["estimator", "STRING"],
  ["inputs", "STRING"],
];
const INFORMATION = {
  input: "input_information",
  label: "label_information",
  states: "states",
  singletons: "singletons",
} as const;
const INFORMATION_KEYS = Object.keys(INFORMATION) as (keyof typeof INFORMATION)[];

/** Columns of the files of a summary; see docs/node/summary.md. */
export const SHAPES = {
  curves: [
    ...COUNTED,
    ...EPOCH,
    ...Object.values(INFORMATION).flatMap(curveShape),
    ["saturated", "FLOAT"],
  ],
  training: [...EPOCH, ...TRAINING_QUANTITIES.map(snake).flatMap(curveShape)],
  layers: [["layer", "STRING"], ...EPOCH, ...LAYER_QUANTITIES.map(snake).flatMap(curveShape)],
  diagnostics: [["layer", "STRING"], ...EPOCH, ...DIAGNOSTICS.map(snake).flatMap(curveShape)],
  repetitions: [
    ["role", "STRING"],
    ["repetition", "INT32"],
    ...COUNTED,
    ...EPOCH,
    ["input_information", "FLOAT"],
    ["label_information", "FLOAT"],
    ["saturated", "INT32"],
  ],
  scatter: [
    ["repetition", "INT32"],
    ["epoch", "INT32"],
    ["layer", "STRING"],
    ["first", "DOUBLE"],
    ["second", "DOUBLE"],
    ["label", "INT32"],
    ["count", "INT32"],
  ],
} satisfies Record<string, Shape>;

/** The tables of a summary, by the names of SHAPES; without scatter or diagnostics where there are none. */
export function summaryTables(summary: RunSummary): Partial<Record<keyof typeof SHAPES, Table>> {
  const { epochs, stages, layers, training, statistics, diagnostics, chosen, scatter } = summary;
  const time = { epoch: epochs, stage: stages };
  const make = (shape: Shape, blocks: Block[]) => stack(shape, blocks, epochs.length);
  return {
    curves: make(
      SHAPES.curves,
      layers.map(({ layer, estimator, inputs, curves }) => ({
        ...{ layer, estimator, inputs, ...time, saturated: curves.saturated },
        ...spread(INFORMATION_KEYS.map((key) => [INFORMATION[key], curves[key]])),
      })),
    ),
    training: make(SHAPES.training, [
      { ...time, ...spread(TRAINING_QUANTITIES.map((key) => [snake(key), training.curves[key]])) },
    ]),
    layers: make(
      SHAPES.layers,
      statistics.map((one) => ({
        ...{ layer: one.layer, ...time },
        ...spread(LAYER_QUANTITIES.map((key) => [snake(key), one[key]])),
      })),
    ),
    repetitions: make(
      SHAPES.repetitions,
      chosen.flatMap(({ role, repetition, layers: own }) =>
        own.map(({ layer, estimator, inputs, input, label, saturated }) => ({
          ...{ role, repetition, layer, estimator, inputs, ...time, saturated },
          ...{ input_information: input, label_information: label },
        })),
      ),
    ),
    ...(diagnostics && {
      diagnostics: make(
        SHAPES.diagnostics,
        diagnostics.map((one) => ({
          ...{ layer: one.layer, ...time },
          ...spread(DIAGNOSTICS.map((key) => [snake(key), one[key]])),
        })),
      ),
    }),
    ...(scatter ? { scatter: scatterTable(scatter) } : {}),
  };
}

/** Epochs and stages, as the training table has them. */
export function epochsOf(training: Table): Pick<RunSummary, "epochs" | "stages"> {
  return {
    epochs: training.get("epoch") as Int32Array,
    stages: training.get("stage") as Stage[],
  };
}

/** Losses and accuracies from their table. */
export function trainingCurves(training: Table): TrainingSummary["curves"] {
  return Object.fromEntries(
    TRAINING_QUANTITIES.map((key) => [key, curveOf(training, snake(key))]),
  ) as TrainingSummary["curves"];
}

/** Puts the curves of the layers beside their rows. Throws when the table has other layers. */
export function layerSummaries(
  rows: (LayerRow & Pick<LayerSummary, "index" | "output">)[],
  table: Table,
  epochs: number,
): LayerSummary[] {
  const blocks = unstack(table, rows.length, epochs);
  return rows.map((row, place): LayerSummary => {
    const block = blocks[place];
    check(block, { layer: row.layer, estimator: row.estimator, inputs: row.inputs });
    return {
      ...row,
      curves: {
        ...curvesOf(block, INFORMATION_KEYS, (key) => INFORMATION[key]),
        saturated: block.get("saturated") as Float32Array,
      },
    };
  });
}

/** Gradients, weights and grids of the layers from their table. */
export function layerStatistics(table: Table, epochs: number): LayerStatistics[] {
  const names = [...new Set(table.get("layer") as string[])];
  return unstack(table, names.length, epochs).map((block, index) => ({
    layer: names[index],
    index,
    ...curvesOf(block, LAYER_QUANTITIES, snake),
  }));
}

/** Diagnostics of the layers from their table. */
export function layerDiagnostics(table: Table, epochs: number): LayerDiagnostics[] {
  const names = [...new Set(table.get("layer") as string[])];
  return unstack(table, names.length, epochs).map((block, index) => ({
    layer: names[index],
    index,
    ...curvesOf(block, DIAGNOSTICS, snake),
  }));
}

/** The chosen repetitions from their table. Throws when it has others. */
export function chosenRepetitions(
  chosen: { role: Role; repetition: number }[],
  facts: RepetitionFacts[],
  layers: LayerSummary[],
  table: Table,
  epochs: number,
): ChosenRepetition[] {
  const shown = principal(layers);
  const blocks = unstack(table, chosen.length * shown.length, epochs);
  return chosen.map(({ role, repetition }, place) => ({
    role,
    ...factsOf(repetition, facts),
    layers: shown.map(({ layer, index, output, estimator, inputs }, l): RepetitionLayer => {
      const block = blocks[place * shown.length + l];
      check(block, { role, repetition, layer, estimator, inputs });
      return {
        ...{ layer, index, output, estimator, inputs: inputs as Inputs },
        input: block.get("input_information") as Float32Array,
        label: block.get("label_information") as Float32Array,
        saturated: block.get("saturated") as Int32Array,
      };
    }),
  }));
}

function factsOf(repetition: number, facts: RepetitionFacts[]): RepetitionFacts {
  const found = facts.find((one) => one.repetition === repetition);
  if (!found) throw new Error(`nothing is known of repetition ${repetition}`);
  return found;
}

/** The scatter from its table. */
export function scatterOf(table: Table): NonNullable<RunSummary["scatter"]> {
  const { repetition, ...columns } = Object.fromEntries(table);
  return {
    repetition: Number(repetition[0]),
    ...(columns as unknown as ScatterTable),
  };
}

function scatterTable({ repetition, ...columns }: NonNullable<RunSummary["scatter"]>): Table {
  const { epoch, layer, first, second, label, count } = columns;
  const repetitions = new Int32Array(epoch.length).fill(repetition);
  return new Map(
    Object.entries({ repetition: repetitions, epoch, layer, first, second, label, count }),
  );
}

type Block = Record<string, Column | string | number>;

const spread = (curves: [string, Curve][]): Block =>
  Object.fromEntries(
    curves.flatMap(([name, { mean, deviation, count }]) => [
      [`${name}_mean`, mean],
      [`${name}_deviation`, deviation],
      [`${name}_count`, count],
    ]),
  );

function curvesOf<Key extends string>(
  table: Table,
  keys: readonly Key[],
  name: (key: Key) => string,
): Record<Key, Curve> {
  return Object.fromEntries(keys.map((key) => [key, curveOf(table, name(key))])) as Record<
    Key,
    Curve
  >;
}

const curveOf = (table: Table, name: string): Curve => ({
  mean: table.get(`${name}_mean`) as Float32Array,
  deviation: table.get(`${name}_deviation`) as Float32Array,
  count: table.get(`${name}_count`) as Int32Array,
});

/** One table of blocks below each other; a single value stands in every row of its block. */
function stack(shape: Shape, blocks: Block[], rows: number): Table {
  return new Map(
    shape.map(([name, type]) => {
      const values = blocks.flatMap(({ [name]: value }) =>
        typeof value === "object"
          ? Array.from<string | number>(value)
          : new Array(rows).fill(value),
      );
      return [name, columnOf(type, values)];
    }),
  );
}

/** The blocks of a table. Throws when it has not as many. */
function unstack(table: Table, blocks: number, rows: number): Table[] {
  const found = table.get("epoch")?.length ?? 0;
  if (found !== blocks * rows) {
    throw new Error(`it has ${found} rows instead of ${blocks} times ${rows}`);
  }
  return Array.from({ length: blocks }, (_, block) => {
    const from = block * rows;
    return new Map([...table].map(([name, column]) => [name, column.slice(from, from + rows)]));
  });
}

function check(block: Table, expected: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(expected)) {
    const other = Array.from<string | number>(block.get(name)!).find((one) => one !== value);
    if (other !== undefined) throw new Error(`its ${name} is ${other} where ${value} is expected`);
  }
}

function columnOf(type: ColumnType, values: (string | number)[]): Column {
  if (type === "INT32") return Int32Array.from(values as number[]);
  if (type === "FLOAT") return Float32Array.from(values as number[]);
  return type === "DOUBLE" ? Float64Array.from(values as number[]) : (values as string[]);
}
