import { describe, expect, it } from "vitest";
import { planeGrid, planeGridPanels } from "../../src/figures/plane-grid.js";
import { standaloneMarkup } from "../../src/figures/serialise.js";
import { studyFigures } from "../../src/figures/study-figures.js";
import { studyMarkdown } from "../../src/figures/study-markdown.js";
import { studyPage } from "../../src/figures/study-page.js";
import { type StudyEntry, studyTable } from "../../src/figures/study-table.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { figureDocument } from "../support/figure-document.js";
import { type SyntheticOptions, syntheticResults } from "../support/synthetic-results.js";

const small = { layers: 3, repetitions: 3, epochs: 100, every: 5 };
const entry = (title: string, group: string, options: SyntheticOptions = {}): StudyEntry => ({
  title,
  group,
  preset: title,
  link: `${title}/report.html`,
  summary: summariseRun(syntheticResults({ ...small, ...options }), { seconds: 754 }),
});
const entries = [
  entry("tanh, 8 bits", "SYN"),
  entry("BN2", "MNIST", { kind: "sample", layers: 4, repetitions: 1 }),
  entry("tanh, float", "SYN", { kind: "float" }),
];

describe("studyFigures", () => {
  it("has one per group, and one by bits where there are several", () => {
    const names = (own: StudyEntry[]) => studyFigures(own).map(({ name }) => name);
    expect(names(entries)).toEqual(["syn", "mnist"]);
    const some = ["syn-relu-8bit", "syn-tanh-4bit", "syn-tanh-prefit"];
    const bits = some.map((preset) => ({ ...entry(preset, "A, b"), preset }));
    expect(names(bits.slice(0, 1))).toEqual(["a-b"]);
    expect(names(bits)).toEqual(["a-b", "bits"]);
    const titles = studyFigures(bits)[1]
      .panels()
      .map(({ title }) => title);
    expect(titles).toEqual(["tanh, 4bit (n = 3)", "relu, 8bit (n = 3)"]);
  });
});

describe("planeGrid", () => {
  it("looks like its stored SVG", async () => {
    const svg = standaloneMarkup(planeGrid(entries, { document: figureDocument(), width: 800 }));
    await expect(svg).toMatchFileSnapshot("output/plane-grid.svg");
  });

  it("says what grey means where a run began on shuffled labels, and only there", () => {
    const drawn = (own: StudyEntry[]) =>
      standaloneMarkup(planeGrid(own, { document: figureDocument(), width: 800 }));
    expect(drawn([entry("prefit", "SYN", { prefit: 20 })])).toContain("Grey: before that");
    expect(drawn(entries)).not.toContain("Grey");
  });

  it("puts all planes on the largest axes and one colour scale, each with its own ceilings", () => {
    const longer = entry("longer", "SYN", { epochs: 200 });
    const panels = planeGridPanels([...entries, longer]);
    expect(new Set(panels.map(({ region }) => JSON.stringify(region))).size).toBe(1);
    expect(panels[0].region.x[1]).toBeCloseTo(1.07 * Math.log2(70_000), 12);
    expect(panels.map(({ ceiling }) => ceiling)).toEqual([12, Math.log2(70_000), 12, 12]);
    expect(panels.map(({ last }) => last)).toEqual([195, 195, 195, 195]);
    expect(panels[0].trajectories[0].points.at(-1)!.position).toBeCloseTo(
      Math.log(96) / Math.log(196),
      12,
    );
    expect(panels.map(({ title }) => title)).toContain("BN2 (n = 1)");
  });

  it("is drawn on narrow pages, for one network and for many", () => {
    for (const own of [entries.slice(0, 1), [...entries, ...entries, ...entries]]) {
      for (const width of [1040, 358]) {
        const options = { document: figureDocument(), width, columns: 4 };
        const markup = standaloneMarkup(planeGrid(own, options));
        expect(markup).not.toMatch(/NaN|Infinity|undefined/);
      }
    }
  });
});

describe("studyTable", () => {
  const { columns, rows } = studyTable(entries);

  it("has a column for the drop of every hidden layer of the deepest network", () => {
    expect(columns.slice(5)).toEqual([
      ...["drop of the output, bits", "drop of T1, bits", "drop of T2, bits", "drop of T3, bits"],
      "wall time",
    ]);
    expect(rows.map((row) => row.length)).toEqual([10, 10, 10]);
    expect(rows[0][8]).toBe("-");
  });

  it("says what is no exact count, and gives the time", () => {
    expect(rows[1].join()).toMatch(/\(saturated\)/);
    expect(rows[2][6]).toMatch(/\(infinite\)$/);
    expect(rows[0][9]).toBe("13 min");
  });

  it("gives accuracies with errors only where there are repetitions", () => {
    expect(rows[0][3]).toMatch(/^\d+\.\d\d ± \d+\.\d\d %$/);
    expect(rows[1][3]).toMatch(/^\d+\.\d\d %$/);
  });
});

describe("studyPage", () => {
  const page = studyPage(entries, figureDocument());

  it("needs no network and runs no script", () => {
    expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
  });

  it("has a section per group in the order of entries, and links to the reports", () => {
    expect(page.match(/<h2>.*?<\/h2>/g)).toEqual([
      "<h2>SYN</h2>",
      "<h2>MNIST</h2>",
      "<h2>All networks</h2>",
    ]);
    expect(page).toContain('<a href="tanh, 8 bits/report.html">tanh, 8 bits</a>');
  });

  it("cannot be broken by titles", () => {
    const bad = { ...entries[0], title: "<script>", group: "<b>", link: '"><script>' };
    expect(studyPage([bad], figureDocument())).not.toMatch(/<script|<b>/);
  });

  it("has dark colours for every colour of the figures", () => {
    for (const use of new Set(page.match(/var\((--(?:epoch|layer|figure)-[a-z0-9]+)/g))) {
      expect(page).toContain(`${use.slice(4)}:#`);
    }
  });
});

describe("studyMarkdown", () => {
  it("has the table of all networks and two tables for each", async () => {
    await expect(studyMarkdown(entries)).toMatchFileSnapshot("output/study.md");
  });

  it("cannot be broken by titles", () => {
    const markdown = studyMarkdown([{ ...entries[0], title: "a|b *c*" }]);
    expect(markdown).toContain("### a\\|b \\*c\\*");
  });
});
