import { join } from "node:path";
import { claims } from "../src/claims/claims.js";
import { findRuns } from "../src/node/run-summaries.js";
import type { Context } from "./context.js";
import { atMost, type Row } from "./row.js";

/** Reading the published summaries of the study, and holding the claims against them. */
export async function claimsTime({ root, say }: Context): Promise<Row[]> {
  const folder = join(root, "docs/results");
  say("claims: the published summaries");
  const start = performance.now();
  const runs = await findRuns([folder]);
  const held = claims(runs.map(({ summary }) => summary));
  const seconds = (performance.now() - start) / 1000;
  const tested = held.filter(({ verdict }) => verdict !== "not tested").length;
  return [
    atMost(
      {
        bench: "claims",
        what: `claims on the published summaries of ${runs.length} networks`,
        unit: "s",
        ours: seconds,
        note: `${tested} of ${held.length} claims could be tested`,
      },
      20,
    ),
  ];
}
