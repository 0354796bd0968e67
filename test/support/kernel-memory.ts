import { createEngine, createMemory } from "../../src/engine/engine.js";
import type { Kernels } from "../../src/engine/kernels.js";
import { twins } from "../twins/index.js";
import { type Memory, memoryOf } from "../twins/memory.js";

const GUARD = 64;
const PATTERN = 0xa5;

interface Buffer {
  name: string;
  start: number;
  end: number;
  compared: boolean;
}

/**
 * A memory for kernels, in which guard zones lie around every buffer. A kernel runs on it, its twin
 * on a copy, and the two are compared byte by byte: outputs, inputs and guard zones alike.
 */
export class KernelMemory {
  private buffers: Buffer[] = [];
  private next = GUARD;

  private constructor(
    private readonly memory: WebAssembly.Memory,
    readonly kernels: Kernels,
  ) {}

  static async create(): Promise<KernelMemory> {
    const memory = createMemory();
    memory.grow(255);
    return new KernelMemory(memory, (await createEngine(memory)).kernels);
  }

  /** Forgets all buffers. */
  reset(): void {
    this.buffers = [];
    this.next = GUARD;
  }

  /** Byte offset of a new buffer that holds `values`. */
  f32(name: string, values: ArrayLike<number>): number {
    const at = this.output(name, 4 * values.length);
    new Float32Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  f64(name: string, values: ArrayLike<number>): number {
    const at = this.output(name, 8 * values.length);
    new Float64Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  u32(name: string, values: ArrayLike<number>): number {
    const at = this.output(name, 4 * values.length);
    new Uint32Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  i16(name: string, values: ArrayLike<number>): number {
    const at = this.output(name, 2 * values.length);
    new Int16Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  i32(name: string, values: ArrayLike<number>): number {
    const at = this.output(name, 4 * values.length);
    new Int32Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  u8(name: string, values: ArrayLike<number>): number {
    const at = this.output(name, values.length);
    new Uint8Array(this.memory.buffer, at, values.length).set(values);
    return at;
  }

  /** A buffer full of rubbish: what a kernel does not write there stays. */
  output(name: string, bytes: number, compared = true): number {
    const start = this.next;
    const end = start + bytes;
    this.next = Math.ceil((end + GUARD) / GUARD) * GUARD;
    this.buffers.push({ name, start, end, compared });
    this.bytes().fill(PATTERN, start - GUARD);
    return start;
  }

  /** A buffer whose contents after the call are the kernel's own affair. */
  scratch(name: string, bytes: number): number {
    return this.output(name, bytes, false);
  }

  /** The buffers as they are now. */
  view(): Memory {
    return memoryOf(this.bytes().slice().buffer);
  }

  /** Runs a kernel and its twin on equal memories; throws at the first byte that differs. */
  compare<K extends keyof Kernels>(name: K, ...args: Parameters<Kernels[K]>): Memory {
    const expected = this.view();
    const twin = twins[name] as (...all: [Memory, ...Parameters<Kernels[K]>]) => unknown;
    const kernel = this.kernels[name] as (...all: Parameters<Kernels[K]>) => unknown;
    const wanted = twin(expected, ...args);
    const got = kernel(...args);
    if (got !== wanted) throw new Error(`${name} returned ${got}, its twin ${wanted}`);
    const actual = this.view();
    for (const { compared, end, start } of this.buffers) {
      if (!compared) actual.u8.set(expected.u8.subarray(start, end), start);
    }
    this.assertEqual(name, actual, expected);
    return actual;
  }

  private assertEqual(name: string, actual: Memory, expected: Memory): void {
    const words = actual.u32.length;
    for (let i = 0; i < words; i++) {
      if (actual.u32[i] === expected.u32[i]) continue;
      let at = 4 * i;
      while (actual.u8[at] === expected.u8[at]) at++;
      throw new Error(
        `${name}: ${this.place(at)} is 0x${actual.u32[i].toString(16)} (f32 ${actual.f32[i]}), ` +
          `the twin's 0x${expected.u32[i].toString(16)} (f32 ${expected.f32[i]})`,
      );
    }
  }

  private place(at: number): string {
    const buffer = this.buffers.findLast(({ start }) => start <= at);
    if (!buffer) return `guard zone, byte ${at}`;
    const { end, name, start } = buffer;
    return at < end ? `${name}, byte ${at - start}` : `guard zone after ${name}, byte ${at - end}`;
  }

  /** All buffers and the last guard zone. */
  private bytes(): Uint8Array {
    const missing = this.next + GUARD - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    return new Uint8Array(this.memory.buffer, 0, this.next + GUARD);
  }
}
