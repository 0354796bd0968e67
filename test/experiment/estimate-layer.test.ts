import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { estimateLayer, realValues } from "../../src/experiment/estimate-layer.js";
import { parseEstimator } from "../../src/experiment/parse-estimators.js";
import type { Codes } from "../../src/information/measure-codes.js";
import { Values } from "../support/values.js";

test("integers become floats that hold all of them", () => {
  for (const values of [Int8Array.of(-128, 127), Uint16Array.of(0, 65535), new Uint8Array(1)]) {
    expect(realValues(values)).toEqual(Float32Array.from(values));
  }
  const wide = Uint32Array.of(2 ** 32 - 1, 2 ** 24 + 1);
  expect(realValues(wide)).toEqual(Float64Array.from(wide));
  expect(realValues(BigInt64Array.of(2n ** 53n, -(2n ** 53n), -1n))).toEqual(
    Float64Array.of(2 ** 53, -(2 ** 53), -1),
  );
  for (const beyond of [2n ** 53n + 1n, -(2n ** 53n) - 1n]) {
    expect(() => realValues(BigInt64Array.of(beyond))).toThrow(`the value ${beyond} is no double`);
  }
});

test("a correction is of what was counted, and the plain count is not repeated", async () => {
  const engine = await createEngine();
  const namesOf = (values: Codes, ...specs: string[]) => {
    const labels = Uint8Array.of(0, 0, 1, 1);
    const layer = { values, units: 1, labels, classes: 2 };
    const begun: string[] = [];
    const found = estimateLayer(engine, layer, specs.map(parseEstimator), (name) =>
      begun.push(name),
    );
    const names = found.map(({ estimator }) => estimator);
    expect(begun).toEqual(names);
    return names;
  };
  const asked = ["codes", "codes:chao-shen"];
  expect(namesOf(Uint8Array.of(1, 2, 3, 4), ...asked)).toEqual(["exact codes", "codes, Chao-Shen"]);
  expect(namesOf(Float32Array.of(1, 2, 3, 4), ...asked)).toEqual([
    "distinct float32 vectors",
    "distinct float32 vectors, Chao-Shen",
  ]);
  expect(namesOf(Float64Array.of(1, 2, 3, 4), "bins:1", "bins:2")).toEqual([
    "distinct float64 vectors",
    "1 bin, layer bounds",
    "2 bins, layer bounds",
  ]);
  // Beyond all doubles, but the count of codes needs none.
  expect(namesOf(BigInt64Array.of(2n ** 60n, 1n, 2n, 3n), "codes")).toEqual(["exact codes"]);
});

test("one engine measures layer after layer, with the same bits as an engine each", async () => {
  const values = new Values(8);
  const shared = await createEngine();
  const estimators = ["bins:7:unit", "codes:chao-shen", "kde:0.5", "ross"].map(parseEstimator);
  for (const units of [5, 1, 9, 3]) {
    const layer = {
      ...{ values: values.floats(50 * units), units, classes: 3 },
      labels: Uint8Array.from(values.integers(50, 3)),
    };
    const alone = estimateLayer(await createEngine(), layer, estimators);
    expect(estimateLayer(shared, layer, estimators)).toEqual(alone);
    expect(alone).toHaveLength(5);
  }
});
