import { open } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { DataError } from "../data/errors.js";
import {
  NPY_PREFIX,
  type NpyHeader,
  npyHeaderLength,
  npySize,
  parseNpyHeader,
} from "../data/npy.js";
import { type NpyArray, NpyDecoder } from "../data/npy-decoder.js";
import { BadInput } from "./errors.js";
import { explainSystemError, systemCode } from "./system-error.js";
import { contentStart, readZipDirectory, type ZipEntry } from "./zip-directory.js";

const CHUNK = 2 ** 20;
/** An array must fit into the engine's memory. */
const MOST_BYTES = 2 ** 31;

/** An array in a .npy or .npz file, of which only the header has been read. */
export interface StoredArray {
  /** Its key in the .npz file; of a .npy file, the file's name without the ending. */
  key: string;
  /** Where it is, in words: "acts.npz: T1", or "acts.npy". */
  place: string;
  header: NpyHeader;
  /** Bytes that are read. */
  size: number;
  /** Reads it piece by piece; `onBytes` is told how many bytes are read. Throws BadInput, Failure. */
  read(onBytes?: (bytes: number) => void): Promise<NpyArray>;
}

/** The arrays in a file: one in a .npy file, any number under keys in a .npz file. */
export interface ArrayFile {
  path: string;
  kind: "npy" | "npz";
  /** In the order of the file. */
  keys: readonly string[];
  /** Throws BadInput when there is no such key, or what it stands for cannot be read. */
  array(key: string): Promise<StoredArray>;
}

/** Throws BadInput when there is no such file, or it is neither .npy nor .npz. */
export async function openArrayFile(path: string): Promise<ArrayFile> {
  const entries = await reading(path, async () => {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(NPY_PREFIX), 0, NPY_PREFIX, 0);
      const first = buffer.subarray(0, bytesRead);
      if (first.toString("latin1", 0, 2) === "PK") return await readZipDirectory(file, size);
      npyHeaderLength(first); // Throws on anything else.
      return size;
    } finally {
      await file.close();
    }
  });
  if (typeof entries === "number") {
    const key = basename(path).replace(/\.npy$/i, "");
    const array = () => stored(key, path, entries, () => contentOf(path));
    return { path, kind: "npy", keys: [key], array };
  }
  const arrays = new Map(
    entries
      .filter(({ name }) => name.endsWith(".npy"))
      .map((entry) => [entry.name.slice(0, -".npy".length), entry]),
  );
  if (arrays.size === 0) {
    throw new BadInput(`${path}: a zip archive without arrays; expected one by numpy.savez`);
  }
  const keys = [...arrays.keys()];
  const array = (key: string) => {
    const entry = arrays.get(key);
    if (!entry) {
      throw new BadInput(`${path} holds no array "${key}"; it holds ${keys.join(", ")}`);
    }
    return stored(key, `${path}: ${key}`, entry.size, () => contentOf(path, entry));
  };
  return { path, kind: "npz", keys, array: async (key) => array(key) };
}

async function stored(
  key: string,
  place: string,
  size: number,
  open: () => AsyncIterable<Buffer>,
): Promise<StoredArray> {
  const header = await reading(place, async () => checked(await readHeader(open()), size));
  const read: StoredArray["read"] = (onBytes) =>
    reading(place, async () => {
      const decoder = new NpyDecoder(header);
      let done = 0;
      for await (const chunk of open()) {
        decoder.push(chunk.subarray(Math.max(0, header.start - done)));
        done += chunk.length;
        onBytes?.(done);
      }
      return decoder.finish();
    });
  return { key, place, header, size, read };
}

async function readHeader(content: AsyncIterable<Buffer>): Promise<NpyHeader> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of content) {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length >= NPY_PREFIX && bytes.length >= npyHeaderLength(bytes)) break;
  }
  return parseNpyHeader(bytes);
}

/** Before memory is taken for it. */
function checked(header: NpyHeader, size: number): NpyHeader {
  const expected = npySize(header);
  if (expected !== size) {
    const fault = size < expected ? "truncated" : "too long";
    const shape = header.shape.join(" x ") || 1;
    throw new DataError(
      `${fault}: ${size} bytes, expected ${expected} for ${shape} entries of type ${header.type.name}`,
    );
  }
  if (expected > MOST_BYTES) {
    throw new DataError(
      `${(expected / 2 ** 30).toFixed(1)} GiB; expected at most 2: take part of the inputs`,
    );
  }
  return header;
}

/** The bytes of a file, or of a file in a zip archive, unpacked and its checksum verified. */
async function* contentOf(path: string, entry?: ZipEntry): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const options = { autoClose: false, highWaterMark: CHUNK };
    if (!entry) {
      yield* file.createReadStream({ ...options, start: 0 });
      return;
    }
    if (entry.packed === 0) return;
    const start = await contentStart(file, entry);
    const packed = file.createReadStream({ ...options, start, end: start + entry.packed - 1 });
    const content =
      entry.method === "stored"
        ? packed
        : pipeline(packed, createInflateRaw({ chunkSize: CHUNK }), () => {}); // Thrown below.
    let sum = 0;
    for await (const chunk of content) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum !== entry.crc32) throw new DataError("damaged: its checksum is not the archive's");
  } finally {
    await file.close();
  }
}

/** Turns what goes wrong while reading into BadInput and Failure that name the place. */
async function reading<T>(place: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DataError) throw new BadInput(`${place}: ${error.message}`);
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") throw new BadInput(`there is no file ${place}`);
    if (code === "EISDIR") {
      throw new BadInput(`${place} is a folder; expected a .npy or .npz file`);
    }
    if (code?.startsWith("Z_")) {
      throw new BadInput(`${place}: damaged: ${(error as Error).message}`);
    }
    throw explainSystemError(error, "read", place);
  }
}
