import type { LayerTable } from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import { averageAt, type Curve, type Values } from "./curve.js";
import type { MeasuredEpochs } from "./epochs.js";

/** Names of the quantities of a layer beside its information. */
export const LAYER_QUANTITIES = [
  "gradientMean",
  "gradientDeviation",
  "signalToNoise",
  "weightNorm",
  "clipped",
  "saturated",
] as const;
export type LayerQuantity = (typeof LAYER_QUANTITIES)[number];

/**
 * A layer's gradients, weights and grid against epoch; the count is 0 of what it has not.
 *
 * `gradientMean` and `gradientDeviation` are the norms of the mean and of the standard deviation of
 * the gradient over the batches of an epoch, each divided by the norm of the weights, as in
 * Shwartz-Ziv & Tishby 2017; `signalToNoise` is the first over the second, in each repetition;
 * `clipped` and `saturated` are shares, 0..1, see LayerTable.
 */
export interface LayerStatistics extends Record<LayerQuantity, Curve> {
  layer: string;
  /** Place of the layer among the layers, from 0. */
  index: number;
}

const QUANTITY: Record<LayerQuantity, (table: LayerTable, row: number) => number> = {
  gradientMean: (table, row) => table.gradientMean[row] / table.weightNorm[row],
  gradientDeviation: (table, row) => table.gradientDeviation[row] / table.weightNorm[row],
  signalToNoise: (table, row) => table.gradientMean[row] / table.gradientDeviation[row],
  weightNorm: (table, row) => table.weightNorm[row],
  clipped: (table, row) => table.clipped[row],
  saturated: (table, row) => table.saturated[row],
};

/** Averages over the repetitions at the epochs of these indices, in the order of layers. */
export function layerStatistics(
  { repetitions }: RunResults,
  measured: MeasuredEpochs,
  indices: number[],
): LayerStatistics[] {
  const names = [...new Set(repetitions.flatMap(({ layers }) => layers.layer))];
  return names.map((layer, index) => {
    const curves = LAYER_QUANTITIES.map((quantity) => {
      const values: Values = repetitions.map(({ layers: table }) => {
        const own = new Float64Array(measured.epochs.length).fill(Number.NaN);
        for (let row = 0; row < table.epoch.length; row++) {
          if (table.layer[row] !== layer) continue;
          own[measured.place.get(table.epoch[row])!] = QUANTITY[quantity](table, row);
        }
        return own;
      });
      return [quantity, averageAt(values, indices)];
    });
    return { layer, index, ...(Object.fromEntries(curves) as Record<LayerQuantity, Curve>) };
  });
}
