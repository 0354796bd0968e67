import fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../../src/data/errors.js";
import { parseIdx } from "../../src/data/idx.js";
import { idxBytes } from "../support/tiny-mnist.js";

test("shape and values of any array are read back", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      (shape, stream) => {
        const values = [...stream.take(shape.reduce((product, length) => product * length, 1))];
        const parsed = parseIdx(idxBytes(shape, values));
        expect(parsed.shape).toEqual(shape);
        expect([...parsed.values]).toEqual(values);
      },
    ),
  );
});

test("sizes are big-endian", () => {
  const bytes = new Uint8Array(8 + 0x010203);
  bytes.set([0, 0, 8, 1, 0, 1, 2, 3]);
  expect(parseIdx(bytes).shape).toEqual([0x010203]);
});

test("a view into a larger buffer is read from its own first byte", () => {
  const inner = idxBytes([2], [5, 6]);
  const outer = new Uint8Array(inner.length + 7);
  outer.set(inner, 3);
  expect([...parseIdx(outer.subarray(3, 3 + inner.length)).values]).toEqual([5, 6]);
});

test("every truncation is an error that says how many bytes are expected", () => {
  const bytes = idxBytes([2, 3], [1, 2, 3, 4, 5, 6]);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => parseIdx(bytes.subarray(0, length))).toThrow(DataError);
  }
  expect(() => parseIdx(bytes.subarray(0, 2))).toThrow("truncated: 2 bytes, expected at least 4");
  expect(() => parseIdx(bytes.subarray(0, 11))).toThrow(
    "truncated: 11 bytes, expected 12 for the header",
  );
  expect(() => parseIdx(bytes.subarray(0, 17))).toThrow(
    "truncated: 17 bytes, expected 18 for the header and 2 x 3 entries",
  );
});

test.each<[string, number[], string]>([
  ["extra bytes", [0, 0, 8, 1, 0, 0, 0, 1, 5, 5], "too long: 10 bytes, expected 9"],
  [
    "another magic number",
    [1, 0, 8, 1, 0, 0, 0, 0],
    "it begins with 01 00 08 01, expected 00 00 08 ..",
  ],
  ["another type of entries", [0, 0, 0x0d, 1, 0, 0, 0, 0], "type 0d; expected 08, unsigned bytes"],
  ["no dimensions", [0, 0, 8, 0, 7], "0 dimensions; expected 1 or more"],
  ["gzip", [0x1f, 0x8b, 8, 0, 0], "gzip-compressed"],
  ["an HTML page", [...Buffer.from("<html>")], "it begins with 3c 68 74 6d"],
  ["a size beyond all bounds", [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255], "truncated"],
])("%s is refused", (_, bytes, message) => {
  expect(() => parseIdx(Uint8Array.from(bytes))).toThrow(message);
  expect(() => parseIdx(Uint8Array.from(bytes))).toThrow(DataError);
});
