import { expect, test } from "vitest";
import { z } from "zod";
import {
  type EstimatorDocument,
  estimatorSchema,
  estimatorsSchema,
  expandEstimators,
} from "../../src/estimators/schema.js";

function expand(...documents: EstimatorDocument[]) {
  return expandEstimators(estimatorsSchema.parse(documents));
}

/** Path and message of every fault. */
function faults(document: unknown): string[] {
  const result = estimatorSchema.safeParse(document);
  return result.success
    ? []
    : result.error.issues.map(({ message, path }) => `${path.join(".")}: ${message}`);
}

test("defaults are filled in", () => {
  expect(expand({ kind: "ksg" }, { kind: "ross", shuffledLabels: {} })).toEqual([
    { kind: "ksg", algorithm: 1, k: 3 },
    { kind: "ross", k: 3, shuffledLabels: { draws: 10, seed: 0 } },
  ]);
  expect(expand({ kind: "codes" }, { kind: "kde", variance: 0.1 })).toEqual([
    { kind: "codes", correction: "none" },
    { kind: "kde", variance: 0.1, bound: "upper" },
  ]);
});

test("a list stands for one estimator per entry, and fixed bounds are no list", () => {
  const bounds: [number, number] = [-1, 1];
  expect(expand({ kind: "bins", bins: [30, 100], bounds }, { kind: "ksg", k: [3, 5] })).toEqual([
    { kind: "bins", bins: 30, bounds, correction: "none" },
    { kind: "bins", bins: 100, bounds, correction: "none" },
    { kind: "ksg", algorithm: 1, k: 3 },
    { kind: "ksg", algorithm: 1, k: 5 },
  ]);
});

test("expanding twice is expanding once", () => {
  const once = expand({ kind: "bins", width: [0.07, 0.5] }, { kind: "kde", variance: [1, 2] });
  expect(once).toHaveLength(4);
  expect(expandEstimators(once)).toEqual(once);
});

test("the same estimator twice is refused, also where one stands in a list", () => {
  const twice = estimatorsSchema.safeParse([
    { kind: "bins", bins: 30 },
    { kind: "bins", bins: [100, 30], shuffledLabels: {} },
  ]);
  expect(twice.error?.issues.map(({ path }) => path)).toEqual([[1]]);
  expect(() =>
    expand({ kind: "bins", bins: 30 }, { kind: "bins", bins: 30, bounds: "global" }),
  ).not.toThrow();
});

test.each<[unknown, string]>([
  [{ kind: "bins" }, "bins: expected a number of bins"],
  [{ kind: "bins", bins: 30, width: 0.1 }, "width: expected either"],
  [{ kind: "bins", width: 0.1, bounds: "unit" }, "bounds: expected none beside a width"],
  [{ kind: "adaptive" }, "bins: "],
  [{ kind: "bins", bins: 3, alphabet: 9 }, "alphabet: expected none"],
  [{ kind: "bins", width: 1, correction: "nsb" }, "alphabet: expected the number of states"],
  [{ kind: "codes", correction: "nsb" }, "alphabet: expected the number of states"],
  [{ kind: "bins", bins: 0 }, "bins: "],
  [{ kind: "bins", bins: 65537 }, "bins: "],
  [{ kind: "bins", bins: 2, bounds: [1, 1] }, "bounds: "],
  [{ kind: "bins", width: 0 }, "width: "],
  [{ kind: "kde", variance: 0 }, "variance: "],
  [{ kind: "ksg", algorithm: 3 }, "algorithm: "],
  [{ kind: "codes", shuffledLabels: { draws: 0 } }, "shuffledLabels.draws: "],
  [{ kind: "bins", bins: [] }, "bins: "],
])("%j is refused", (document, beginning) => {
  const [first, ...others] = faults(document);
  expect(first.startsWith(beginning), first).toBe(true);
  expect(others).toEqual([]);
});

test("there is a JSON Schema for editors", () => {
  const schema = JSON.stringify(z.toJSONSchema(estimatorsSchema, { io: "input" }));
  expect(schema).toContain("miller-madow");
  expect(schema).toContain("bins that hold equally many values");
});
