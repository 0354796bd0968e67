import type { RunState } from "../node/run-folder.js";

/** "3 of 8 repetitions finished, 2 begun, process 4711 works on it"; "9 repetitions finished". */
export function describeState({ repetitions, finished, started, pid }: RunState): string {
  const begun = started > 0 ? `, ${started} begun` : "";
  const work = pid === null ? "" : `, process ${pid} works on it`;
  const of = finished > repetitions ? "" : ` of ${repetitions}`;
  return `${finished}${of} repetitions finished${begun}${work}`;
}
