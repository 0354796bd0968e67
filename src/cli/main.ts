#!/usr/bin/env node
import { exitCode, explain } from "./exit.js";
import { createProgram } from "./program.js";

// A reader that goes away (`infoplane list | head -1`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

try {
  await createProgram().parseAsync();
} catch (error) {
  const message = explain(error);
  if (message !== undefined) process.stderr.write(`${message}\n`);
  process.exitCode = exitCode(error);
}
