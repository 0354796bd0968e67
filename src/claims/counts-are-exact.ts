import { type LayerSummary, principal } from "../summary/layers.js";
import type { RunSummary } from "../summary/run-summary.js";
import type { Claim, ClaimVerdict } from "./claim.js";
import { evidenceOf, isDiscretised, namesOf } from "./evidence.js";
import { type Layered, layerPlots, layerTable } from "./layer-table.js";
import { distinctNetworks } from "./same-network.js";

/** Claim 2 of the study: once the whole system is discretised nothing need be approximated. */
export function countsAreExact(runs: readonly RunSummary[]): Claim {
  const { distinct: own, notesOn } = distinctNetworks(runs.filter(isDiscretised));
  const rows = own.map((run) => {
    const counted = principal(run.layers);
    const saturated = counted.filter(({ status }) => status === "saturated");
    const other = counted.filter(({ status }) => status !== "saturated" && status !== "exact");
    return { run, counted, saturated, other };
  });
  const whole = rows.filter(({ saturated }) => saturated.length === 0);
  const limited = rows.filter(({ saturated }) => saturated.length > 0);
  const faulty = rows.filter(({ other }) => other.length > 0);
  let verdict: ClaimVerdict = "not tested";
  if (faulty.length > 0) verdict = "does not hold";
  else if (whole.length > 0) verdict = "holds";
  else if (rows.length > 0) verdict = "undecided";
  return {
    name: "counts-are-exact",
    from: "study",
    statement: "Once the whole system is discretised, mutual information needs no approximation.",
    verdict,
    rule: "True by construction where all layers show codes: states are counted, nothing is binned or estimated. What can fail is that counts tell of the layer: holds if there are networks in which no value is saturated at any measurement; those in which most inputs have a state of their own are named, and for them it is undecided.",
    adjustment: "None: nothing is judged by intervals.",
    findings: [
      ...(whole.length > 0
        ? [
            `Exact in every layer and at every measurement: ${namesOf(whole.map(({ run }) => run)).join(", ")}.`,
          ]
        : []),
      ...limited.map(
        ({ run, saturated }) =>
          `Saturated in ${run.experiment.name}: ${saturated.map(({ layer, statusShare }) => `${layer} (${percent(statusShare)} of the measurements)`).join(", ")}; limited by the number of inputs.`,
      ),
      ...faulty.map(
        ({ other, run }) =>
          `Not exact in ${run.experiment.name}: ${other.map(({ layer }) => layer).join(", ")}.`,
      ),
      ...notesOn(own),
    ],
    tables: [
      layerTable("Measurements whose count is exact, of all repetitions", own.map(layered), (one) =>
        percent(exactShare(one)),
      ),
      layerTable(
        "Inputs that have a state of their own at the end of the training, mean",
        own.map(layered),
        ({ singletonShare }) => percent(singletonShare.mean),
      ),
    ],
    plots: layerPlots(
      { title: "How often the count is exact, and not saturated", y: "% of the measurements" },
      own.map(layered),
      (one, x) => ({
        ...{ x, y: 100 * exactShare(one), low: Number.NaN, high: Number.NaN },
        ...(one.status === "saturated" ? { saturated: true } : {}),
      }),
    ),
    ...evidenceOf(own),
  };
}

function layered({ experiment, layers }: RunSummary): Layered<LayerSummary> {
  const counted = principal(layers);
  return {
    name: experiment.name,
    hidden: counted.slice(0, -1),
    output: counted[counted.length - 1],
  };
}

/** Share of the measurements of a layer whose count is exact, 0..1. */
const exactShare = ({ status, statusShare }: LayerSummary) =>
  status === "exact" ? 1 : 1 - statusShare;

/** A share in per cent; a whole number only where there is nothing to round away at either end. */
function percent(share: number): string {
  const rounded = Math.round(100 * share);
  if (rounded === 100 && share < 1) return "> 99 %";
  return rounded === 0 && share > 0 ? "< 1 %" : `${rounded} %`;
}
