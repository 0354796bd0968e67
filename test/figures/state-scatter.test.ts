import { expect, test } from "vitest";
import { stateScatterPanels } from "../../src/figures/state-scatter.js";
import { statesDrawn } from "../../src/figures/states-drawn.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { syntheticResults } from "../support/synthetic-results.js";

const summary = summariseRun(syntheticResults({ layers: 3, repetitions: 1, epochs: 5, every: 1 }));
const panelsOf = (
  rows: [epoch: number, first: number, second: number, label: number, n: number][],
) =>
  stateScatterPanels({
    ...summary,
    scatter: {
      repetition: 0,
      epoch: Int32Array.from(rows, ([epoch]) => epoch),
      layer: rows.map(() => "T2"),
      first: Float64Array.from(rows, ([, first]) => first),
      second: Float64Array.from(rows, ([, , second]) => second),
      label: Int32Array.from(rows, ([, , , label]) => label),
      count: Int32Array.from(rows, ([, , , , count]) => count),
    },
  });

test("a state has the label of most of its inputs, of equals the lowest", () => {
  const [panel] = panelsOf([
    [4, 0, 0, 7, 3],
    [4, 0, 0, 2, 1],
    [4, 1, 0, 5, 1],
    [4, 1, 0, 3, 1],
  ]);
  expect(panel.dots).toEqual([
    { first: 0, second: 0, count: 4, label: 7, share: 0.75 },
    { first: 1, second: 0, count: 2, label: 3, share: 0.5 },
  ]);
  expect(panel.title).toBe("Epoch 4");
  expect(statesDrawn(panel, panel.dots)).toBe("2 states");
  expect(panel.labels).toEqual([2, 3, 5, 7]);
});

test("epochs are panels, in order, with one scale of sizes", () => {
  const panels = panelsOf([
    [3, 0, 0, 0, 9],
    [1, 0, 0, 0, 2],
  ]);
  expect(panels.map(({ epoch }) => epoch)).toEqual([1, 3]);
  expect(panels.map(({ largest }) => largest)).toEqual([9, 9]);
});

test("of very many states the most frequent are drawn, and the figure says so", () => {
  const [panel] = panelsOf(
    Array.from({ length: 2000 }, (_, state) => [0, state, 0, 0, state < 500 ? 1 : 3]),
  );
  expect(panel.dots.length).toBe(1500);
  expect(panel.dots.every(({ count }) => count === 3)).toBe(true);
  expect(statesDrawn(panel, panel.dots)).toBe("2000 states, 1500 drawn (90 % of inputs)");
});
