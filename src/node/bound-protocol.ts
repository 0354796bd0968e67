import type { BoundSettings } from "../bounds/settings.js";
import type { BoundStudy, StudyCell } from "../bounds/study.js";
import type { Dataset } from "../data/dataset.js";

/** What the thread of a bound study is given. */
export interface BoundOrder {
  study: BoundStudy;
  settings: BoundSettings;
  dataset: Dataset | undefined;
}

/** What it says. */
export type BoundMessage =
  | { type: "cell"; cell: StudyCell }
  | { type: "done" }
  | { type: "failed"; bad: boolean; message: string; stack?: string };
