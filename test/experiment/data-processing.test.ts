import { expect, it } from "vitest";
import { assertDataProcessing } from "../../src/experiment/data-processing.js";
import { LOGIT_CODES, STATES } from "../../src/experiment/records.js";
import type { Information } from "../../src/information/information.js";

const views = [
  { layer: "T1", estimator: STATES, status: "exact" },
  { layer: "T2", estimator: LOGIT_CODES, status: "exact" },
] as const;

const information = (entropy: number, labelInformation: number) =>
  ({ entropy, labelInformation }) as Information;

const check = (...numbers: [number, number][]) =>
  assertDataProcessing(
    views,
    numbers.map(([entropy, label]) => information(entropy, label)),
  );

it("lets information fall, stay, and grow by rounding", () => {
  expect(() => check([3, 1], [2, 0.5])).not.toThrow();
  expect(() => check([3, 1], [3 + 5e-13, 1 + 5e-13])).not.toThrow();
});

it("refuses information that grows, of the input or of the label alone", () => {
  const fault =
    "data processing violated between T1 (exact codes) and T2 (logit codes): please report this fault of infoplane";
  expect(() => check([3, 1], [3 + 1e-11, 1])).toThrow(fault);
  expect(() => check([3, 1], [2, 1 + 1e-11])).toThrow(fault);
});
