import type { Analysis } from "../bounds/analysis.js";
import type { Bound } from "../bounds/bound.js";
import type { ThreeLayerComparison } from "../bounds/three-layer/document.js";
import type { NetworkResult } from "../bounds/three-layer/network-result.js";
import { analysisTables, assumptions, bounds, boundTable } from "./bound-tables.js";
import { significant } from "./format.js";
import { wrapLetters } from "./svg.js";
import { type TitledTable, titledTableLines } from "./word-table.js";

/** What a comparison of three-layer networks has found, but for quantised networks. */
export interface ThreeLayerContent {
  comparison: ThreeLayerComparison;
  analysis: Analysis;
  note: string;
  networks: NetworkResult[];
}

/** All tables: networks, then kernels, the bounds of both in one. */
export function threeLayerTables({ analysis, networks }: ThreeLayerContent): TitledTable[] {
  const timeless = { ...analysis, seconds: null };
  const own = networks.flatMap(({ bound }) => (bound ? [bound] : []));
  return [
    networkTable(networks, analysis),
    ...analysisTables(timeless).slice(0, -1),
    boundTable([...bounds(analysis), ...own]),
  ];
}

export function threeLayerAssumptions({ analysis, networks }: ThreeLayerContent): string[] {
  const first = networks.find(({ bound }) => bound)?.bound;
  return assumptions([...bounds(analysis), ...(first ? [first] : [])] satisfies Bound[]);
}

function networkTable(networks: readonly NetworkResult[], { adaptive }: Analysis): TitledTable {
  return {
    title: `Networks at their end; loss min(1, |f - y|). N(y) = ${significant(adaptive.value, 4)}`,
    names: 1,
    columns: [
      ...["network", "no.", "ended", "round", "steps in it", "train", "test", "wrong signs"],
      ...["|W'|", "|V'|", "|W'| |V'|", "needed", "flipped 1 / 2", "alignment"],
    ],
    rows: networks.map(({ losses, measurements, name, needed, repetition, status }) => {
      const last = measurements[measurements.length - 1];
      return [
        name,
        String(repetition),
        status,
        String(last.round),
        String(last.step),
        losses.train.loss.toFixed(4),
        losses.test.loss.toFixed(4),
        `${(100 * losses.test.signErrors).toFixed(1)} %`,
        ...[last.norm1, last.norm2, last.product].map((value) => significant(value, 3)),
        needed === null ? "-" : significant(needed, 3),
        `${(100 * last.flipped1).toFixed(1)} / ${(100 * last.flipped2).toFixed(1)} %`,
        last.alignment === null ? "-" : last.alignment.toFixed(3),
      ];
    }),
  };
}

/** What "needed" means, and where its limits are. */
export const NEEDED_NOTE =
  "needed: certified lower limit of |W'| |V'| for what the network says on the training samples, frozen features included and up to the ridge, were it infinitely wide with the gates of its start; a network below it owes that to gates that flipped, or to its finite width (derived here).";

/** A comparison as plain text. */
export function formatThreeLayer(content: ThreeLayerContent, width = 100): string {
  return `${[
    ...aboutComparison(content).flatMap((line) => wrapLetters(line, width)),
    "",
    ...threeLayerTables(content).flatMap(titledTableLines),
    ...[NEEDED_NOTE, ...threeLayerAssumptions(content)].flatMap((line) => wrapLetters(line, width)),
  ].join("\n")}\n`;
}

export function aboutComparison({ analysis, comparison, note }: ThreeLayerContent): string[] {
  const { description, name, network, repetitions, samples, test, validation } = comparison;
  return [
    `${name}: ${description ? `${description}. ` : ""}${samples} samples in ${analysis.features} dimensions to train on, ${validation} to choose lambda on (kernels only), ${test} to test on; ${repetitions} network${repetitions === 1 ? "" : "s"} of each kind, with their own weights and batches on the same samples.`,
    `Inputs: ${comparison.data.source === "sphere" ? "uniform on the unit sphere" : note}.`,
    `Networks: m1 = ${network.first}, m2 = ${network.features}, m3 = ${network.second}, kappa ${network.kappa1} and ${network.kappa2}, ${network.loss} loss, batches of ${network.batchSize}, target ${network.targetLoss}.`,
  ];
}
