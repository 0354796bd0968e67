import type { Kernels } from "../../src/engine/kernels.js";

/** One memory, seen as numbers of each type; byte offsets are divided by the width to index. */
export interface Memory {
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
  i16: Int16Array;
  i32: Int32Array;
  f32: Float32Array;
  f64: Float64Array;
}

export function memoryOf(buffer: ArrayBufferLike): Memory {
  return {
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    u32: new Uint32Array(buffer),
    i16: new Int16Array(buffer),
    i32: new Int32Array(buffer),
    f32: new Float32Array(buffer),
    f64: new Float64Array(buffer),
  };
}

/** Every kernel, with the memory that it works on as its first argument. */
export type Twins = {
  [K in keyof Kernels]: (memory: Memory, ...args: Parameters<Kernels[K]>) => ReturnType<Kernels[K]>;
};
