import { type GroupMeans, type SeedMean, type StudyCell, summariseCells } from "../bounds/study.js";
import type { XYPanel, XYPoint, XYSeries } from "./panels.js";
import { INK, layerColour, layerSymbol } from "./theme.js";
import {
  exactly,
  linearDomain,
  logDomain,
  logFormat,
  logTicks,
  type XYFigure,
} from "./xy-figure.js";

const INTERVAL = "95 % interval over the seeds";

/** Colours of kernels and members, the adaptive family apart. */
const COLOURS: Record<string, string> = {
  H: layerColour(0),
  "K∘F3": layerColour(1),
  "K∘H": layerColour(2),
  "K∘F3 + K∘H": layerColour(3),
  "adaptive family": layerColour(5),
  "optimal G": layerColour(5),
  "H/n": layerColour(2),
  "F3/<H^-1, F3>": layerColour(1),
};
const colourOf = (name: string) => COLOURS[name] ?? layerColour(6);

/** The figures of a study; those that would show nothing are left out. */
export function boundFigures(cells: readonly StudyCell[]): XYFigure[] {
  const groups = summariseCells(cells);
  return [
    boundsOverSamples(groups),
    differences(groups),
    complexities(groups),
    spectra(cells),
    certificates(cells),
  ].filter(({ panels }) => panels.length > 0);
}

const SHOWN = ["H", "K∘F3", "K∘H", "adaptive family"];

function boundsOverSamples(groups: GroupMeans[]): XYFigure {
  const tasks = tasksOf(groups);
  const all = groups.flatMap(({ contestants }) =>
    contestants
      .filter(({ name }) => SHOWN.includes(name))
      .flatMap(({ bound, testLoss }) => [bound.mean, testLoss.mean]),
  );
  const domain = logDomain(all);
  return {
    name: "bounds-over-n",
    title: "Bounds and true test loss against the number of samples",
    caption:
      "Solid: the bound on the population loss; dashed: the loss on test data of the same predictor. Means over the seeds, bars are 95 % intervals; both axes logarithmic. A bound above the dashed level is vacuous: the prediction 0 loses no more.",
    columns: 3,
    panels: tasks.map((task): XYPanel => {
      const own = groups.filter((group) => group.task === task);
      const samples = own.map(({ n }) => n);
      const series = SHOWN.flatMap((name): XYSeries[] => {
        const of = (value: (one: GroupMeans["contestants"][number]) => SeedMean) =>
          own.map((group) =>
            point(group.n, value(group.contestants.find((one) => one.name === name)!)),
          );
        const common = { colour: colourOf(name), interval: intervalOf(own), line: true };
        return [
          { ...common, name: `${name}, bound`, points: of(({ bound }) => bound) },
          { ...common, name: `${name}, test`, dash: "5 3", points: of((one) => one.testLoss) },
        ];
      });
      return {
        kind: "xy",
        name: task,
        title: task,
        x: {
          domain: [Math.min(...samples) / 1.15, Math.max(...samples) * 1.15],
          ...{ label: "samples n", log: true, ticks: samples, format: String },
        },
        y: { domain, label: "loss", log: true, ticks: logTicks(domain), format: logFormat },
        series,
        levels: [{ value: own[own.length - 1].trivialLoss.mean, name: "trivial" }],
      };
    }),
  };
}

function differences(groups: GroupMeans[]): XYFigure {
  const tasks = tasksOf(groups);
  const last = greatest(groups);
  const panel = (key: "testLoss" | "rademacher", title: string): XYPanel => {
    const series = SHOWN.slice(0, -1).map((name, place, names): XYSeries => {
      const points = tasks.map((task, x) => {
        const group = last.find((one) => one.task === task)!;
        const one = group.contestants.find((contestant) => contestant.name === name)!;
        return point(x + 0.16 * (place - (names.length - 1) / 2), one.adaptiveLess[key]);
      });
      const common = { name, colour: colourOf(name), interval: intervalOf(last), line: false };
      return { ...common, points };
    });
    return {
      ...{ kind: "xy", name: key, title, series },
      x: categories(tasks, ""),
      y: { domain: linearDomain(ends(series)), label: "", ticks: 6 },
      levels: [{ value: 0, name: "" }],
    };
  };
  const n = last[0].n;
  return {
    name: "adaptive-differences",
    title: `The adaptive family less each fixed kernel, n = ${n}`,
    caption:
      "Paired differences at the greatest n, with 95 % intervals over the seeds: below the line the adaptive family is better. Left: loss on test data. Right: the Rademacher value, 2 √(tr A) |f| / n for a fixed kernel A, 2 R_op Σ |f_k| |g_k| / n for the family.",
    columns: 2,
    panels: [panel("testLoss", "Test loss"), panel("rademacher", "Rademacher value")],
  };
}

function complexities(groups: GroupMeans[]): XYFigure {
  const tasks = tasksOf(groups);
  const last = greatest(groups);
  const kernels = last[0].contestants.map(({ name }) => name);
  const rademacher = kernels.map(
    (name, place): XYSeries => ({
      name,
      colour: colourOf(name),
      interval: intervalOf(last),
      line: false,
      points: tasks.map((task, x) => {
        const group = last.find((one) => one.task === task)!;
        return point(
          x + 0.13 * (place - (kernels.length - 1) / 2),
          group.contestants.find((one) => one.name === name)!.rademacher,
        );
      }),
    }),
  );
  const members = [...new Set(last.flatMap(({ gains }) => gains.map(({ name }) => name)))];
  const gains = members.map(
    (name): XYSeries => ({
      name: `G = ${name}`,
      colour: colourOf(name),
      interval: intervalOf(last),
      line: false,
      points: tasks.flatMap((task, x) => {
        const own = last.find((one) => one.task === task)!.gains.find((one) => one.name === name);
        return own ? [point(x, own.gain)] : [];
      }),
    }),
  );
  const high = logDomain([...ends(gains), 1]);
  const panels: XYPanel[] = [
    {
      ...{ kind: "xy", name: "Rademacher value", title: "Rademacher value", levels: [] },
      x: categories(tasks, ""),
      y: { domain: linearDomain(ends(rademacher)), label: "Rademacher value", ticks: 6 },
      series: rademacher,
    },
    {
      ...{ kind: "xy", name: "fixed members over N", title: "Fixed members of the family over N" },
      x: categories(tasks, ""),
      y: {
        ...{ domain: high, label: "complexity / N", log: true },
        ...{ ticks: logTicks(high), format: logFormat },
      },
      series: gains,
      levels: [{ value: 1, name: "the adaptive optimum" }],
    },
  ];
  return {
    name: "complexities",
    title: `Complexity of each fixed kernel and of the adaptive family, n = ${last[0].n}`,
    caption:
      "Means over the seeds with 95 % intervals, at the greatest n. Left: Rademacher values, comparable among all. Right: complexity of fixed members of the family K∘G of the same cost over the adaptive optimum, never below 1 but for the certified gap.",
    columns: 2,
    panels: panels.filter(({ series }) => series.length > 0),
  };
}

function spectra(cells: readonly StudyCell[]): XYFigure {
  const shown = cells.filter(({ analysis }) => analysis.spectra.length > 0);
  return {
    name: "spectrum",
    title: "Eigenvalues of the optimal G and of fixed ones",
    caption:
      "One seed, the greatest n. All have cost ⟨H⁻¹, G⟩ of at most 1. An optimum of rank one is a single dot; where H is singular there is nothing beside it. Beyond rank 30 not every eigenvalue is drawn.",
    columns: 3,
    panels: shown.map(({ analysis, task }): XYPanel => {
      const values = analysis.spectra.flatMap((one) => one.values);
      const x: [number, number] = [0.8, analysis.n * 1.25];
      const y = logDomain(values);
      return {
        ...{ kind: "xy", name: task, title: task, levels: [] },
        x: { domain: x, label: "rank", log: true, ticks: logTicks(x), format: logFormat },
        y: { domain: y, label: "eigenvalue", log: true, ticks: logTicks(y), format: logFormat },
        series: analysis.spectra.map((one) => ({
          ...{ name: one.name, colour: colourOf(one.name), interval: "", line: true },
          points: one.values
            .map((value, i) => exactly(i + 1, value))
            .filter((_, i) => shownRank(i, one.values.length)),
        })),
      };
    }),
  };
}

/** The first thirty and the last, between them ever fewer: on a logarithmic axis they crowd. */
const shownRank = (i: number, all: number) =>
  i < 30 || i === all - 1 || i % Math.ceil(i / 30) === 0;

/** Gaps of 0 stand at the bottom. */
const LEAST_GAP = 1e-12;

function certificates(cells: readonly StudyCell[]): XYFigure {
  const n = Math.max(...cells.map((cell) => cell.n));
  const first = [...new Set(cells.map(({ task }) => task))].map(
    (task) => cells.find((cell) => cell.task === task && cell.n === n)!,
  );
  const series = first.map(
    ({ analysis, task }, place): XYSeries => ({
      ...{ name: task, colour: place === 8 ? INK : layerColour(place), interval: "", line: true },
      symbol: layerSymbol(place),
      points: analysis.steps.map(({ gap, iteration }) =>
        exactly(iteration, Math.max(LEAST_GAP, gap)),
      ),
    }),
  );
  const most = Math.max(2, ...series.map(({ points }) => points.length));
  const domain = logDomain(ends(series));
  return {
    name: "certificate-gap",
    title: `Gap of the certificate against the iterations, n = ${n}`,
    caption:
      "(value − lower bound) / value after each iteration of the adaptive fit, first seed, at the ridge chosen. 1 is a certificate that has not been asked for yet.",
    columns: 1,
    panels: [
      {
        ...{ kind: "xy", name: "gap", title: "Relative gap", levels: [], series },
        x: { domain: [0.5, most + 0.5], label: "iteration", ticks: Math.min(most, 10) },
        y: {
          ...{ domain, label: "gap", log: true },
          ...{ ticks: logTicks(domain), format: logFormat },
        },
      },
    ],
  };
}

const tasksOf = (groups: readonly GroupMeans[]) => [...new Set(groups.map(({ task }) => task))];

/** The groups of the greatest n. */
function greatest(groups: GroupMeans[]): GroupMeans[] {
  const most = Math.max(...groups.map(({ n }) => n));
  return groups.filter(({ n }) => n === most);
}

const intervalOf = ([{ seeds }]: readonly GroupMeans[]) => (seeds > 1 ? INTERVAL : "");

const point = (x: number, { high, low, mean }: SeedMean): XYPoint => ({ x, y: mean, low, high });

const ends = (series: readonly XYSeries[]) =>
  series.flatMap(({ points }) => points.flatMap(({ high, low, y }) => [low, high, y]));

const categories = (names: string[], label: string): XYPanel["x"] => ({
  domain: [-0.5, names.length - 0.5],
  label,
  ticks: names.map((_, place) => place),
  format: (place) => names[place] ?? "",
  slanted: names.some((name) => name.length > 6),
});
