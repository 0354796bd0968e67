import { describe, expect, it } from "vitest";
import type { Claim } from "../../src/claims/claim.js";
import { claims } from "../../src/claims/claims.js";
import { claimFigure } from "../../src/figures/claim-figure.js";
import { type ClaimRun, claimRun } from "../support/claim-runs.js";
import { figureDocument } from "../support/figure-document.js";

const run = (name: string, seed: number, status?: "saturated"): ClaimRun => ({
  ...{ name, seed },
  moves: [
    { layer: "T1", estimator: "exact codes", fall: 0 },
    { layer: "T2", estimator: "logit codes", fall: 1, status },
    { layer: "T2", estimator: "distinct softmax vectors", fall: 1, status },
    { layer: "T2", estimator: "softmax, rebinned", fall: 2, status: status ?? "estimate" },
  ],
});
const output = (...runs: ClaimRun[]): Claim =>
  claims(runs.map(claimRun)).find(({ name }) => name === "output-counted-exactly")!;

describe("names of networks below a figure", () => {
  const name = "a-network-with-quite-a-long-name";
  const claim = output(...Array.from({ length: 12 }, (_, i) => run(`${name}-${10 + i}`, i)));

  it.each([1040, 358])("stay within a width of %i and above the lower edge", (width) => {
    const svg = claimFigure(claim, { document: figureDocument(), width });
    const height = Number(svg.getAttribute("height"));
    const labels = [...svg.querySelectorAll("text")].filter(({ textContent }) =>
      textContent.startsWith(name),
    );
    expect(labels).toHaveLength(12);
    const ends = labels.map((label) => {
      const [x, y, angle] = /translate\(([\d.]+),([\d.]+)\) rotate\((-\d+)\)/
        .exec(label.getAttribute("transform")!)!
        .slice(1)
        .map(Number);
      // Half an em is a letter's mean width in Helvetica; words end where their tick is.
      const reach = 0.5 * 12 * label.textContent.length;
      const radians = (-angle / 180) * Math.PI;
      const top = Number(/translate\([\d.]+,([\d.]+)\)/.exec(outer(label))![1]);
      expect(x - reach * Math.cos(radians)).toBeGreaterThan(0);
      expect(top + y + reach * Math.sin(radians)).toBeLessThan(height);
      return { x, radians };
    });
    const between = (ends[1].x - ends[0].x) * Math.sin(ends[0].radians);
    expect(between).toBeGreaterThan(12);
  });

  /** The transform of the panel that an element is in. */
  function outer(element: Element): string {
    const panel = element.closest("svg > g:last-child")!;
    return panel.getAttribute("transform")!;
  }
});

describe("saturated networks in a figure", () => {
  const rings = (claim: Claim) => {
    const svg = claimFigure(claim, { document: figureDocument() });
    const paper = [...svg.querySelectorAll("g")].filter((group) =>
      group.getAttribute("fill")?.includes("--figure-paper"),
    );
    return {
      count: paper.reduce((sum, group) => sum + group.querySelectorAll("circle").length, 0),
      legend: svg.textContent.includes("saturated: tells of the inputs, not of the layer"),
    };
  };

  it("are drawn as rings, and the legend says so", () => {
    expect(rings(output(run("whole", 0), run("sample", 1, "saturated")))).toEqual({
      ...{ count: 3, legend: true },
    });
  });

  it("are not spoken of where there are none", () => {
    expect(rings(output(run("whole", 0)))).toEqual({ count: 0, legend: false });
  });
});
