import { LinearAlgebra } from "../../src/bounds/linear-algebra/algebra.js";
import { compareOptions, DEFAULT_SETTINGS } from "../../src/bounds/settings.js";
import { type BoundStudy, studyCells } from "../../src/bounds/study.js";
import { createEngine } from "../../src/engine/engine.js";
import type { StudyResults } from "../../src/figures/bound-text.js";

const settings = { ...DEFAULT_SETTINGS, ridges: [1e-2, 1e-1] };

/** A real study of a few small data sets. */
export async function smallStudy({
  samples = [10, 20],
  seeds = [0, 1, 2],
} = {}): Promise<StudyResults> {
  const study: BoundStudy = {
    sources: (["linear", "product"] as const).map((target) => ({
      ...{ source: "sphere" as const, target, dimension: 5, noise: 0 },
    })),
    ...{ samples, seeds, test: 50 },
  };
  const algebra = new LinearAlgebra(await createEngine());
  return { study, settings, cells: [...studyCells(algebra, study, compareOptions(settings))] };
}
