import { DataError } from "./errors.js";

/** An array of bytes with its shape; `values` is in row-major order. */
export interface IdxArray {
  shape: number[];
  values: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Parses an uncompressed IDX file of unsigned bytes; `values` is a view of `bytes`, not a copy.
 *
 * Layout: 0, 0, the type of the entries, the number of dimensions; one big-endian 32-bit size per
 * dimension; the entries. Source: http://yann.lecun.com/exdb/mnist.
 *
 * @throws DataError when the header is wrong, or the bytes are fewer or more than it announces.
 */
export function parseIdx(bytes: Uint8Array): IdxArray {
  if (bytes.length < 4)
    throw new DataError(truncated(bytes.length, "at least 4 for the IDX header"));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new DataError("the content is gzip-compressed; unpack it before parsing it as IDX");
  }
  if (bytes[0] !== 0 || bytes[1] !== 0) {
    throw new DataError(`not an IDX file: it begins with ${hex(bytes, 4)}, expected 00 00 08 ..`);
  }
  if (bytes[2] !== UNSIGNED_BYTE) {
    throw new DataError(
      `IDX entries of type ${hex(bytes.subarray(2), 1)}; expected 08, unsigned bytes`,
    );
  }
  const dimensions = bytes[3];
  if (dimensions === 0) throw new DataError("an IDX array of 0 dimensions; expected 1 or more");
  const header = 4 + 4 * dimensions;
  if (bytes.length < header) {
    throw new DataError(
      truncated(bytes.length, `${header} for the header of ${dimensions} dimensions`),
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const size = header + shape.reduce((product, length) => product * length, 1);
  const announced = `${size} for the header and ${shape.join(" x ")} entries`;
  if (bytes.length < size) throw new DataError(truncated(bytes.length, announced));
  if (bytes.length > size) {
    throw new DataError(`too long: ${bytes.length} bytes, expected ${announced}`);
  }
  return { shape, values: bytes.subarray(header) };
}

function truncated(length: number, expected: string): string {
  return `truncated: ${length} bytes, expected ${expected}`;
}

function hex(bytes: Uint8Array, count: number): string {
  return Array.from(bytes.subarray(0, count), (byte) => byte.toString(16).padStart(2, "0")).join(
    " ",
  );
}
