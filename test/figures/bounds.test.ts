import { describe, expect, it } from "vitest";
import { boundFigures } from "../../src/figures/bound-figures.js";
import { boundPage } from "../../src/figures/bound-page.js";
import { difference } from "../../src/figures/bound-tables.js";
import { formatBoundStudy } from "../../src/figures/bound-text.js";
import { csv } from "../../src/figures/csv.js";
import { panelData } from "../../src/figures/figure-data.js";
import { standaloneMarkup } from "../../src/figures/serialise.js";
import { texFigure } from "../../src/figures/tex.js";
import { drawXYFigure, logDomain, logFormat, logTicks } from "../../src/figures/xy-figure.js";
import { figureDocument } from "../support/figure-document.js";
import { smallStudy } from "../support/small-bounds.js";

const results = await smallStudy();
const figures = boundFigures(results.cells);
const one = await smallStudy({ samples: [12], seeds: [0] });
one.cells.splice(1);

describe("the figures of a study", () => {
  it.each(
    figures.map((figure) => [figure.name, figure] as const),
  )("%s looks like its stored SVG", async (name, figure) => {
    const svg = standaloneMarkup(drawXYFigure(figure, { document: figureDocument(), width: 800 }));
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    await expect(svg).toMatchFileSnapshot(`output/bound-${name}.svg`);
  });

  it("show the means and their intervals", () => {
    const [{ panels }] = figures;
    expect(panels.map(({ title }) => title)).toEqual(["linear", "product"]);
    const own = results.cells
      .filter(({ n, task }) => task === "product" && n === 20)
      .map(({ analysis }) => analysis.contestants[4].losses.test.loss);
    const shown = panels[1].series.find(({ name }) => name === "adaptive family, test")!.points[1];
    expect(shown.x).toBe(20);
    expect(shown.y).toBeCloseTo((own[0] + own[1] + own[2]) / 3, 14);
    expect(shown.low).toBeLessThan(shown.y);
  });

  it("follow each certificate down to the gap reached", () => {
    const { panels } = figures.find(({ name }) => name === "certificate-gap")!;
    for (const { name, points } of panels[0].series) {
      const cell = results.cells.find(({ n, task }) => task === name && n === 20)!;
      expect(points).toHaveLength(cell.analysis.adaptive.iterations);
    }
  });

  it("tell nine certificates apart by colour, and by shape where dashes would not be seen", () => {
    const nine = Array.from({ length: 9 }, (_, place) => ({
      ...results.cells[0],
      task: `task ${place}`,
    }));
    const figure = boundFigures(nine).find(({ name }) => name === "certificate-gap")!;
    const { series } = figure.panels[0];
    expect(new Set(series.map(({ colour }) => colour)).size).toBe(9);
    expect(series.every(({ dash, symbol }) => symbol && !dash)).toBe(true);
    expect(new Set(series.map(({ symbol }) => symbol)).size).toBe(7);
    // A shape is drawn in the legend and at each point, in SVG and in TeX.
    const svg = standaloneMarkup(drawXYFigure(figure, { document: figureDocument(), width: 800 }));
    const tex = texFigure(figure.panels, { title: "x", experiment: "x", version: "1", columns: 1 });
    expect(svg.match(/aria-label="dot"/g)).toHaveLength(2 * 9);
    for (const mark of ["square*", "Mercedes star"]) expect(tex).toContain(`mark=${mark},`);
  });

  it("have their numbers as CSV and TeX", () => {
    for (const { columns, panels, title } of figures) {
      const rows = panels.flatMap(({ series }) => series.flatMap(({ points }) => points));
      expect(csv(panelData(panels)).trimEnd().split("\n")).toHaveLength(1 + rows.length);
      const tex = texFigure(panels, { title, experiment: "x", version: "1", columns });
      expect(tex).not.toMatch(/NaN|undefined/);
    }
  });

  it("are drawn for one data set in a narrow window", () => {
    for (const figure of boundFigures(one.cells)) {
      const svg = standaloneMarkup(
        drawXYFigure(figure, { document: figureDocument(), width: 358 }),
      );
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});

describe("boundPage", () => {
  const page = boundPage(results, figureDocument());

  it("needs no network, runs no script, and says what was derived", () => {
    expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
    expect(page).toContain("Derived here, in the spirit of Gatmiry, Jegelka &amp; Kelner");
  });

  it("has no times, so that the same study gives the same bytes", () => {
    const timed = structuredClone(one);
    timed.cells[0].analysis.seconds = 3.5;
    expect(boundPage(timed, figureDocument())).toBe(boundPage(one, figureDocument()));
  });
});

describe("formatBoundStudy", () => {
  it("tells all about one data set, the assumptions after the bounds", () => {
    const text = formatBoundStudy(one);
    const { adaptive } = one.cells[0].analysis;
    expect(text).toMatch(/^linear: 12 samples in 5 dimensions/);
    expect(text).toMatch(/^n +H +K∘F3 +K∘H +K∘F3 \+ K∘H +K∘G, optimal G +K +F3$/m);
    expect(text).toContain(`${Number(adaptive.value.toPrecision(5))}`);
    expect(text).toMatch(/^H\/n +[\d.]+ +[\d.]+$/m);
    expect(text).toMatch(/^adaptive family .* vacuous$/m);
    expect(text).toContain("The sample is drawn independently from one distribution.");
  });

  it("tells means of several", () => {
    const text = formatBoundStudy(results);
    expect(text).toContain("product: mean over 3 seeds");
    expect(text).toMatch(/^20 +adaptive family +[\d.]+ +100\.0 %/m);
    expect(text).toMatch(/^linear +10 +3 of 3 /m);
    const least = Math.min(
      ...results.cells
        .filter(({ n, task }) => task === "product" && n === 20)
        .map(({ analysis }) => analysis.smallestEigenvalues[0].value),
    );
    expect(text).toMatch(/^task +n +H +K∘F3 +K∘H/m);
    expect(text).toContain(`\nproduct  20  ${Number(least.toPrecision(3))}`);
    expect(text).not.toContain(" ≤ ");
  });

  it("says what is left out where H is singular", () => {
    expect(formatBoundStudy(one)).not.toContain("is left out");
    const alone = structuredClone(one);
    alone.cells[0].analysis.smallestEigenvalues[0].value = 0;
    Object.assign(alone.cells[0].analysis, { members: [], arora: null });
    expect(formatBoundStudy(alone)).toContain("H is singular in double precision: what needs");
    const told = structuredClone(results);
    told.cells[3].analysis.smallestEigenvalues[0].value = 0;
    expect(boundPage(told, figureDocument())).toContain("precision in 1 of 12 data sets: what");
  });

  it("marks smallest eigenvalues that may be smaller, of one seed among several as well", () => {
    const told = structuredClone(results);
    const cell = told.cells.find(
      ({ n, seed, task }) => task === "linear" && n === 10 && seed === 1,
    );
    cell!.analysis.smallestEigenvalues[0].proven = false;
    expect(formatBoundStudy(told)).toMatch(/^linear +10 +≤ [\d.]+ +[\d.]+ /m);
    const alone = structuredClone(one);
    alone.cells[0].analysis.smallestEigenvalues[1] = { name: "K∘F3", value: 0.25, proven: false };
    expect(formatBoundStudy(alone)).toMatch(/^12 +[\d.]+ +≤ 0\.25 +[\d.]+ /m);
  });
});

it("differences whose interval does not hold 0 have a star", () => {
  expect(difference({ mean: -0.5, low: -0.75, high: -0.25 }, 2)).toBe("-0.50 [-0.75, -0.25] *");
  expect(difference({ mean: 0.5, low: -0.5, high: 1.5 }, 1).trim()).toBe("+0.5 [-0.5, +1.5]");
  expect(difference({ mean: 0.5, low: 0.5, high: 0.5 }, 1)).toBe("+0.5");
});

it("logarithmic axes leave out what is not positive, and have few ticks", () => {
  expect(logDomain([0, -1, 2, 8])).toEqual([2 / 1.3, 8 * 1.3]);
  expect(logDomain([])).toEqual([0.1, 1]);
  expect(logTicks([0.9, 12])).toEqual([1, 2, 5, 10]);
  expect(logTicks([1e-12, 1]).length).toBeLessThanOrEqual(7);
  expect([0.05, 1e-4, 12345].map(logFormat)).toEqual(["0.05", "1e-4", "1e+4"]);
});
