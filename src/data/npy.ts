import { DataError } from "./errors.js";

/** Type of an array's entries, by numpy's name: "float32"; "text" for its unicode strings. */
export interface NpyType {
  name: string;
  kind: "bool" | "integer" | "float" | "text";
  /** Bytes of an entry. */
  bytes: number;
}

/** What stands before the entries of a .npy file. */
export interface NpyHeader {
  type: NpyType;
  bigEndian: boolean;
  shape: number[];
  /** In the file the first axis varies fastest, not the last. */
  fortranOrder: boolean;
  /** Bytes before the first entry. */
  start: number;
}

/** How many of a file's first bytes tell the length of its header. */
export const NPY_PREFIX = 12;

const MOST_HEADER = 2 ** 20;

/** 93 "NUMPY" */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const READABLE = "bool, integers of 8 to 64 bits, or floats of 16, 32 or 64";
const KINDS: Record<string, [kind: NpyType["kind"], word: string, sizes: number[]]> = {
  b: ["bool", "bool", [1]],
  i: ["integer", "int", [1, 2, 4, 8]],
  u: ["integer", "uint", [1, 2, 4, 8]],
  f: ["float", "float", [2, 4, 8]],
};
/** What to do about types that are not read. */
const REFUSED: Record<string, string> = {
  O: "Python objects (dtype object), which are not read: make one array of numbers of them",
  c: "complex numbers: save their real and imaginary parts as units",
  S: 'bytes (dtype "S"): save text as unicode, by .astype(str)',
  V: "of a type that is not numpy's own (dtype void): convert them, as by .astype(np.float32)",
  M: "dates: convert them, as by .astype(np.int64)",
  m: "spans of time: convert them, as by .astype(np.int64)",
};

/**
 * Bytes before the first entry, from the first NPY_PREFIX bytes of a .npy file or all that there are.
 *
 * Layout: 93 "NUMPY", major and minor version, the length of the text that follows (2 bytes in version
 * 1, else 4, little-endian), the text, a Python dictionary. Source: numpy.lib.format.
 *
 * @throws DataError when they are of no .npy file.
 */
export function npyHeaderLength(bytes: Uint8Array): number {
  if (bytes.length < NPY_PREFIX || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new DataError(
      bytes.length < NPY_PREFIX && MAGIC.every((byte, i) => i >= bytes.length || bytes[i] === byte)
        ? `truncated: ${bytes.length} bytes; expected a .npy file`
        : "not a .npy file; numpy.save writes one",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = bytes[6];
  if (major < 1 || major > 3) {
    throw new DataError(`a .npy file of version ${major}; expected 1, 2 or 3`);
  }
  const length = major === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
  if (length > MOST_HEADER) throw new DataError(`broken .npy header of ${length} bytes`);
  return length;
}

/**
 * Parses the header at the beginning of `bytes`, which hold at least `npyHeaderLength(bytes)`.
 *
 * @throws DataError when it is broken, or the entries are of a type that is not read.
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader {
  const start = npyHeaderLength(bytes);
  if (bytes.length < start) {
    throw new DataError(`truncated: ${bytes.length} bytes, expected ${start} for the header`);
  }
  const text = new TextDecoder().decode(bytes.subarray(bytes[6] === 1 ? 10 : 12, start));
  const order = /["']fortran_order["']\s*:\s*(True|False)/.exec(text);
  const shape = /["']shape["']\s*:\s*\(([\d\sL,]*)\)/.exec(text);
  if (!order || !shape) throw new DataError(`broken .npy header: ${text.trim().slice(0, 100)}`);
  return {
    ...parseType(text),
    shape: (shape[1].match(/\d+/g) ?? []).map(Number),
    fortranOrder: order[1] === "True",
    start,
  };
}

/** Bytes of the whole file. */
export function npySize({ shape, start, type }: NpyHeader): number {
  return start + entryCount(shape) * type.bytes;
}

export const entryCount = (shape: readonly number[]) =>
  shape.reduce((product, length) => product * length, 1);

function parseType(text: string): Pick<NpyHeader, "type" | "bigEndian"> {
  const [, described] = /["']descr["']\s*:\s*("[^"]*"|'[^']*'|\[)/.exec(text) ?? [];
  if (described === "[") {
    throw new DataError(`entries of several fields (a structured dtype); expected ${READABLE}`);
  }
  const [, order, letter, size] = /^.([<>|=])([a-zA-Z])(\d*)/.exec(described ?? "") ?? [];
  if (letter === undefined) {
    throw new DataError(`broken .npy header: ${text.trim().slice(0, 100)}`);
  }
  const bigEndian = order === ">";
  if (letter === "U" && Number(size) > 0) {
    return { bigEndian, type: { name: "text", kind: "text", bytes: 4 * Number(size) } };
  }
  const [kind, word, sizes] = KINDS[letter] ?? [];
  const bytes = Number(size);
  if (kind === undefined || !sizes?.includes(bytes)) {
    const what = REFUSED[letter] ?? `of type ${described.slice(1, -1)}`;
    throw new DataError(`the entries are ${what}; expected ${READABLE}`);
  }
  const name = kind === "bool" ? "bool" : `${word}${8 * bytes}`;
  return { bigEndian, type: { name, kind, bytes } };
}
