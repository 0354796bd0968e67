/*
 * Prints the label literal of src/data/syn.ts from the public file of the study that introduced it.
 *
 *   node scripts/make-syn-labels.mjs path/to/var_u.mat
 *
 * var_u.mat (MATLAB v5, 1003 bytes, md5 29b51a6cb3eaa73ee0c652fd3feec3e4) is part of the code that
 * R. Shwartz-Ziv and N. Tishby published with "Opening the Black Box of Deep Neural Networks via
 * Information" (2017, arXiv 1703.00810): https://github.com/ravidziv/IDNNs. It holds the inputs F
 * (4096 x 12, uint8) and the labels y (1 x 4096, uint8).
 *
 * The script also checks the rule that src/data/syn.ts makes the inputs with: row i of F is the
 * number i in binary, most significant bit first.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";

const MATRIX = 14;
const COMPRESSED = 15;

/** The data elements of a little-endian MAT v5 stream, as { type, data }. */
function* elements(bytes) {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const tag = bytes.readUInt32LE(at);
    if (tag >>> 16) {
      yield { type: tag & 0xffff, data: bytes.subarray(at + 4, at + 4 + (tag >>> 16)) };
      at += 8;
      continue;
    }
    const size = bytes.readUInt32LE(at + 4);
    const data = bytes.subarray(at + 8, at + 8 + size);
    if (tag === COMPRESSED) yield* elements(inflateSync(data));
    else yield { type: tag, data };
    at += 8 + (tag === COMPRESSED ? size : Math.ceil(size / 8) * 8);
  }
}

/** The uint8 matrices of a MAT v5 file by name; values are stored column by column. */
function readMatrices(bytes) {
  const matrices = {};
  for (const element of elements(bytes.subarray(128))) {
    if (element.type !== MATRIX) continue;
    const [, dimensions, name, values] = [...elements(element.data)].map(({ data }) => data);
    matrices[name.toString("latin1")] = {
      rows: dimensions.readInt32LE(0),
      columns: dimensions.readInt32LE(4),
      values,
    };
  }
  return matrices;
}

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error("usage: node scripts/make-syn-labels.mjs path/to/var_u.mat");
  process.exit(2);
}
const { F, y } = readMatrices(readFileSync(path));
if (F.rows !== 4096 || F.columns !== 12 || y.values.length !== 4096) {
  throw new Error(
    `expected F 4096 x 12 and y of 4096, found ${F.rows} x ${F.columns} and ${y.values.length}`,
  );
}

const inputs = new Uint8Array(4096 * 12);
for (let row = 0; row < 4096; row++) {
  for (let bit = 0; bit < 12; bit++) {
    const value = F.values[bit * 4096 + row];
    if (value !== ((row >> (11 - bit)) & 1))
      throw new Error(`row ${row} of F is not ${row} in binary`);
    inputs[row * 12 + bit] = value;
  }
}

let hex = "";
for (let i = 0; i < 4096; i += 4) {
  const [a, b, c, d] = y.values.subarray(i, i + 4);
  hex += ((a << 3) | (b << 2) | (c << 1) | d).toString(16);
}
for (let i = 0; i < hex.length; i += 64) console.log(`  ${hex.slice(i, i + 64)}`);
console.error(`md5 of the inputs, row by row: ${createHash("md5").update(inputs).digest("hex")}`);
console.error(`md5 of the labels: ${createHash("md5").update(y.values).digest("hex")}`);
console.error(`labels 1: ${y.values.reduce((sum, label) => sum + label, 0)} of 4096`);
