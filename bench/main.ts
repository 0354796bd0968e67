import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { adaptive } from "./adaptive.js";
import { binning } from "./binning.js";
import { claimsTime } from "./claims.js";
import type { Context } from "./context.js";
import { counting } from "./counting.js";
import { kdeBounds, ksgEstimate } from "./estimators.js";
import { freshClone } from "./fresh-clone.js";
import { gram } from "./gram.js";
import { integerForward } from "./integer-forward.js";
import { formatMachine, machine } from "./machine.js";
import { memory } from "./memory.js";
import { merging } from "./merging.js";
import { psgdStep } from "./psgd-step.js";
import { findPython } from "./python.js";
import { repetitionTime } from "./repetition-time.js";
import { failed, type Row } from "./row.js";
import { studyTime } from "./study-time.js";
import { formatTable } from "./table.js";
import { tenBinnings } from "./ten-binnings.js";
import { trainStep } from "./train-step.js";

const BENCHES: Record<string, (context: Context) => Row[] | Promise<Row[]>> = {
  "syn-step": (context) => trainStep("syn", context),
  "mnist-step": (context) => trainStep("mnist", context),
  "conv-step": (context) => trainStep("conv", context),
  "psgd-step": psgdStep,
  "integer-forward": async (context) => [
    ...(await integerForward("syn", context)),
    ...(await integerForward("mnist", context)),
    ...(await integerForward("conv", context)),
  ],
  counting,
  binning,
  kde: kdeBounds,
  ksg: ksgEstimate,
  "ten-binnings": tenBinnings,
  claims: claimsTime,
  "syn-repetition": (context) => repetitionTime("syn", context),
  "mnist-repetition": (context) => repetitionTime("mnist", context),
  "conv-repetition": (context) => repetitionTime("conv", context),
  merging,
  study: studyTime,
  gram,
  "adaptive-120": (context) => adaptive("adaptive-120", context),
  "adaptive-500": (context) => adaptive("adaptive-500", context),
  "adaptive-2000": (context) => adaptive("adaptive-2000", context),
  memory,
  start: freshClone,
};

const HELP = `npm run bench -- [options]

  --only a,b   some benchmarks: ${Object.keys(BENCHES).join(", ")}
  --quick      shorter, less precise
  --full       whole repetitions, adaptive-2000, and npm start on a fresh clone
  --data DIR   folder with the four files of MNIST (default: INFOPLANE_DATA, the user's cache)
  --json       rows as JSON

Peers need a Python with numpy, torch and sklearn (INFOPLANE_PYTHON, else python3, /usr/bin/python3); those
that are not there are skipped.`;

/**
 * Runs the benchmarks that the arguments ask for. Returns the exit code: 0, 1 when a benchmark broke
 * off, 2 for bad arguments; a bar that was missed is no failure.
 */
export async function main(root: string, args: readonly string[]): Promise<number> {
  let selected: string[];
  let options: ReturnType<typeof parse>;
  try {
    options = parse(args);
    selected = options.only?.split(",") ?? Object.keys(BENCHES);
    const unknown = selected.find((name) => !Object.hasOwn(BENCHES, name));
    if (unknown !== undefined) throw new Error(`there is no benchmark "${unknown}"`);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const peers = join(root, "bench/peers");
  const torch = findPython(peers, ["numpy", "torch"]);
  const sklearn = findPython(peers, ["numpy", "sklearn"]);
  const numpy = torch ?? sklearn ?? findPython(peers, ["numpy"]);
  const { quick, full, data } = options;
  const say = (message: string) => console.error(message);
  const facts = machine(root, numpy);
  const rows: Row[] = [];
  const context: Context = { root, options: { quick, full, data }, numpy, torch, sklearn, say };
  for (const name of selected) {
    try {
      rows.push(...(await BENCHES[name](context)));
    } catch (error) {
      rows.push(failed(name, error));
    }
  }
  facts.load.push(loadavg()[0]);
  console.log(
    options.json
      ? JSON.stringify({ machine: facts, rows }, null, 2)
      : `${formatTable(rows)}\n\n${formatMachine(facts)}`,
  );
  return rows.some(({ verdict }) => verdict === "failed") ? 1 : 0;
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      data: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  }).values;
}
