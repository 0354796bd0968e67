import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, setUp } from "./setup.mjs";

setUp();
const { main } = await import(pathToFileURL(await bundle()).href);
process.exitCode = await main(root, process.argv.slice(2));

/** Bundles bench/, which is then run against what was built: imports of src/ go to dist/. */
async function bundle() {
  const { build } = await import("esbuild");
  const outfile = join(root, "node_modules/.cache/infoplane/bench.mjs");
  mkdirSync(join(outfile, ".."), { recursive: true });
  await build({
    entryPoints: [join(root, "bench/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
    plugins: [
      {
        name: "dist",
        setup({ onResolve }) {
          onResolve({ filter: /^\.\.\/src\// }, ({ path }) => ({
            path: pathToFileURL(join(root, "dist", path.slice("../src/".length))).href,
            external: true,
          }));
        },
      },
    ],
  });
  return outfile;
}
