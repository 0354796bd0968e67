import { afterEach, expect, test, vi } from "vitest";
import type { EstimatorDocument } from "../../src/estimators/schema.js";
import { InputSelection } from "../../src/experiment/input-selection.js";
import type { InformationTable } from "../../src/experiment/records.js";
import type { ExperimentDocument } from "../../src/experiment/schema.js";
import { runRepetition, tinyExperiment } from "../support/small-experiments.js";

afterEach(() => vi.restoreAllMocks());

const estimators: EstimatorDocument[] = [
  { kind: "bins", bins: [3, 30, 1024], bounds: "global" },
  { kind: "bins", bins: [2, 30, 300], bounds: "layer" },
  { kind: "bins", bins: [4, 30], bounds: "unit" },
  { kind: "bins", bins: 30, bounds: [-0.5, 0.5] },
  { kind: "bins", width: 0.07 },
  { kind: "bins", width: 1e-4 },
  { kind: "bins", bins: 8, bounds: "unit", correction: "chao-shen" },
  { kind: "adaptive", bins: [7, 30] },
  { kind: "adaptive", bins: 30, bounds: "layer" },
];

const activations = (bits: number | "float"): Partial<ExperimentDocument> => ({
  quantisation: { activations: { bits: bits as 8 } },
});

const cases: Record<string, Partial<ExperimentDocument>> = {
  "1 bit": activations(1),
  "4 bits": activations(4),
  "8 bits": activations(8),
  "12 bits": activations(12),
  "float states": activations("float"),
  "integer arithmetic": { arithmetic: "integer" },
  "a prefit": { ...activations(8), prefit: { epochs: 2 } },
};

test.each(
  Object.keys(cases).flatMap((name) => [["all"], ["test", "train"]].map((on) => ({ name, on }))),
)("binnings of distinct states are those of all values: $name, on $on", async ({ name, on }) => {
  const changes = { ...cases[name], estimators, informationOn: on as ["all"] };
  const spy = vi.spyOn(InputSelection.prototype, "codedOf");
  const byStates = byView((await runRepetition(tinyExperiment(changes))).result().information);
  expect(spy.mock.results.some(({ value }) => value !== undefined)).toBe(true);
  spy.mockReturnValue(undefined);
  const byValues = byView((await runRepetition(tinyExperiment(changes))).result().information);
  expect(byStates.size).toBeGreaterThan(100);
  expect(byStates).toEqual(byValues);
});

/** The numbers of each row, by what it is of. */
function byView(table: InformationTable): Map<string, unknown[]> {
  const { epoch, estimator, inputs, layer, stage, ...numbers } = table;
  return new Map(
    Array.from(epoch, (_, row) => [
      [stage[row], epoch[row], layer[row], estimator[row], inputs[row]].join(", "),
      Object.values(numbers).map((column) => column[row]),
    ]),
  );
}
