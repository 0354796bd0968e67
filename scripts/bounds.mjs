import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { root, run, setUp } from "./setup.mjs";

/*
 * npm run bounds-report [-- --from FOLDER] [--data FOLDER]: the experiments of docs/bounds.md, its
 * tables and docs/images/bounds. What FOLDER holds already is not computed again; --data names the
 * folder of MNIST. The same bits every time.
 */
const { values: options } = parseArgs({
  options: { from: { type: "string" }, data: { type: "string" } },
});
setUp();
const load = (path) => import(pathToFileURL(join(root, "dist", path)).href);
const { summariseCells } = await load("bounds/study.js");
const { difference } = await load("figures/bound-tables.js");

const folder = options.from ?? mkdtempSync(join(tmpdir(), "infoplane-bounds-"));
const images = join(root, "docs/images/bounds");
mkdirSync(images, { recursive: true });
const mnist = options.data ? ["--data", options.data] : [];
const sizes = ["--n", "60,120,240", "--seeds", "10"];

const STUDIES = {
  targets: ["bound", "--target", "all", ...sizes],
  syn: ["bound", "syn", "--loss", "ramp", ...sizes],
  mnist: ["bound", "mnist", "--digits", "3,8", "--loss", "ramp", ...sizes, ...mnist],
  "gate-threshold-1": gated("threshold:1"),
  "gate-threshold-2": gated("threshold:2"),
  "gate-erf": gated("erf"),
  "linear-1000": ["bound", "--target", "linear", "--n", "1000", "--lambda", "0.0001"],
};
const NETWORKS = {
  "three-layer-syn": ["threelayer", "syn"],
  "three-layer-product": ["threelayer", "sphere-product"],
};

for (const [name, words] of Object.entries({ ...STUDIES, ...NETWORKS })) {
  const out = join(folder, name);
  const last = join(out, words[0] === "bound" ? "bounds.json" : "report.html");
  if (existsSync(last)) continue;
  run(name, process.execPath, [join(root, "dist/cli/main.js"), ...words, "--out", out, "-q"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

const studies = Object.fromEntries(
  Object.keys(STUDIES).map((name) => [
    name,
    JSON.parse(readFileSync(join(folder, name, "bounds.json"), "utf8")),
  ]),
);
for (const [name, figures] of [
  [
    "targets",
    ["bounds-over-n", "adaptive-differences", "complexities", "spectrum", "certificate-gap"],
  ],
  ["three-layer-syn", ["convergence", "norms", "alignment", "information-plane"]],
  ["three-layer-product", ["convergence", "norms", "alignment"]],
]) {
  for (const figure of figures) {
    copyFileSync(
      join(folder, name, "figures", `${figure}.svg`),
      join(images, `${name}-${figure}.svg`),
    );
  }
}

write("losses", lossTable());
write("bounds", boundTable());
write("gates", gateTable());
write("large", largeTable());
write("networks", ["three-layer-syn", "three-layer-product"].map(networkTable).join("\n\n"));

/** Means at the greatest n of all data sets. */
function groups() {
  return ["targets", "syn", "mnist"].flatMap((name) => {
    const all = summariseCells(studies[name].cells);
    const most = Math.max(...all.map(({ n }) => n));
    return all.filter(({ n }) => n === most);
  });
}

/** The fixed kernel that is least by a mean, and the adaptive family less it. */
function bestFixed(group, key) {
  const fixed = group.contestants.slice(0, -1);
  return fixed.reduce((a, b) => (b[key].mean < a[key].mean ? b : a));
}

function lossTable() {
  const rows = groups().map((group) => {
    const best = bestFixed(group, "testLoss");
    return [
      group.task,
      ...group.contestants.map(({ testLoss }) => testLoss.mean.toFixed(3)),
      group.trivialLoss.mean.toFixed(3),
      best.name,
      difference(best.adaptiveLess.testLoss, 3).trim().replace("*", "✱"),
      wins(group.task, group.n, (one, name) => contestant(one, name).losses.test.loss, best.name),
    ];
  });
  return markdown(
    ["data", ...kernels(), "prediction 0", "best fixed", "adaptive less it", "seeds won"],
    rows,
  );
}

function boundTable() {
  const rows = groups().map((group) => {
    const best = bestFixed(group, "rademacher");
    return [
      group.task,
      ...group.contestants.map(({ rademacher }) => rademacher.mean.toFixed(2)),
      best.name,
      difference(best.adaptiveLess.rademacher, 2).trim().replace("*", "✱"),
      ...group.contestants.slice(-1).map(({ bound }) => bound.mean.toFixed(2)),
      `${Math.round(100 * Math.min(...group.contestants.map(({ vacuous }) => vacuous)))} %`,
      String(group.greatestRank),
    ];
  });
  return markdown(
    [
      "data",
      ...kernels(),
      "best fixed",
      "adaptive less it",
      "adaptive bound",
      "vacuous, at the least",
      "greatest rank",
    ],
    rows,
  );
}

function gateTable() {
  const rows = [
    ["relu", "targets"],
    ["threshold 1", "gate-threshold-1"],
    ["threshold 2", "gate-threshold-2"],
    ["erf", "gate-erf"],
  ].flatMap(([gate, name]) =>
    summariseCells(studies[name].cells)
      .filter(({ n, task }) => n === 120 && ["product", "relu-product", "cubic"].includes(task))
      .map((group) => [
        group.task,
        gate,
        String(group.greatestRank),
        `${group.converged} of ${group.seeds}`,
        ...["H", "K∘H", "adaptive family"].map((kernel) =>
          group.contestants.find(({ name: one }) => one === kernel).testLoss.mean.toFixed(3),
        ),
      ]),
  );
  rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return markdown(
    ["target", "gates", "greatest rank", "certified", "test: H", "K∘H", "adaptive"],
    rows,
  );
}

function largeTable() {
  const [{ analysis }] = studies["linear-1000"].cells;
  const rows = analysis.contestants.map(({ bound, losses, name }) => [
    name,
    losses.test.loss.toFixed(4),
    bound.value.toFixed(3),
    ...["empirical", "complexity", "confidence"].map((term) => bound.terms[term].toFixed(3)),
    bound.trivialLoss.toFixed(3),
    bound.vacuous ? "vacuous" : "",
  ]);
  return markdown(
    ["kernel", "test", "bound", "empirical", "complexity", "confidence", "trivial", ""],
    rows,
  );
}

function networkTable(name) {
  const analysis = JSON.parse(readFileSync(join(folder, name, "kernels.json"), "utf8"));
  const document = JSON.parse(readFileSync(join(folder, name, "comparison.json"), "utf8"));
  const kinds = [document.network.optimiser.name, ...document.controls];
  const rows = kinds.map((kind) => {
    const all = Array.from({ length: document.repetitions }, (_, i) =>
      JSON.parse(readFileSync(join(folder, name, "networks", `${kind}-00${i}.json`), "utf8")),
    );
    const mean = (value) => {
      const own = all.map(value);
      if (own.includes(null)) return "-";
      return (own.reduce((sum, one) => sum + one, 0) / own.length).toPrecision(3);
    };
    const last = ({ measurements }) => measurements[measurements.length - 1];
    return [
      all[0].name,
      mean(({ losses }) => losses.train.loss),
      mean(({ losses }) => losses.test.loss),
      mean((one) => last(one).product),
      mean(({ needed }) => needed),
      mean((one) => last(one).flipped2),
      mean((one) => last(one).alignment),
    ];
  });
  for (const { losses, name: kernel } of analysis.contestants) {
    rows.push([
      kernel,
      losses.train.loss.toPrecision(3),
      losses.test.loss.toPrecision(3),
      "",
      "",
      "",
      "",
    ]);
  }
  const head = ["", "train", "test", "‖W'‖ ‖V'‖", "needed", "gates flipped (2)", "alignment"];
  return `${document.name}, n = ${analysis.n}, N(y) = ${analysis.adaptive.value.toPrecision(3)}, ${document.repetitions} networks of each kind:\n\n${markdown(head, rows)}`;
}

function gated(gate) {
  const words = [
    "--target",
    "product,relu-product,cubic",
    "--n",
    "120",
    "--seeds",
    "10",
    "--test",
    "200",
  ];
  return ["bound", ...words, "--gate", gate];
}

function kernels() {
  return ["H", "K∘F3", "K∘H", "K∘F3 + K∘H", "adaptive"];
}

function contestant({ analysis }, name) {
  return analysis.contestants.find((one) => one.name === name);
}

function wins(task, n, value, fixed) {
  const own = Object.values(studies)
    .flatMap(({ cells }) => cells)
    .filter((cell) => cell.task === task && cell.n === n)
    .slice(0, 10);
  const won = own.filter((cell) => value(cell, "adaptive family") < value(cell, fixed));
  return `${won.length} of ${own.length}`;
}

function markdown(columns, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

function write(name, content) {
  const page = join(root, "docs/bounds.md");
  const [begin, end] = [`<!-- ${name}: made by npm run bounds-report -->`, `<!-- end ${name} -->`];
  const text = readFileSync(page, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} lacks the lines ${begin} and ${end}`);
  writeFileSync(page, `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`);
}
