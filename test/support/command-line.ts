import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built package, which end-to-end tests run; `npm test` builds it first. */
export const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A command line under way. */
export interface Started {
  process: ChildProcess;
  ended: Promise<Ended>;
  /** Resolves once stderr matches. */
  says(pattern: RegExp): Promise<void>;
}

/** Starts the built `infoplane` in a folder. */
export function startInfoplane(
  folder: string,
  words: string[],
  environment: Record<string, string> = {},
): Started {
  if (!existsSync(`${dist}cli/main.js`)) throw new Error("dist/ is missing; run: npm run build");
  const child = spawn(process.execPath, [`${dist}cli/main.js`, ...words], {
    cwd: folder,
    env: { ...process.env, INFOPLANE_DEBUG: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    for (const look of waiting) look();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const says = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(stderr)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      ended.then(() => reject(new Error(`ended without saying ${pattern}: ${stderr}`)));
    });
  return { process: child, ended, says };
}

/** Runs the built `infoplane` in a folder to its end. */
export function infoplane(
  folder: string,
  words: string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  return startInfoplane(folder, words, environment).ended;
}
