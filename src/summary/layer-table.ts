import type { LayerRow } from "./layers.js";
import type { RunSummary } from "./run-summary.js";

/**
 * Start, peak, end and drop of I(X;T) and I(T;Y), bits, of every layer and every way of counting it:
 * means over the repetitions with standard errors, from all measurements.
 */
export function layerTable({ layers }: RunSummary): LayerRow[] {
  return layers.map(({ curves: _, index: _index, output: _output, ...row }) => row);
}
