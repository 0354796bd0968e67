/** The engine's memory has no room for what an experiment needs. */
export class MemoryError extends Error {
  override name = "MemoryError";
}

export interface ViewType<T> {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  BYTES_PER_ELEMENT: number;
}

interface Chunk {
  start: number;
  end: number;
}

/** A place in an arena. */
export interface ArenaMark {
  chunk: number;
  next: number;
}

const PAGE = 65536;
const LEAST_CHUNK = 16 * PAGE;
const ALIGNMENT = 64;

/**
 * Hands out stretches of a linear memory, which it grows as needed. Growing is atomic and what it
 * adds belongs to the caller, so arenas of several threads on one shared memory never overlap.
 */
export class Arena {
  private readonly chunks: Chunk[] = [];
  private current = 0;
  private next = 0;
  /** The memory has a new buffer whenever it has grown; views of the old ones stay valid. */
  private readonly buffers = new WeakSet<ArrayBufferLike>();

  constructor(private readonly memory: WebAssembly.Memory) {}

  /**
   * `length` elements of the given array type, zeroed unless `clean` is false; the view knows its
   * byte offset.
   */
  take<T>(type: ViewType<T>, length: number, clean = true): T {
    const bytes = Math.ceil((length * type.BYTES_PER_ELEMENT) / ALIGNMENT) * ALIGNMENT;
    const offset = this.reserve(bytes);
    if (clean) new Uint8Array(this.memory.buffer, offset, bytes).fill(0);
    return this.view(type, offset, length);
  }

  /** What lies at a byte offset, without taking it. */
  view<T>(type: ViewType<T>, offset: number, length: number): T {
    const { buffer } = this.memory;
    this.buffers.add(buffer);
    return new type(buffer, offset, length);
  }

  /** Whether a view was made here, so that kernels can work on it where it is. */
  owns({ buffer }: ArrayBufferView): boolean {
    return this.buffers.has(buffer);
  }

  /** Forgets everything handed out; the memory will be used again. */
  reset(): void {
    this.current = 0;
    this.next = this.chunks[0]?.start ?? 0;
  }

  /** Where the next stretch will be taken; `release` gives back everything taken since. */
  mark(): ArenaMark {
    return { chunk: this.current, next: this.next };
  }

  release({ chunk, next }: ArenaMark): void {
    this.current = chunk;
    this.next = Math.max(next, this.chunks[chunk]?.start ?? 0);
  }

  private reserve(bytes: number): number {
    while (this.current < this.chunks.length) {
      const offset = this.next;
      if (offset + bytes <= this.chunks[this.current].end) {
        this.next = offset + bytes;
        return offset;
      }
      this.current++;
      this.next = this.chunks[this.current]?.start ?? 0;
    }
    const chunk = this.grow(Math.max(bytes, LEAST_CHUNK));
    this.chunks.push(chunk);
    this.next = chunk.start + bytes;
    return chunk.start;
  }

  private grow(bytes: number): Chunk {
    const pages = Math.ceil(bytes / PAGE);
    try {
      const start = this.memory.grow(pages) * PAGE;
      return { start, end: start + pages * PAGE };
    } catch {
      throw new MemoryError(
        `the engine has no room for ${(bytes / 2 ** 20).toFixed(0)} MiB more: ` +
          "use fewer workers, fewer samples or narrower layers",
      );
    }
  }
}
