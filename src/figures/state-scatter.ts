import type { RunSummary } from "../summary/run-summary.js";
import { drawScatter } from "./draw-scatter.js";
import { thousands } from "./format.js";
import { dotLegend } from "./legend.js";
import { panelGrid } from "./panel-grid.js";
import type { ScatterDot, ScatterPanel } from "./panels.js";
import { inputsOf } from "./states-drawn.js";
import { type FigureOptions, wrap } from "./svg.js";
import { classColour } from "./theme.js";

/** Most frequent states drawn of an epoch. */
const DOTS = 1500;

/**
 * The states of a layer of two units in one repetition, a panel per epoch: one dot per state, as
 * large as it has inputs, in the colour of the label that most of them have; the hole in a dot is the
 * share of its inputs with other labels.
 */
export function stateScatter(summary: RunSummary, options: FigureOptions): SVGSVGElement {
  const { document, width = 1040 } = options;
  const panels = stateScatterPanels(summary);
  const { labels, layer } = panels[0];
  const room = width - (width >= 640 ? 70 : 16);
  const note = `One dot per state of ${layer} in repetition ${summary.scatter!.repetition}, its area in proportion to its inputs. The hole in a dot is the share of its inputs with other labels. Axes differ.`;
  const entries = labels.map((label) => ({ name: `label ${label}`, colour: classColour(label) }));
  const head = dotLegend(document, entries, wrap(note, room, 11), room);
  const label = `States of layer ${layer} at ${panels.length} epochs, coloured by label.`;
  return panelGrid(
    document,
    { width, columns: 3, aspect: 1, label, head },
    panels.map((one) => drawScatter(document, one)),
  );
}

/** Whether the run kept the states of a layer. */
export const hasScatter = ({ scatter }: RunSummary): boolean => scatter !== null;

/** The panels of the figure, in the order of epochs, each on axes of its own. */
export function stateScatterPanels({ scatter }: RunSummary): ScatterPanel[] {
  const { epoch, layer, label } = scatter!;
  const labels = [...new Set(label)].sort((a, b) => a - b);
  const byEpoch = [...new Set(epoch)]
    .sort((a, b) => a - b)
    .map((one) => ({ epoch: one, dots: dotsAt(scatter!, one) }));
  const largest = Math.max(...byEpoch.map(({ dots }) => dots[0].count));
  return byEpoch.map(({ epoch: at, dots }) => {
    const drawn = dots.slice(0, DOTS);
    return {
      kind: "scatter",
      name: `epoch ${at}`,
      title: `Epoch ${thousands(at)}`,
      ...{ epoch: at, states: dots.length, inputs: inputsOf(dots) },
      layer: layer[0],
      dots: drawn,
      ...{ labels, largest },
      region: {
        x: extent(drawn.map(({ first }) => first)),
        y: extent(drawn.map(({ second }) => second)),
      },
    };
  });
}

/** The states of an epoch, most frequent first; of equals the lower first value, then the second. */
function dotsAt(scatter: NonNullable<RunSummary["scatter"]>, epoch: number): ScatterDot[] {
  const states = new Map<string, { first: number; second: number; counts: Map<number, number> }>();
  scatter.epoch.forEach((one, row) => {
    if (one !== epoch) return;
    const [first, second] = [scatter.first[row], scatter.second[row]];
    const key = `${first} ${second}`;
    let state = states.get(key);
    if (!state) states.set(key, (state = { first, second, counts: new Map() }));
    const label = scatter.label[row];
    state.counts.set(label, (state.counts.get(label) ?? 0) + scatter.count[row]);
  });
  const dots = [...states.values()].map(({ first, second, counts }): ScatterDot => {
    const count = [...counts.values()].reduce((a, b) => a + b);
    const [label, own] = [...counts].reduce((a, b) =>
      b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a,
    );
    return { first, second, count, label, share: own / count };
  });
  return dots.sort((a, b) => b.count - a.count || a.first - b.first || a.second - b.second);
}

/** Smallest and largest value with room round them, never empty. */
function extent(values: number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const room = (high - low) * 0.05 || 0.5;
  return [low - room, high + room];
}
