import { selectNetworks } from "../src/experiment/study.js";
import { expectedSeconds, type PlannedNetwork, planStudy } from "../src/node/study-plan.js";
import type { Context } from "./context.js";
import { caseData } from "./repetitions.js";
import { atMost, type Row } from "./row.js";

const WORKERS = 2;
const NOTE =
  "extrapolated from about a second of training and measuring of each network; bad fits not counted";

const PARTS = [
  { what: "SYN part of the study, all repetitions", networks: ["syn"], data: "syn", bar: 40 },
  { what: "MNIST BN2, 20 repetitions", networks: ["mnist-bn2-8bit"], data: "mnist", bar: 75 },
] as const;

/** Expected minutes of parts of the study with two workers. */
export async function studyTime(context: Context): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { what, networks, data, bar } of PARTS) {
    const { dataset, note } = await caseData(data, context);
    context.say(`study: ${networks.join(", ")}`);
    const plan = await planStudy(selectNetworks(networks), "no such folder", {
      load: async () => dataset,
    });
    const minutes = expectedSeconds(plan, WORKERS) / 60;
    const notes = [NOTE, `${count(plan)} repetitions, ${WORKERS} workers`, note];
    rows.push(
      atMost(
        {
          bench: "study",
          what: `${what} (extrapolated)`,
          unit: "min",
          ours: minutes,
          note: notes.filter(Boolean).join("; "),
        },
        bar,
      ),
    );
  }
  return rows;
}

const count = (plan: readonly PlannedNetwork[]) =>
  plan.reduce((sum, { missing }) => sum + missing, 0);
