import { Arena } from "./arena.js";
import { KERNELS_BASE64 } from "./binary.js";
import type { Kernels } from "./kernels.js";

/** The kernels and an arena of the memory they work on. Each thread has its own. */
export interface Engine {
  kernels: Kernels;
  arena: Arena;
}

/** 2 GiB, in pages: reserved address space, taken from the machine only as it is used. */
const MOST_PAGES = 32768;

/** A memory that the engines of several threads can share. */
export function createMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** An engine on `memory`, by default on a memory of its own. */
export async function createEngine(memory = createMemory()): Promise<Engine> {
  compiled ??= WebAssembly.compile(decode(KERNELS_BASE64));
  const instance = await WebAssembly.instantiate(await compiled, { env: { memory } });
  return { kernels: instance.exports as unknown as Kernels, arena: new Arena(memory) };
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
