import type { Axis } from "./axis.js";
import { thousands } from "./format.js";

/** Position of an epoch on the logarithmic scale of a run, 0 (epoch 0) to 1 (the last epoch). */
export function epochPosition(epoch: number, last: number): number {
  return last > 0 ? Math.log(epoch + 1) / Math.log(last + 1) : 0;
}

/** Epochs to label on a logarithmic scale: 0, 10, 100, .. and the last where there is room. */
export function epochTicks(last: number): number[] {
  const ticks = [0];
  for (let tick = last < 100 ? 1 : 10; tick <= last; tick *= 10) ticks.push(tick);
  const room = Math.log(last + 1) - Math.log(ticks[ticks.length - 1] + 1);
  if (room > 0.12 * Math.log(last + 1)) ticks.push(last);
  return ticks;
}

/** A logarithmic epoch axis; positions are epoch + 1, so that epoch 0 has a place on it. */
export function logEpochAxis(last: number): Axis {
  return {
    domain: [1, Math.max(last, 1) + 1],
    label: "epoch, log scale",
    ticks: epochTicks(last).map((epoch) => epoch + 1),
    format: (position) => thousands(position - 1),
    log: true,
  };
}

/** A linear epoch axis, on the same positions (epoch + 1). */
export function linearEpochAxis(last: number): Axis {
  const step = niceStep(last, 5);
  const ticks = Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step + 1);
  return {
    domain: [1, Math.max(last, 1) + 1],
    label: "epoch",
    ticks,
    format: (position) => thousands(position - 1),
  };
}

function niceStep(range: number, count: number): number {
  const rough = Math.max(1, range / count);
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999)!;
  return factor * power;
}
