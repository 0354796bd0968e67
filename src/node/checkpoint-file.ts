import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Checkpoint } from "../experiment/checkpoint.js";
import { writeFileAtomic } from "./atomic.js";
import { Failure } from "./errors.js";
import { explainSystemError, systemCode } from "./system-error.js";

/*
 * Layout, little-endian: 8 bytes "infockp1"; uint32 length of the header; the header, JSON in
 * UTF-8, padded with spaces so that what follows is 8-byte aligned; the arrays in the header's
 * order, each padded with zeros to 8 bytes; SHA-256 of all that.
 */
const MAGIC = "infockp1";
const DIGEST_BYTES = 32;

/** Whose checkpoint it is; one that belongs elsewhere is refused. */
export interface CheckpointOwner {
  /** Hash of the experiment. */
  hash: string;
  /** Version of the package: another one may compute other bits. */
  version: string;
  repetition: number;
}

type ArrayType = "f32" | "f64" | "i32";
type Header = CheckpointOwner & {
  state: unknown;
  arrays: { name: string; type: ArrayType; length: number }[];
};

/** Writes a checkpoint so that a reader finds the former one or this one, never a part. */
export function writeCheckpoint(
  path: string,
  owner: CheckpointOwner,
  checkpoint: Checkpoint,
): void {
  writeFileAtomic(path, encodeCheckpoint(owner, checkpoint));
}

/**
 * Reads a checkpoint; undefined when there is none. Throws Failure when the file is damaged or
 * belongs to another experiment, version or repetition.
 */
export function readCheckpoint(path: string, owner: CheckpointOwner): Checkpoint | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw explainSystemError(error, "read", path);
  }
  const advice = `Delete it and resume: repetition ${owner.repetition} then starts from its beginning and ends with the same bits.`;
  const decoded = decodeCheckpoint(bytes);
  if (typeof decoded === "string") {
    throw new Failure(`the checkpoint ${path} is damaged (${decoded}). ${advice}`);
  }
  const { header, checkpoint } = decoded;
  for (const key of ["hash", "version", "repetition"] as const) {
    if (header[key] !== owner[key]) {
      throw new Failure(
        `the checkpoint ${path} is of ${key} ${header[key]}, not ${owner[key]}. ${advice}`,
      );
    }
  }
  return checkpoint;
}

export function encodeCheckpoint(owner: CheckpointOwner, checkpoint: Checkpoint): Uint8Array {
  const entries = Object.entries(checkpoint.arrays);
  const header: Header = {
    hash: owner.hash,
    version: owner.version,
    repetition: owner.repetition,
    state: checkpoint.state,
    arrays: entries.map(([name, { length }]) => ({
      name,
      type: typeOf(checkpoint.arrays[name]!),
      length,
    })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = MAGIC.length + 4;
  const body = aligned(start + json.length);
  const end = entries.reduce((offset, [, array]) => offset + aligned(array.byteLength), body);
  const bytes = new Uint8Array(end + DIGEST_BYTES);
  bytes.set(new TextEncoder().encode(MAGIC));
  new DataView(bytes.buffer).setUint32(MAGIC.length, body - start, true);
  bytes.set(json, start);
  bytes.fill(0x20, start + json.length, body);
  let offset = body;
  for (const [, array] of entries) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += aligned(array.byteLength);
  }
  bytes.set(digest(bytes.subarray(0, end)), end);
  return bytes;
}

/** The content of a checkpoint file, or what is wrong with it. */
export function decodeCheckpoint(
  bytes: Uint8Array,
): { header: Header; checkpoint: Checkpoint } | string {
  const start = MAGIC.length + 4;
  if (bytes.length < start + DIGEST_BYTES) return `only ${bytes.length} bytes`;
  const end = bytes.length - DIGEST_BYTES;
  if (!Buffer.from(digest(bytes.subarray(0, end))).equals(bytes.subarray(end))) {
    return "its checksum does not match: it was cut short or changed";
  }
  if (new TextDecoder().decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) {
    return "it is of another format";
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const body = start + view.getUint32(MAGIC.length, true);
  const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(start, body)));
  const arrays: Checkpoint["arrays"] = {};
  let offset = body;
  for (const { name, type, length } of header.arrays) {
    const byteLength = length * (type === "f64" ? 8 : 4);
    const { buffer } = new Uint8Array(bytes.subarray(offset, offset + byteLength));
    arrays[name] =
      type === "f32"
        ? new Float32Array(buffer, 0, length)
        : type === "f64"
          ? new Float64Array(buffer, 0, length)
          : new Int32Array(buffer, 0, length);
    offset += aligned(byteLength);
  }
  return { header, checkpoint: { state: header.state, arrays } };
}

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8;
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

function typeOf(array: Checkpoint["arrays"][string]): ArrayType {
  if (array instanceof Float32Array) return "f32";
  return array instanceof Float64Array ? "f64" : "i32";
}
