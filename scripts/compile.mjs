import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileKernels } from "./compile-kernels.mjs";
import { root } from "./setup.mjs";

rmSync(join(root, "dist"), { recursive: true, force: true });
await compileKernels();
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", root], {
  stdio: "inherit",
});
chmodSync(join(root, "dist/cli/main.js"), 0o755);
await writeSchema();

/** The JSON Schema of experiment documents, for editors. */
async function writeSchema() {
  const { experimentJsonSchema } = await import(
    pathToFileURL(join(root, "dist/experiment/parse.js")).href
  );
  writeFileSync(
    join(root, "dist/experiment.schema.json"),
    `${JSON.stringify(experimentJsonSchema(), null, 2)}\n`,
  );
}
