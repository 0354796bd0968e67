import { createEngine, type Engine } from "../../src/engine/engine.js";
import type { Information } from "../../src/information/information.js";
import { rowBytes, StateCounter } from "../../src/information/state-counter.js";

export interface CountOptions {
  population?: boolean;
  hashMask?: bigint;
}

/** Counts rows of byte codes, again and again in the same memory. */
export class CodeCounter {
  private constructor(private readonly engine: Engine) {}

  static async create(): Promise<CodeCounter> {
    return new CodeCounter(await createEngine());
  }

  count(rows: number[][], labels: number[], options: CountOptions = {}): Information {
    const { arena } = this.engine;
    arena.reset();
    const classes = Math.max(...labels) + 1;
    const complete = options.population ?? false;
    const counter = new StateCounter(this.engine, labels, classes, { complete });
    const bytes = rowBytes(rows[0].length, 1);
    const states = arena.take(Uint8Array, rows.length * bytes);
    rows.forEach((row, r) => {
      states.set(row, r * bytes);
    });
    return counter.count(states.byteOffset, bytes, options.hashMask)[0];
  }
}
