import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DataError } from "../../src/data/errors.js";
import { npyHeaderLength, npySize, parseNpyHeader } from "../../src/data/npy.js";
import { type NpyArray, NpyDecoder } from "../../src/data/npy-decoder.js";
import { npyBytes, type Written } from "../support/npy.js";
import { NPY, REFUSED, VERSION_2 } from "./npy-fixtures.js";

const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

/** Decodes a file whose entries arrive in pieces of `chunk` bytes. */
function decode(bytes: Uint8Array, chunk = bytes.length + 1): NpyArray {
  const header = parseNpyHeader(bytes);
  const decoder = new NpyDecoder(header);
  for (let at = header.start; at < bytes.length; at += chunk) {
    decoder.push(bytes.subarray(at, at + chunk));
  }
  return decoder.finish();
}

const MAX = 2n ** 64n - 1n;

describe("files by numpy", () => {
  test.each<[keyof typeof NPY, string, number[], (number | bigint | string)[]]>([
    ["float32", "float32", [2, 3], [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]],
    ["float64, Fortran order", "float64", [2, 3], [0, 0.25, 0.5, 0.75, 1, 1.25]],
    ["int64, big-endian, Fortran order", "int64", [2, 3], [-3n, -2n, -1n, 0n, 1n, 2n]],
    ["uint16", "uint16", [2, 3], [0, 13107, 26214, 39321, 52428, 65535]],
    ["int8", "int8", [2, 3], [0, -25, -50, -75, -100, -125]],
    ["bool", "bool", [2, 3], [1, 0, 1, 0, 1, 0]],
    ["uint64 without axes", "uint64", [], [MAX]],
    ["three axes, Fortran order", "int32", [2, 3, 2], Array.from({ length: 12 }, (_, i) => i)],
    ["no rows", "float32", [0, 3], []],
    ["text", "text", [4], ["cat", "dog", "Äpfel", ""]],
  ])("%s", (name, type, shape, values) => {
    const array = decode(fromBase64(NPY[name]));
    expect([array.type.name, array.shape]).toEqual([type, shape]);
    expect(Array.from(array.values as ArrayLike<unknown>)).toEqual(values);
  });

  test("float16, big-endian", () => {
    const { values } = decode(fromBase64(NPY["float16, big-endian"]));
    expect(values).toBeInstanceOf(Float32Array);
    // [float(x) for x in (numpy.arange(6) * 0.1).astype("f2")]
    const wanted = [0, 0.0999755859375, 0.199951171875, 0.300048828125, 0.39990234375, 0.5];
    expect(Array.from(values as Float32Array)).toEqual(wanted);
  });

  test("version 2", () => {
    const { type, values } = decode(fromBase64(VERSION_2));
    expect([type.name, ...(values as Int16Array)]).toEqual(["int16", 0, 1, 2, 3, 4, 5]);
  });

  test.each<[keyof typeof REFUSED, string]>([
    ["complex", "complex numbers"],
    ["object", "Python objects"],
    ["fields", "structured dtype"],
    ["bytes", ".astype(str)"],
    ["dates", "dates"],
    ["long double", "of type <f16"],
  ])("%s are refused, saying what would be right", (name, message) => {
    expect(() => parseNpyHeader(fromBase64(REFUSED[name]))).toThrow(DataError);
    expect(() => parseNpyHeader(fromBase64(REFUSED[name]))).toThrow(message);
    expect(() => parseNpyHeader(fromBase64(REFUSED[name]))).toThrow("expected bool, integers");
  });
});

const integers = (bits: number, signed: boolean) =>
  fc.bigInt(signed ? -(2n ** BigInt(bits - 1)) : 0n, 2n ** BigInt(signed ? bits - 1 : bits) - 1n);

const TYPES: Record<string, fc.Arbitrary<number | bigint>> = {
  b1: fc.integer({ min: 0, max: 1 }),
  f4: fc.float(),
  f8: fc.double(),
  ...Object.fromEntries(
    [8, 16, 32, 64].flatMap((bits) =>
      [true, false].map((signed) => [
        `${signed ? "i" : "u"}${bits / 8}`,
        integers(bits, signed).map((value) => (bits === 64 ? value : Number(value))),
      ]),
    ),
  ),
};

test("what was written is read, in any order of bytes and axes and in pieces of any length", () => {
  const written = fc
    .record({
      type: fc.constantFrom(...Object.keys(TYPES)),
      shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
      bigEndian: fc.boolean(),
      fortranOrder: fc.boolean(),
      version: fc.constantFrom(1 as const, 2 as const, 3 as const),
    })
    .chain((about) => {
      const length = about.shape.reduce((product, extent) => product * extent, 1);
      return fc
        .array(TYPES[about.type], { minLength: length, maxLength: length })
        .map((values): Written => ({ ...about, values }));
    });
  fc.assert(
    fc.property(written, fc.integer({ min: 1, max: 40 }), (array, chunk) => {
      const bytes = npyBytes(array);
      expect(npySize(parseNpyHeader(bytes))).toBe(bytes.length);
      const got = decode(bytes, chunk);
      expect(got.shape).toEqual(array.shape);
      expect(Array.from(got.values as ArrayLike<unknown>)).toEqual(Array.from(array.values));
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("text is read in both orders of bytes", () => {
  for (const bigEndian of [false, true]) {
    const values = ["ab", "", "😀", "z"];
    const array = decode(npyBytes({ type: "U2", shape: [4], values, bigEndian }), 3);
    expect(array.values).toEqual(values);
  }
});

describe("refuses", () => {
  const good = npyBytes({ type: "f4", shape: [2, 3], values: [1, 2, 3, 4, 5, 6] });
  const withText = (text: string) => {
    const bytes = good.slice();
    bytes.set(new TextEncoder().encode(text.padEnd(118 - 1)), 10);
    return bytes;
  };

  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "truncated: 0 bytes; expected a .npy file"],
    ["something else", new TextEncoder().encode("a,b,c\n1,2,3\n"), "not a .npy file"],
    ["a future version", good.with(6, 9), "version 9; expected 1, 2 or 3"],
    ["a header cut off", good.subarray(0, 60), "truncated: 60 bytes, expected 128"],
    ["a header that is none", withText("{'a': 1}"), "broken .npy header: {'a': 1}"],
    [
      "an endless header",
      good.with(6, 2).with(8, 255).with(9, 255).with(10, 255).with(11, 255),
      "broken .npy header of",
    ],
    [
      "text of no letters",
      withText("{'descr': '<U0', 'fortran_order': False, 'shape': (1,), }"),
      "of type <U0",
    ],
  ])("%s", (_, bytes, message) => {
    expect(() => parseNpyHeader(bytes)).toThrow(DataError);
    expect(() => parseNpyHeader(bytes)).toThrow(message);
  });

  test("too few entries, and too many", () => {
    const announced = "expected 24 for 2 x 3 entries of 4 bytes";
    expect(() => decode(good.subarray(0, good.length - 3))).toThrow(
      `truncated: 21 bytes, ${announced}`,
    );
    expect(() => decode(new Uint8Array([...good, 0]))).toThrow(
      `too long: at least 25 bytes, ${announced}`,
    );
  });

  test("text that is none", () => {
    const bytes = npyBytes({ type: "U1", shape: [1], values: ["a"] });
    bytes[bytes.length - 1] = 0x7f;
    expect(() => decode(bytes)).toThrow("broken text");
  });
});

test("a header is as long as its first bytes say", () => {
  expect(npyHeaderLength(npyBytes({ type: "f4", shape: [1], values: [1] }).subarray(0, 12))).toBe(
    128,
  );
});
