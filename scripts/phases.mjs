import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./setup.mjs";

/*
 * node scripts/phases.mjs [--trials 100]: measures how often the verdicts on phases are wrong, on
 * made-up curves, and writes the tables of docs/phases/phases.md anew. The same bits every time.
 */
const { values: options } = parseArgs({ options: { trials: { type: "string", default: "100" } } });
const { build } = await import("esbuild");
const outfile = join(root, "node_modules/.cache/infoplane/phase-tables.mjs");
mkdirSync(join(outfile, ".."), { recursive: true });
await build({
  ...{ entryPoints: [join(root, "test/support/phase-tables.ts")], outfile },
  ...{ bundle: true, platform: "node", format: "esm", logLevel: "warning" },
});
const { phaseTables } = await import(pathToFileURL(outfile).href);
const tables = phaseTables(Number(options.trials));
const page = join(root, "docs/phases/phases.md");
const [begin, end] = ["<!-- made by node scripts/phases.mjs -->", "<!-- end -->"];
const text = readFileSync(page, "utf8");
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from < 0 || to < from) throw new Error(`${page} lacks the lines ${begin} and ${end}`);
writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${tables}\n\n${text.slice(to)}`);
