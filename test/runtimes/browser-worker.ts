import { createEngine } from "../../src/engine/engine.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { Repetition } from "../../src/experiment/repetition.js";
import type { Workspace } from "../../src/experiment/workspace.js";
import { cases, hashOfRepetition } from "../golden/cases.js";

interface Order {
  workspace: Workspace;
  index: number;
}

/** One repetition of the first golden case, on data that the page shares with all its workers. */
addEventListener("message", async ({ data }: MessageEvent<Order>) => {
  const engine = await createEngine(data.workspace.memory);
  const experiment = parseExperiment(cases[0].document);
  const repetition = new Repetition(engine, data.workspace, experiment, data.index);
  while (!repetition.done) repetition.runEpoch();
  postMessage(await hashOfRepetition(repetition));
});
