import type { Experiment } from "../experiment/schema.js";
import { quantisedOfTheStudy } from "../experiment/study.js";
import type { RunSummary } from "../summary/run-summary.js";
import { binningsDisagree } from "./binnings-disagree.js";
import type { Claim } from "./claim.js";
import { countsAreExact } from "./counts-are-exact.js";
import { noArtefact } from "./no-artefact.js";
import { outputCountedExactly } from "./output-counted-exactly.js";
import { phasesEverywhere } from "./phases-everywhere.js";
import { startOfTheRange } from "./start-of-the-range.js";

/**
 * The four claims of Lorenzen, Igel & Nielsen (ICLR 2022), and two questions of this project, held
 * against the runs there are. Verdicts on single layers are those of docs/phases/phases.md. `study`: the
 * experiments of the study, which one of its claims is about.
 */
export const claims = (
  runs: readonly RunSummary[],
  study: readonly Experiment[] = quantisedOfTheStudy(),
): Claim[] => [
  binningsDisagree(runs),
  countsAreExact(runs),
  phasesEverywhere(runs, study),
  noArtefact(runs),
  outputCountedExactly(runs),
  startOfTheRange(runs),
];
