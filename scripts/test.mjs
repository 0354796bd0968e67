import { join } from "node:path";
import { root, run, setUp } from "./setup.mjs";

/** `npm test`: sets everything up, checks style and types, and runs the tests (or those named). */
setUp();
const bin = (name) => join(root, "node_modules", name);
const filters = process.argv.slice(2);
if (filters.length === 0) {
  run("Checking style", process.execPath, [bin("@biomejs/biome/bin/biome"), "check", "."]);
  run("Checking types", process.execPath, [
    bin("typescript/bin/tsc"),
    "--noEmit",
    "-p",
    "tsconfig.test.json",
  ]);
}
run("Testing", process.execPath, [bin("vitest/vitest.mjs"), "run", ...filters]);
