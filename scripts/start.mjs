import { spawn } from "node:child_process";
import { join } from "node:path";
import { root, setUp } from "./setup.mjs";

/** `npm start`: sets everything up and runs the main job; further arguments go to `infoplane`. */
setUp();
const given = process.argv.slice(2);
const args = given.length > 0 ? given : ["run", "syn-tanh-8bit", "--repetitions", "8"];
const child = spawn(process.execPath, [join(root, "dist/cli/main.js"), ...args], {
  stdio: "inherit",
});
// Ctrl-C reaches the child too, which stops cleanly; this process waits for it.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (status) => process.exit(status ?? 1));
