import { describe, expect, it } from "vitest";
import { COMPARISONS, parseComparison } from "../../../src/bounds/three-layer/document.js";
import { variants } from "../../../src/bounds/three-layer/variants.js";

describe("parseComparison", () => {
  it("fills in defaults", () => {
    const comparison = parseComparison({ name: "a", data: { source: "syn" }, quantised: {} });
    expect(comparison).toMatchObject({
      ...{ samples: 120, controls: ["sgd", "linearised", "linearised-uncancelled"] },
      quantised: { hidden: [16, 8], bits: 8 },
      network: { model: "three-layer", optimiser: { name: "psgd" } },
    });
  });

  it.each(Object.entries(COMPARISONS))("knows the preset %s by its name", (key, document) => {
    expect(parseComparison(document).name).toBe(key);
  });

  it.each([
    [{ data: { source: "sphere", target: "produkt" } }, /data\.target/],
    [{ data: { source: "syn" }, samples: 1 }, /samples/],
    [{ data: { source: "syn" }, epochs: 3 }, /epochs/],
    [{ data: { source: "sphere", target: "sign" }, quantised: {} }, /quantised.*only SYN/],
    [{ data: { source: "syn" }, samples: 40, quantised: {} }, /batchSize.*at most the 40 samples/],
  ])("refuses %j", (document, message) => {
    expect(() => parseComparison({ name: "a", ...document })).toThrow(message);
  });
});

it("controls are trained as PSGD is, but plainly and for one round", () => {
  const comparison = parseComparison({ ...COMPARISONS.syn, network: { first: 32, steps: 7 } });
  const [psgd, sgd, linearised, uncancelled] = variants(comparison);
  expect(psgd.settings).toBe(comparison.network);
  expect(sgd.settings).toEqual({ ...psgd.settings, optimiser: { name: "sgd", rate: 0.5 } });
  expect(linearised.settings).toEqual({ ...sgd.settings, model: "linearised" });
  expect(uncancelled.settings).toEqual({ ...linearised.settings, cancelled: false });
  expect(new Set(variants(comparison).map(({ key }) => key)).size).toBe(4);
});
