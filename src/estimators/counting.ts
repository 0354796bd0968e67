import type { Engine } from "../engine/engine.js";
import type { Information } from "../information/information.js";
import { rowBytes, StateCounter } from "../information/state-counter.js";
import { checkFinite, checkLabels, inputsOf } from "./check.js";
import type { Sample } from "./estimator.js";

/** Rows are padded by reads of whole words: so much may be read behind the last code. */
const SLACK = 8;

interface Counter {
  counter: StateCounter;
  /** The labels that it counts with. */
  labels: Uint8Array;
}

/** States counted, and the counter that found them; valid until the next count. */
export interface Counted {
  information: Information;
  counter: StateCounter;
}

/**
 * What the discretising estimators of one engine share: memory for values and rows, and a counter of
 * states for each number of inputs and of classes, which keeps its labels until others come.
 */
export class Counting {
  private readonly memory = new Map<string, Uint8Array>();
  private readonly counters = new Map<string, Counter>();

  constructor(readonly engine: Engine) {}

  /**
   * Byte offset of float32 values in the engine's memory, where they are copied unless they lie there;
   * undefined for values of another type. Throws an EstimatorError when lengths do not fit or a value
   * is not finite.
   */
  place(sample: Sample): number | undefined {
    const { arena, kernels } = this.engine;
    inputsOf(sample);
    const { values } = sample;
    if (!(values instanceof Float32Array)) {
      checkFinite(sample);
      return undefined;
    }
    let at = values.byteOffset;
    if (!arena.owns(values)) {
      at = this.buffer("values", values.byteLength);
      arena.view(Float32Array, at, values.length).set(values);
    }
    const whole = values.length & ~3;
    const rest = values.subarray(whole).every((value) => Number.isFinite(value));
    if (!rest || kernels.allFinite(at, whole) === 0) checkFinite(sample);
    return at;
  }

  /** Byte offset of a stretch of at least `bytes` bytes; what it held may be kept or not. */
  buffer(name: string, bytes: number): number {
    let memory = this.memory.get(name);
    if (!memory || memory.length < bytes) {
      const spare = memory ? Math.ceil(bytes * 1.5) : bytes;
      memory = this.engine.arena.take(Uint8Array, spare);
      this.memory.set(name, memory);
    }
    return memory.byteOffset;
  }

  /**
   * Counts the states of a sample. `fill` is given the byte offset at which to write their codes of
   * `width` bytes each, row after row.
   */
  count(sample: Sample, width: 1 | 2 | 4 | 8, fill: (codes: number) => void): Counted {
    const { kernels } = this.engine;
    const samples = inputsOf(sample);
    const bytes = sample.units * width;
    const padded = rowBytes(sample.units, width);
    const codes = this.buffer("codes", samples * bytes + SLACK);
    fill(codes);
    const counter = this.counterOf(sample);
    if (bytes <= 8) return { information: counter.countPacked(codes, bytes)[0], counter };
    let rows = codes;
    if (padded !== bytes) {
      rows = this.buffer("rows", samples * padded);
      kernels.padRows(codes, rows, samples, bytes);
    }
    return { information: counter.count(rows, padded)[0], counter };
  }

  private counterOf(sample: Sample): StateCounter {
    const { classes, labels, population = false } = sample;
    const key = `${labels.length} ${classes} ${population}`;
    const known = this.counters.get(key);
    if (!known) {
      checkLabels(sample);
      const counter = new StateCounter(this.engine, labels, classes, { complete: population });
      this.counters.set(key, { counter, labels: labels.slice() });
      return counter;
    }
    if (!areEqual(known.labels, labels)) {
      checkLabels(sample);
      known.counter.relabel(labels);
      known.labels.set(labels);
    }
    return known.counter;
  }
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
