import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { estimateLayer, realValues } from "../../src/experiment/estimate-layer.js";
import { parseEstimator } from "../../src/experiment/parse-estimators.js";
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
