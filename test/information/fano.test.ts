import fc from "fast-check";
import { expect, it } from "vitest";
import { leastPredictionInformation } from "../../src/information/fano.js";

const entropy = (counts: number[]) => {
  const total = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((sum, c) => sum - (c > 0 ? (c / total) * Math.log2(c / total) : 0), 0);
};

/** Counts of inputs by label (rows) and prediction (columns). */
const confusion = fc
  .integer({ min: 2, max: 5 })
  .chain((classes) =>
    fc.array(fc.array(fc.nat(20), { minLength: classes, maxLength: classes }), {
      minLength: classes,
      maxLength: classes,
    }),
  )
  .filter((rows) => rows.flat().some((count) => count > 0));

it("is never more than the information of a prediction with that error", () => {
  fc.assert(
    fc.property(confusion, (rows) => {
      const total = rows.flat().reduce((a, b) => a + b, 0);
      const labels = rows.map((row) => row.reduce((a, b) => a + b, 0));
      const predictions = rows.map((_, c) => rows.reduce((sum, row) => sum + row[c], 0));
      const error = 1 - rows.reduce((sum, row, c) => sum + row[c], 0) / total;
      const information = entropy(labels) + entropy(predictions) - entropy(rows.flat());
      const least = leastPredictionInformation(error, rows.length, entropy(labels));
      expect(least).toBeLessThanOrEqual(information + 1e-12);
    }),
    { seed: 5, numRuns: 500 },
  );
});

it("is reached where every wrong class is as likely as another", () => {
  const [right, wrong] = [7, 1];
  const rows = Array.from({ length: 4 }, (_, i) =>
    Array.from({ length: 4 }, (_, j) => (i === j ? right : wrong)),
  );
  const information = 2 + 2 - entropy(rows.flat());
  expect(leastPredictionInformation(3 / 10, 4, 2)).toBeCloseTo(information, 12);
  expect(leastPredictionInformation(0, 2, 0.999)).toBe(0.999);
  expect(leastPredictionInformation(0.5, 2, 1)).toBe(0);
  expect(leastPredictionInformation(0.9, 2, 1)).toBe(0);
});
