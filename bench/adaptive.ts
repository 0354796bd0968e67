import { adaptiveComplexity } from "../src/bounds/complexity/adaptive.js";
import { arcCosineGrams } from "../src/bounds/gram.js";
import { innerProducts } from "../src/bounds/inner-products.js";
import { LinearAlgebra } from "../src/bounds/linear-algebra/algebra.js";
import { TARGETS, type TargetName, targetLabels, uniformSphere } from "../src/bounds/targets.js";
import { createEngine } from "../src/engine/engine.js";
import type { Context } from "./context.js";
import { atMost, type Row, skipped } from "./row.js";

const RIDGES = [0, 1e-2];
const FEATURES = 10;
/** MB. */
const MOST_MEMORY = 2000;

/** Points, relative gap and most seconds for each target. */
const CASES = {
  "adaptive-120": { n: 120, gap: 0.01, seconds: 1 },
  "adaptive-500": { n: 500, gap: 0.01, seconds: 20 },
  "adaptive-2000": { n: 2000, gap: 0.05, seconds: 600 },
} as const;

/** Of this process, all that it has done before included. */
function peakMemory(bench: string, n: number): Row {
  const ours = process.resourceUsage().maxRSS / 1024;
  const what = `peak resident memory, n = ${n}, both ridges and all targets`;
  return atMost({ bench, what, unit: "MB", ours }, MOST_MEMORY);
}

/** The slowest target: processor time of the certified optimum, Gram matrices not included. */
export async function adaptive(
  name: keyof typeof CASES,
  { options, say }: Context,
): Promise<Row[]> {
  const { gap, n, seconds } = CASES[name];
  if (n === 2000 && !options.full) return [skipped(name, `n = ${n}`, "only with --full")];
  const algebra = new LinearAlgebra(await createEngine());
  const data = uniformSphere(n, FEATURES, 1);
  const grams = arcCosineGrams(algebra, innerProducts(algebra, data), ["gate", "feature"]);
  const rows: Row[] = [];
  for (const ridge of RIDGES) {
    let slowest = { target: "", time: 0 };
    let widest = 0;
    for (const target of Object.keys(TARGETS) as TargetName[]) {
      say(`${name}: ${target}, ridge ${ridge}`);
      const y = targetLabels(target, data, { seed: 1 });
      const start = process.cpuUsage();
      const found = adaptiveComplexity(algebra, { ...grams, y, ridge }, { gap });
      const used = process.cpuUsage(start);
      const time = (used.user + used.system) / 1e6;
      if (!found.converged) throw new Error(`${target}, ridge ${ridge}: gap ${found.gap}`);
      if (time > slowest.time) slowest = { target, time };
      widest = Math.max(widest, found.gap);
    }
    const what = `certified complexity, n = ${n}, ridge ${ridge}, gap <= ${100 * gap} %`;
    const note = `slowest of ${Object.keys(TARGETS).length} targets: ${slowest.target}; widest gap ${(100 * widest).toFixed(2)} %`;
    rows.push(atMost({ bench: name, what, unit: "s", ours: slowest.time, note }, seconds));
  }
  if (options.full && n === 2000) rows.push(peakMemory(name, n));
  return rows;
}
