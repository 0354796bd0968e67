import type { Information } from "../information/information.js";
import type { View } from "./views.js";

/** Information that grows from a layer to the next by more than this is a fault of the program. */
const ROUNDING = 1e-12;

/**
 * Throws when information grows from a view to the next: each is a function of the one before, so that
 * neither I(X;T) nor I(T;Y) can.
 */
export function assertDataProcessing(
  views: readonly View[],
  information: readonly Information[],
): void {
  for (let v = 1; v < views.length; v++) {
    const before = information[v - 1];
    const after = information[v];
    if (
      after.entropy > before.entropy + ROUNDING ||
      after.labelInformation > before.labelInformation + ROUNDING
    ) {
      throw new Error(
        `data processing violated between ${views[v - 1].layer} (${views[v - 1].estimator}) and ` +
          `${views[v].layer} (${views[v].estimator}): please report this fault of infoplane`,
      );
    }
  }
}
