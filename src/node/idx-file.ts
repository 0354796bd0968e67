import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { DataError } from "../data/errors.js";
import { type IdxArray, parseIdx } from "../data/idx.js";
import { BadInput } from "./errors.js";
import { explainSystemError } from "./system-error.js";

const inflated = promisify(gunzip);

/** What is wrong with the content of an IDX file, in words; undefined when nothing is. */
export async function idxFileProblem(path: string, md5: string): Promise<string | undefined> {
  try {
    await readIdxFile(path, md5);
    return undefined;
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
}

/**
 * Reads an IDX file, gzip-compressed or not, whose uncompressed content has the given md5.
 *
 * @throws BadInput when the content is another; Failure when the file cannot be read.
 */
export async function readIdxFile(path: string, md5: string): Promise<IdxArray> {
  try {
    return parseIdx(await unpackVerified(await readFile(path), md5));
  } catch (error) {
    if (error instanceof DataError) throw new BadInput(`${path}: ${error.message}`);
    throw explainSystemError(error, "read", path);
  }
}

/**
 * The content, gunzipped if it is gzip-compressed.
 *
 * @throws DataError when its md5 differs or the gzip data is broken.
 */
export async function unpackVerified(bytes: Uint8Array, md5: string): Promise<Uint8Array> {
  let content = bytes;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      content = await inflated(bytes);
    } catch (error) {
      throw new DataError(`broken gzip file (${(error as Error).message}); expected md5 ${md5}`);
    }
  }
  const found = createHash("md5").update(content).digest("hex");
  if (found !== md5) {
    throw new DataError(
      `the md5 of its uncompressed content (${content.length} bytes) is ${found}; expected ${md5}`,
    );
  }
  return content;
}
