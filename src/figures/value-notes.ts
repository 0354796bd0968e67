import { ROUNDING } from "../information/rounding.js";
import { type Development, isCount, type LayerRow, type LayerSummary } from "../summary/layers.js";

/**
 * What must be said of values that no information can have: below zero, or above the ceiling. None is
 * clipped.
 */
export function valueNotes(rows: readonly LayerRow[]): string[] {
  const estimates = rows.filter((row) => !isCount(row));
  const above = named(estimates, ({ ceiling, peak, start, end }) =>
    [peak, start, end].some(({ mean }) => mean > ceiling + ROUNDING),
  );
  const below = named(estimates, ({ start, end }) =>
    [start, end].some(({ mean }) => mean < -ROUNDING),
  );
  return [
    ...(above.length > 0
      ? [
          `Above what there can be: ${above.join("; ")}. Estimators that correct for inputs not seen, or that look at neighbours, are not bound by log2 n and H(Y); nothing is clipped.`,
        ]
      : []),
    ...(below.length > 0
      ? [
          `Below zero: ${below.join("; ")}. No information is negative: there the estimator's own error is larger than what there is to find; nothing is clipped.`,
        ]
      : []),
  ];
}

/**
 * Which estimators have no value of a layer in some repetitions when they are asked for the last time,
 * and why: the latest epoch at which they have one of any layer.
 */
export function missingNotes(layers: readonly LayerSummary[], repetitions: number): string[] {
  const estimates = layers.filter((layer) => !isCount(layer));
  const missing = estimates.flatMap(({ curves, estimator, layer }) => {
    const own = estimates.filter((one) => one.estimator === estimator);
    const asked = Math.max(
      ...own.map((one) => one.curves.label.count.findLastIndex((count) => count > 0)),
    );
    const without = asked < 0 ? 0 : repetitions - curves.label.count[asked];
    return without > 0 ? [`${estimator}, ${layer}: ${without} of ${repetitions}`] : [];
  });
  return missing.length > 0
    ? [
        `Repetitions without a value at the end: ${missing.join("; ")}. The layer was constant there, which estimators that look at neighbours cannot judge; what the table has is of the other repetitions, or of the last epoch with a value.`,
      ]
    : [];
}

/** "30 bins, NSB: I(X;T) of T1 and T2, I(T;Y) of T2" for the rows and quantities that are so. */
function named(rows: readonly LayerRow[], isSo: (one: Development) => boolean): string[] {
  const estimators = [...new Set(rows.map(({ estimator }) => estimator))];
  return estimators.flatMap((estimator) => {
    const own = rows.filter((row) => row.estimator === estimator);
    const of = (quantity: "input" | "label", name: string) => {
      const layers = own.filter((row) => isSo(row[quantity])).map(({ layer }) => layer);
      return layers.length > 0 ? [`${name} of ${[...new Set(layers)].join(", ")}`] : [];
    };
    const words = [...of("input", "I(X;T)"), ...of("label", "I(T;Y)")];
    return words.length > 0 ? [`${estimator}: ${words.join(" and ")}`] : [];
  });
}
