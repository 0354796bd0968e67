import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { parseHTML } from "linkedom";
import { root, setUp } from "./setup.mjs";

/*
 * npm run reproduction [-- --from STUDY]: draws the figures and tables of docs/reproduction.md anew
 * from the curves in docs/results; nothing is trained. --from takes over the summaries of a study's
 * folder (infoplane study) first.
 */
setUp();
const { values: options } = parseArgs({ options: { from: { type: "string" } } });
const results = join(root, "docs/results");
const images = join(root, "docs/images/reproduction");
const page = join(root, "docs/reproduction.md");

const load = (path) => import(pathToFileURL(join(root, "dist", path)).href);
const { studyNetworks } = await load("experiment/study.js");
const { experimentHash } = await load("experiment/hash.js");
const { parseExperiment } = await load("experiment/parse.js");
const { presets } = await load("experiment/presets.js");
const { claims } = await load("claims/claims.js");
const { claimFigure } = await load("figures/claim-figure.js");
const { claimsMarkdown } = await load("figures/claims-markdown.js");
const { REPORT_FIGURES } = await load("figures/report-figures.js");
const { standaloneMarkup } = await load("figures/serialise.js");
const { studyFigures } = await load("figures/study-figures.js");
const { studyMarkdown } = await load("figures/study-markdown.js");
const { readSummary } = await load("node/summary-files.js");

/** Figures of single networks that the page shows. */
const SHOWN = {
  "syn-tanh-8bit": [
    "information-curves",
    "phases",
    "output-layer",
    "gradients-and-weights",
    "training-curves",
  ],
  "syn-relu-8bit": ["information-curves", "phases", "chosen-repetitions"],
  "syn-tanh-unquantized": ["estimator-planes", "lost-prediction"],
  "syn-relu-unquantized": ["lost-prediction"],
  "estimators-syn-tanh": ["estimator-planes", "diagnostics"],
  "syn-tanh-prefit": ["information-curves"],
  "mnist-bn2-8bit": ["information-curves", "output-layer", "chosen-repetitions", "state-scatter"],
  "mnist-conv-8bit": ["output-layer"],
};

const entries = [];
for (const network of studyNetworks) {
  const { preset } = network;
  const folder = join(results, preset);
  const fresh = options.from && join(options.from, "summaries", preset);
  if (fresh && existsSync(fresh)) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(fresh, folder, { recursive: true });
  }
  if (!existsSync(folder)) continue;
  const summary = await readSummary(folder);
  const hash = await experimentHash(summary.experiment);
  if (hash !== (await experimentHash(parseExperiment(presets[preset])))) {
    throw new Error(`${folder} is of another experiment than the preset ${preset}`);
  }
  entries.push({ ...network, summary });
}
const { document } = parseHTML("<html><body></body></html>");
mkdirSync(images, { recursive: true });
const write = (name, figure) =>
  writeFileSync(join(images, `${name}.svg`), standaloneMarkup(figure));

for (const { draw, name } of studyFigures(entries)) write(name, draw({ document }));
for (const { preset, summary } of entries) {
  for (const name of SHOWN[preset] ?? []) {
    const { applies, draw } = REPORT_FIGURES.find((figure) => figure.name === name);
    if (applies && !applies(summary)) continue;
    write(`${preset}-${name}`, draw(summary, { document }));
  }
}

const commands = entries.map(({ preset, title, group, summary: { repetitions } }) => {
  const { length } = repetitions;
  const wanted = length === presets[preset].repetitions ? "" : ` --repetitions ${length}`;
  return `| ${group}: ${title} | \`npm start -- study ${preset}${wanted}\` |`;
});
const held = claims(entries.map(({ summary }) => summary));
for (const claim of held) {
  if (claim.plots.length > 0) write(`claim-${claim.name}`, claimFigure(claim, { document }));
}
const generated = [
  "| network | command |",
  "| --- | --- |",
  ...commands,
  "",
  claimsMarkdown(held, ({ name, plots }) =>
    plots.length > 0 ? `images/reproduction/claim-${name}.svg` : undefined,
  ),
  studyMarkdown(entries).trimEnd(),
].join("\n");
const [begin, end] = ["<!-- made by npm run reproduction -->", "<!-- end -->"];
const text = readFileSync(page, "utf8");
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from < 0 || to < from) throw new Error(`${page} lacks the lines ${begin} and ${end}`);
const head = text.slice(0, from + begin.length);
writeFileSync(page, `${head}\n\n${generated}\n\n${text.slice(to)}`);
