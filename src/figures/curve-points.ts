import type { CurvePanel, DrawnCurve } from "./panels.js";

/** A point of a curve; x is epoch + 1, so that epoch 0 has a place on a logarithmic axis. */
export interface CurvePoint {
  x: number;
  y: number;
  /** Ends of the band; both y where there is none. */
  low: number;
  high: number;
  /** Index of the epoch. */
  index: number;
}

/**
 * The points to draw. The band is one sample standard deviation either side of the mean, or 1.96
 * standard errors (95 % confidence, were the errors normal).
 */
export function curvePoints(
  { epochs }: Pick<CurvePanel, "epochs">,
  { curve, factor = 1, band }: DrawnCurve,
): CurvePoint[] {
  const points: CurvePoint[] = [];
  curve.mean.forEach((mean, index) => {
    if (!Number.isFinite(mean)) return;
    const half = halfWidth(curve.deviation[index], curve.count[index], band);
    points.push({
      x: epochs[index] + 1,
      y: factor * mean,
      low: factor * (mean - half),
      high: factor * (mean + half),
      index,
    });
  });
  return points;
}

/** Whether a band is drawn: one repetition has none. */
export const hasBand = ({ band, curve }: DrawnCurve): boolean =>
  band !== "none" && curve.count.some((count) => count > 1);

function halfWidth(deviation: number, count: number, band: DrawnCurve["band"]): number {
  if (band === "none") return 0;
  return band === "deviation" ? deviation : (1.96 * deviation) / Math.sqrt(count);
}
