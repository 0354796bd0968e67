import type { Network } from "../network/network.js";
import type { EndShares } from "./end-shares.js";

/** What a measurement says of one layer beside its information; see LayerTable. */
export interface LayerStatistics extends EndShares {
  gradientMean: number;
  gradientDeviation: number;
  weightNorm: number;
}

/** Statistics of every layer after an epoch whose gradients were observed. */
export function layerStatistics(
  { gradientMoments, layers }: Network,
  ends: readonly EndShares[],
): LayerStatistics[] {
  return layers.map(({ transformation: { weights } }, l) => {
    const gradient = weights && gradientMoments.norms(weights.gradients);
    return {
      gradientMean: gradient?.mean ?? Number.NaN,
      gradientDeviation: gradient?.deviation ?? Number.NaN,
      weightNorm: weights?.norm ?? Number.NaN,
      ...ends[l],
    };
  });
}
