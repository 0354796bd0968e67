import { expect, test } from "vitest";
import { reliabilityOf } from "../../src/estimators/reliability.js";
import { type EstimateRow, formatEstimates } from "../../src/figures/estimate-table.js";

const row = (changes: Partial<EstimateRow>): EstimateRow => ({
  ...{ layer: "T1", units: 3, estimator: "exact codes", references: [], notes: [] },
  ...{ entropy: 2, inputInformation: 2, labelInformation: 0.5, conditionalEntropy: 1.5 },
  ...{ states: 9, singletons: 2, ceiling: 4, labelCeiling: 1, status: "exact" },
  ...changes,
});

test("columns are aligned, and what a reader must know stands below", () => {
  const text = formatEstimates(
    [
      row({}),
      row({
        ...{ estimator: "30 bins", singletons: 9, status: "estimate", labelInformation: -0.25 },
        ...{ notes: ["One.", "Two."], layer: "long" },
      }),
      row({
        ...{ estimator: "Ross", inputInformation: Number.NaN, states: 0, singletons: 0 },
        ...{ status: "estimate", notes: ["Two."] },
      }),
    ],
    16,
  );
  expect(text.split("\n").slice(0, 7)).toEqual([
    "layer  units  estimator    I(X;T)  I(T;Y)  states  alone  status    notes",
    "T1         3  exact codes   2.000   0.500       9   13 %  exact",
    "long       3  30 bins       2.000  -0.250       9  56 %*  estimate  1 2",
    "T1         3  Ross              -   0.500       -      -  estimate  2",
    "",
    "I(X;T) and I(T;Y) in bits; counted, at most log2 16 = 4.000 and H(Y) = 1.000.",
    "states: distinct states; alone: share of inputs that have a state of their own.",
  ]);
  expect(text).toContain("*: most inputs are alone");
  expect(text).toMatch(/\n\n1: One\.\n2: Two\.\n$/);
});

test("how far counts can be trusted stands at the end", () => {
  const reliability = reliabilityOf(Uint32Array.from({ length: 32 }, (_, i) => i));
  const text = formatEstimates([row({ reliability })], 32);
  expect(text).toContain("T1     exact codes   4.000   5.000         +1.000");
});

test("a population is not marked", () => {
  expect(formatEstimates([row({ singletons: 9 })], 16, { population: true })).not.toContain("*");
});

test("a note that several rows share stands once, and without notes there is no column", () => {
  const rows = ["T1", "T2"].map((layer) => row({ layer, notes: ["Two."] }));
  const text = formatEstimates(rows, 16);
  expect(text).toMatch(/\n\n1: Two\.\n$/);
  expect(text.match(/exact {2,}1$/gm)).toHaveLength(2);
  expect(formatEstimates([row({})], 16)).not.toContain("notes");
});

test("what bins lose of the predictions is 0 only when they lose nothing", () => {
  const lost = (entropy: number) => ({
    validity: { valid: entropy === 0, entropy, mixedStates: 1, mixedInputs: 2 },
  });
  const lines = formatEstimates(
    [row(lost(0)), row(lost(1e-5)), row(lost(0.25)), row({})],
    16,
  ).split("\n");
  expect(lines[0]).toMatch(/alone {2}H\(Ŷ\|T\) {2}status$/);
  expect(lines.slice(1, 5).map((line) => line.split(/ {2,}/)[7])).toEqual([
    ...["0", "<0.001", "0.250", "-"],
  ]);
});
