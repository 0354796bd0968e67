import type { RepetitionResult } from "../experiment/records.js";
import type { RunResults } from "../experiment/results.js";
import { averageAt, type Curve, type Values } from "./curve.js";
import type { MeasuredEpochs } from "./epochs.js";
import { statistics } from "./statistics.js";

/** Names of the diagnostics of a layer. */
export const DIAGNOSTICS = [
  "unitEntropy",
  "unitInformation",
  "withinClass",
  "betweenClasses",
  "partitionCosine",
] as const;
export type Diagnostic = (typeof DIAGNOSTICS)[number];

/**
 * A layer's diagnostics against epoch; see UnitTable and GeometryTable.
 *
 * `unitEntropy` and `unitInformation`: H and I(.;Y) of a single unit, bits, the mean over the units of
 * the layer in each repetition.
 */
export interface LayerDiagnostics extends Record<Diagnostic, Curve> {
  layer: string;
  /** Place of the layer among the layers, from 0. */
  index: number;
}

/** Averages over the repetitions at the epochs of these indices; null where none were asked for. */
export function layerDiagnostics(
  { repetitions }: RunResults,
  measured: MeasuredEpochs,
  indices: number[],
): LayerDiagnostics[] | null {
  const names = [...new Set(repetitions.flatMap(({ geometry }) => geometry?.layer ?? []))];
  if (names.length === 0) return null;
  return names.map((layer, index) => {
    const own = repetitions.map((one) => valuesOf(one, layer, measured));
    const curves = DIAGNOSTICS.map((name) => {
      const values: Values = own.map((repetition) => repetition[name]);
      return [name, averageAt(values, indices)];
    });
    return { layer, index, ...(Object.fromEntries(curves) as Record<Diagnostic, Curve>) };
  });
}

/** Every diagnostic of one layer in one repetition, at all measured epochs. */
function valuesOf(
  { geometry, units }: RepetitionResult,
  layer: string,
  { epochs, place }: MeasuredEpochs,
): Record<Diagnostic, Float64Array> {
  const empty = () => new Float64Array(epochs.length).fill(Number.NaN);
  const found = Object.fromEntries(DIAGNOSTICS.map((name) => [name, empty()])) as Record<
    Diagnostic,
    Float64Array
  >;
  for (let row = 0; geometry && row < geometry.epoch.length; row++) {
    if (geometry.layer[row] !== layer) continue;
    const at = place.get(geometry.epoch[row])!;
    for (const name of ["withinClass", "betweenClasses", "partitionCosine"] as const) {
      found[name][at] = geometry[name][row];
    }
  }
  const entropies = epochs.map((): number[] => []);
  const informations = epochs.map((): number[] => []);
  for (let row = 0; units && row < units.epoch.length; row++) {
    if (units.layer[row] !== layer) continue;
    const at = place.get(units.epoch[row])!;
    entropies[at].push(units.entropy[row]);
    informations[at].push(units.labelInformation[row]);
  }
  epochs.forEach((_, at) => {
    found.unitEntropy[at] = statistics(entropies[at]).mean;
    found.unitInformation[at] = statistics(informations[at]).mean;
  });
  return found;
}
