import type { NetworkResult } from "../bounds/three-layer/network-result.js";
import type { TrackedMeasurement } from "../bounds/three-layer/tracked-run.js";
import { boundFigures } from "./bound-figures.js";
import type { XYPanel, XYSeries } from "./panels.js";
import { layerColour } from "./theme.js";
import type { ThreeLayerContent } from "./three-layer-tables.js";
import {
  exactly,
  linearDomain,
  logDomain,
  logFormat,
  logTicks,
  type XYFigure,
} from "./xy-figure.js";

/** The figures of a comparison of three-layer networks. */
export function threeLayerFigures(content: ThreeLayerContent): XYFigure[] {
  const { analysis, comparison, networks } = content;
  const cell = { task: comparison.name, n: analysis.n, seed: comparison.seed, analysis };
  const own = boundFigures([cell]).filter(({ name }) =>
    ["complexities", "spectrum", "certificate-gap"].includes(name),
  );
  return [convergence(networks), norms(content), alignments(content), ...own];
}

/** Measurements of one network, against the steps of all rounds together. */
function course(
  { measurements }: NetworkResult,
  value: (one: TrackedMeasurement) => number | null,
): { x: number; y: number }[] {
  let before = 0;
  return measurements.flatMap((one, i) => {
    const former = measurements[i - 1];
    if (former && former.round !== one.round) before += former.step;
    const y = value(one);
    return y === null ? [] : [{ x: before + one.step, y }];
  });
}

/** Each kind of network in its colour, each repetition a line. */
function lines(
  networks: readonly NetworkResult[],
  value: (one: TrackedMeasurement) => number | null,
  suffix = "",
  dash?: string,
): XYSeries[] {
  const kinds = [...new Set(networks.map(({ name }) => name))];
  return networks.map((network) => ({
    name: `${network.name}${suffix}`,
    colour: layerColour([5, 0, 2, 3][kinds.indexOf(network.name) % 4]),
    points: course(network, value).map(({ x, y }) => exactly(x, y)),
    interval: "",
    line: true,
    dash,
  }));
}

function stepsAxis(series: readonly XYSeries[]): XYPanel["x"] {
  const most = Math.max(1, ...series.flatMap(({ points }) => points.map(({ x }) => x)));
  return { domain: [0, most], label: "step, all rounds together", ticks: 5 };
}

const values = (series: readonly XYSeries[]) =>
  series.flatMap(({ points }) => points.map(({ y }) => y));

function convergence(networks: readonly NetworkResult[]): XYFigure {
  const panel = (title: string, value: (one: TrackedMeasurement) => number | null): XYPanel => {
    const series = lines(networks, value);
    const domain = logDomain(values(series));
    return {
      ...{ kind: "xy", name: title, title, series, levels: [], x: stepsAxis(series) },
      y: { domain, label: "loss", log: true, ticks: logTicks(domain), format: logFormat },
    };
  };
  return {
    name: "convergence",
    title: "Convergence",
    caption:
      "Training and test loss as trained on, without smoothing noise. PSGD begins anew from W' = V' = 0 in each round, with B1 B2 doubled, until the training loss is at most the target. One line per repetition.",
    columns: 2,
    panels: [
      panel("Training loss", ({ trainLoss }) => trainLoss),
      panel("Test loss", ({ testLoss }) => testLoss),
    ],
  };
}

function norms({ analysis, networks }: ThreeLayerContent): XYFigure {
  const own = networks.filter(({ measurements }) => measurements.some(({ norm1 }) => norm1 > 0));
  const product = lines(own, ({ product }) => (product > 0 ? product : null));
  const domain = logDomain([...values(product), analysis.adaptive.value]);
  const flips = [
    ...lines(own, ({ flipped1 }) => flipped1),
    ...lines(own, ({ flipped2 }) => flipped2, ", second layer's gates", "5 3"),
  ];
  return {
    name: "norms",
    title: "Distance from the start against the adaptive complexity",
    caption:
      "Left: ‖W'‖ ‖V'‖ (Frobenius), and N(y), the least such product that fits the labels in a wide network without frozen features whose gates stay as at the start. The frozen features, and gates that flip, let a network do with less. Right: shares of gates that differ from those at the start, solid in the first layer, dashed in the second.",
    columns: 2,
    panels: [
      {
        ...{ kind: "xy", name: "product", title: "‖W'‖ ‖V'‖", series: product },
        x: stepsAxis(product),
        y: {
          ...{ domain, label: "product of the norms", log: true },
          ...{ ticks: logTicks(domain), format: logFormat },
        },
        levels: [{ value: analysis.adaptive.value, name: "N(y)" }],
      },
      {
        ...{ kind: "xy", name: "flips", title: "Gates flipped", series: flips, levels: [] },
        x: stepsAxis(flips),
        y: { domain: linearDomain(values(flips)), label: "share of the gates", ticks: 6 },
      },
    ],
  };
}

function alignments({ analysis, networks }: ThreeLayerContent): XYFigure {
  const own = networks.filter(({ measurements }) =>
    measurements.some(({ alignment }) => alignment !== null),
  );
  const series = lines(own, ({ alignment }) => alignment);
  return {
    name: "alignment",
    title: "Alignment of the learned features with the optimal G",
    caption:
      "⟨G, G*⟩ / (|G| |G*|) of the Gram matrix G of what training added to the features, and the optimum G* of the adaptive family; 1 where they are the same up to a factor. Dashed: the alignment of the features F3 that a wide layer has from the start, and of the labels' y y', with G*.",
    columns: 1,
    panels: [
      {
        ...{ kind: "xy", name: "alignment", title: "Alignment", series },
        levels: analysis.alignments
          .filter(({ name, value }) => value !== null && name !== "H")
          .map(({ name, value }) => ({ name: `${name}`, value: value! })),
        x: stepsAxis(series),
        y: { domain: [Math.min(0, ...values(series)), 1.05], label: "alignment", ticks: 6 },
      },
    ],
  };
}
