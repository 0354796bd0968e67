import type { CompareOptions } from "./compare.js";
import { BoundsError } from "./errors.js";
import { erf } from "./kernels/dual.js";
import { familyKernels, gateKernel } from "./kernels/family.js";
import type { SphereKernel } from "./kernels/sphere-kernel.js";
import { clippedAbsolute, type Loss, ramp } from "./loss.js";

/** What a comparison is asked for, as plain data. */
export interface BoundSettings {
  /** Candidates for the ridge. */
  ridges: number[];
  /** Relative gap asked of the certificate. */
  gap: number;
  delta: number;
  /** Random signs drawn for R_op. */
  draws: number;
  loss: LossKind;
  /** "relu", "erf" or "threshold:B". */
  gate: string;
}

export const LOSS_KINDS = { absolute: clippedAbsolute, ramp } satisfies Record<string, Loss>;
export type LossKind = keyof typeof LOSS_KINDS;

export const DEFAULT_SETTINGS: BoundSettings = {
  ridges: [1e-4, 1e-3, 1e-2, 1e-1, 1, 10],
  gap: 0.01,
  delta: 0.05,
  draws: 20,
  loss: "absolute",
  gate: "relu",
};

export const compareOptions = ({ gate, loss, ...rest }: BoundSettings): CompareOptions => ({
  ...rest,
  loss: LOSS_KINDS[loss],
  gate: parseGate(gate),
});

/**
 * The gate kernel of a name: "relu", "erf", or "threshold:B" for gates of the second layer that open
 * above B standard deviations. @throws BoundsError for another name.
 */
export function parseGate(name: string): SphereKernel {
  if (name === "relu") return gateKernel;
  if (name === "erf") return familyKernels({ second: erf }).gate;
  const threshold = /^threshold:(-?\d+(\.\d+)?)$/.exec(name)?.[1];
  if (threshold === undefined || Math.abs(Number(threshold)) > 4) {
    throw new BoundsError(
      `gate: "${name}"; expected relu, erf or threshold:B with a number B from -4 to 4`,
    );
  }
  return familyKernels({ threshold: Number(threshold) }).gate;
}
