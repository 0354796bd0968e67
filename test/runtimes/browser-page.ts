import { parseExperiment } from "../../src/experiment/parse.js";
import { createWorkspace } from "../../src/experiment/workspace.js";
import { cases } from "../golden/cases.js";
import { goldenHashes } from "./golden-hashes.js";

/** Hashes of two repetitions made at the same time by two workers on one shared memory. */
async function hashesOfTwoWorkers(): Promise<string[]> {
  const { dataset, document: experiment } = cases[0];
  const workspace = await createWorkspace(parseExperiment(experiment), dataset());
  return Promise.all(
    [0, 1].map(
      (index) =>
        new Promise<string>((resolve, reject) => {
          const worker = new Worker("/worker.js", { type: "module" });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.postMessage({ workspace, index });
        }),
    ),
  );
}

Object.assign(globalThis, { goldenHashes, hashesOfTwoWorkers });
