import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Modules that building makes. */
export const GENERATED = ["src/engine/binary.ts", "src/engine/kernels.ts"];

const MINIMUM_NODE = [20, 20];

/** Installs the dependencies and builds, each only when something has changed since the last time. */
export function setUp() {
  requireNode();
  upToDate(
    "node_modules/.infoplane-stamp",
    ["package.json", "package-lock.json"],
    process.version,
    () =>
      run("Installing dependencies", "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
  );
  build();
}

/** Compiles the kernels and the TypeScript sources when one of them has changed. */
export function build() {
  const sources = [
    "kernels",
    "src",
    "scripts",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
  ];
  const make = () => run("Building", process.execPath, [join(root, "scripts/compile.mjs")]);
  upToDate("dist/.infoplane-stamp", sources, "", make, GENERATED);
}

/** Runs a command in the project and ends this process when it fails. */
export function run(title, command, args, options = {}) {
  if (title) console.error(`${title} ...`);
  const started = Date.now();
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32" && command === "npm",
    ...options,
  });
  if (error) console.error(`cannot run ${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
  if (title) console.error(`${title}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
  console.error(
    `infoplane needs Node ${MINIMUM_NODE.join(".")} or later; this is ${process.version}`,
  );
  process.exit(2);
}

function upToDate(stamp, inputs, salt, action, products = []) {
  const path = join(root, stamp);
  const digest = digestOf(inputs, salt);
  const isMade = [stamp, ...products].every((product) => existsSync(join(root, product)));
  if (isMade && readFileSync(path, "utf8") === digest) return;
  action();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, digestOf(inputs, salt));
}

function digestOf(inputs, salt) {
  const hash = createHash("sha256").update(salt);
  for (const input of inputs) addTo(hash, input);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const full = join(root, path);
  if (!existsSync(full) || GENERATED.includes(path)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, `${path}/${name}`);
  } else {
    hash.update(path).update("\0").update(readFileSync(full)).update("\0");
  }
}
