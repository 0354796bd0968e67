import type { FileHandle } from "node:fs/promises";
import { DataError } from "../data/errors.js";

/*
 * Layout of a zip archive: files, each behind a local header; the central directory, with a record
 * per file; a record of where that is. All numbers are little-endian.
 * Source: PKWARE, APPNOTE.TXT, version 6.3.10, sections 4.3 and 4.4.
 */

/** A file in a zip archive. */
export interface ZipEntry {
  name: string;
  method: "stored" | "deflated";
  /** Bytes in the archive, and unpacked. */
  packed: number;
  size: number;
  crc32: number;
  /** Where its local header is. */
  header: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const MOST_COMMENT = 0xffff;
const RECORD = 0x02014b50;
const RECORD_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED = 1;
const UTF8 = 1 << 11;
const METHODS: Record<number, ZipEntry["method"]> = { 0: "stored", 8: "deflated" };

/**
 * The files in a zip archive of `length` bytes, in the order of its directory.
 *
 * @throws DataError when it is none, is broken, or holds files that are not read: of 4 GiB and more
 * (zip64), encrypted, or compressed otherwise than by deflate.
 */
export async function readZipDirectory(file: FileHandle, length: number): Promise<ZipEntry[]> {
  const tail = await readAt(file, Math.max(0, length - END_BYTES - MOST_COMMENT), length);
  let at = tail.length - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
  if (at < 0) throw new DataError("a zip archive without its end: it is truncated");
  const [count, bytes, start] = [
    tail.readUInt16LE(at + 10),
    tail.readUInt32LE(at + 12),
    tail.readUInt32LE(at + 16),
  ];
  if (count === 0xffff || bytes === 0xffffffff || start === 0xffffffff) throw tooLarge();
  if (start + bytes > length) throw broken();
  const directory = await readAt(file, start, start + bytes);
  const entries: ZipEntry[] = [];
  for (let from = 0; entries.length < count; ) {
    if (from + RECORD_BYTES > bytes || directory.readUInt32LE(from) !== RECORD) throw broken();
    const end = from + RECORD_BYTES + directory.readUInt16LE(from + 28);
    entries.push(parseRecord(directory.subarray(from, end)));
    from = end + directory.readUInt16LE(from + 30) + directory.readUInt16LE(from + 32);
  }
  return entries;
}

/** Where the content of an entry begins. */
export async function contentStart(file: FileHandle, { header }: ZipEntry): Promise<number> {
  const local = await readAt(file, header, header + LOCAL_BYTES);
  if (local.readUInt32LE(0) !== LOCAL) throw broken();
  return header + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
}

function parseRecord(record: Buffer): ZipEntry {
  const flags = record.readUInt16LE(8);
  const name = record.toString(flags & UTF8 ? "utf8" : "latin1", RECORD_BYTES);
  const method = METHODS[record.readUInt16LE(10)];
  const [crc32, packed, size] = [16, 20, 24].map((at) => record.readUInt32LE(at));
  const header = record.readUInt32LE(42);
  if ([packed, size, header].includes(0xffffffff)) throw tooLarge(name);
  if (flags & ENCRYPTED) throw new DataError(`${name} in the archive is encrypted`);
  if (!method) {
    throw new DataError(
      `${name} in the archive is compressed by method ${record.readUInt16LE(10)}; expected none or ` +
        "deflate, as numpy.savez and numpy.savez_compressed write",
    );
  }
  return { name, method, packed, size, crc32, header };
}

async function readAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  for (let filled = 0; filled < buffer.length; ) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, from + filled);
    if (bytesRead === 0) throw broken();
    filled += bytesRead;
  }
  return buffer;
}

const broken = () => new DataError("a broken zip archive");

const tooLarge = (name = "it") =>
  new DataError(
    `a zip archive of the extended format (zip64), as ${name} is larger than 2 GiB; ` +
      "expected less: save its arrays one by one, by numpy.save",
  );
