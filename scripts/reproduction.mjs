import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

if (options.from) cpSync(join(options.from, "summaries"), results, { recursive: true });
const load = (path) => import(pathToFileURL(join(root, "dist", path)).href);
const { studyNetworks } = await load("experiment/study.js");
const { presets } = await load("experiment/presets.js");
const { planeGrid } = await load("figures/plane-grid.js");
const { REPORT_FIGURES } = await load("figures/report-figures.js");
const { standaloneMarkup } = await load("figures/serialise.js");
const { studyMarkdown } = await load("figures/study-markdown.js");
const { studyGroups } = await load("figures/study-table.js");
const { readSummary } = await load("node/summary-files.js");

/** Figures of single networks that the page shows. */
const SHOWN = {
  "syn-tanh-8bit": [
    "information-curves",
    "output-layer",
    "gradients-and-weights",
    "training-curves",
  ],
  "syn-relu-8bit": ["information-curves", "chosen-repetitions"],
  "syn-tanh-prefit": ["information-curves"],
  "mnist-bn2-8bit": ["information-curves", "output-layer", "chosen-repetitions", "state-scatter"],
  "mnist-conv-8bit": ["information-curves"],
};

const entries = [];
for (const network of studyNetworks) {
  const folder = join(results, network.preset);
  if (existsSync(folder)) entries.push({ ...network, summary: await readSummary(folder) });
}
const { document } = parseHTML("<html><body></body></html>");
mkdirSync(images, { recursive: true });
const write = (name, figure) =>
  writeFileSync(join(images, `${name}.svg`), standaloneMarkup(figure));

for (const [group, own] of studyGroups(entries)) {
  write(slug(group), planeGrid(own, { document, columns: Math.min(3, own.length) }));
}
for (const { preset, summary } of entries) {
  for (const { name, draw } of REPORT_FIGURES) {
    if (SHOWN[preset]?.includes(name)) write(`${preset}-${name}`, draw(summary, { document }));
  }
}
write(
  "bits",
  planeGrid(
    ["tanh", "relu"].flatMap((activation) =>
      ["4bit", "8bit", "32bit", "integer"].flatMap((bits) =>
        entries
          .filter(({ preset }) => preset === `syn-${activation}-${bits}`)
          .map(({ summary }) => ({ title: `${activation}, ${bits}`, summary })),
      ),
    ),
    { document, columns: 4 },
  ),
);

const commands = entries.map(({ preset, title, group, summary: { repetitions } }) => {
  const { length } = repetitions;
  const wanted = length === presets[preset].repetitions ? "" : ` --repetitions ${length}`;
  return `| ${group}: ${title} | \`npm start -- study ${preset}${wanted}\` |`;
});
const generated = [
  "| network | command |",
  "| --- | --- |",
  ...commands,
  "",
  studyMarkdown(entries).trimEnd(),
].join("\n");
const [begin, end] = ["<!-- made by npm run reproduction -->", "<!-- end -->"];
const text = readFileSync(page, "utf8");
const [before, rest] = text.split(begin);
writeFileSync(page, `${before}${begin}\n\n${generated}\n\n${end}${rest.split(end)[1]}`);

function slug(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
