import type { Python } from "./python.js";

export interface Options {
  /** Shorter stretches and fewer rounds. */
  quick: boolean;
  /** Whole repetitions and a fresh clone. */
  full: boolean;
  /** Folder with the files of MNIST. */
  data?: string;
}

/** What a benchmark is given. */
export interface Context {
  root: string;
  options: Options;
  /** Interpreters for the peers, where there is one with the modules needed. */
  numpy?: Python;
  torch?: Python;
  sklearn?: Python;
  /** Tells the person waiting what goes on. */
  say(message: string): void;
}
