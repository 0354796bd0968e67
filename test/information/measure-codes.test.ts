import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Codes, measureCodes } from "../../src/information/measure-codes.js";
import { Values } from "../support/values.js";
import { bruteForce } from "../twins/information.js";

const TYPES = [
  ...[Uint8Array, Uint16Array, Uint32Array],
  ...[Int8Array, Int16Array, Int32Array],
  ...[Float32Array, Float64Array],
];

/** Few values per type, the greatest and least among them, so that rows repeat. */
function valuesOf(type: (typeof TYPES)[number]): number[] {
  const halves = [0, -0, 1.5, -1.5, Number.POSITIVE_INFINITY];
  if (type === Float32Array) return [...halves, 2 ** -149];
  if (type === Float64Array) return [...halves, 1.5 + 2 ** -52, 2 ** -1074];
  const top = 2 ** (8 * type.BYTES_PER_ELEMENT);
  return type.name.startsWith("Int") ? [0, 1, -1, -top / 2, top / 2 - 1] : [0, 1, top / 2, top - 1];
}

function rowsOf<C extends Exclude<Codes, BigInt64Array | BigUint64Array>>(codes: C, units: number) {
  return Array.from({ length: codes.length / units }, (_, r) =>
    codes.subarray(r * units, (r + 1) * units),
  );
}

describe.each(TYPES)("%o", (type) => {
  test("of 1 to 40 units gives what brute force gives", async () => {
    for (let units = 1; units <= 40; units++) {
      const values = new Values(100 * units + type.BYTES_PER_ELEMENT);
      const choices = valuesOf(type).slice(0, 2 + values.below(4));
      const n = 1 + values.below(80);
      // Every row but its last unit is the same, half of the time: rows then repeat however wide.
      const varied = values.below(2) === 0 ? units : 1;
      const codes = new type(n * units).map((_, i) =>
        i % units >= units - varied ? choices[values.below(choices.length)] : choices[1],
      );
      const labels = values.integers(n, 1 + values.below(5));
      const got = await measureCodes(codes, labels);
      const wanted = bruteForce(rowsOf(codes, units), labels);
      expect([got.states, got.singletons]).toEqual([wanted.states, wanted.singletons]);
      for (const [key, value] of Object.entries(wanted)) {
        expect(Math.abs((got[key as keyof typeof wanted] as number) - value)).toBeLessThan(1e-12);
      }
    }
  });
});

describe.each([BigUint64Array, BigInt64Array])("%o", (type) => {
  test("of 1 to 20 units gives what its 64-bit patterns as text give", async () => {
    const choices = [0n, 1n, -1n, 1n << 32n, 1n << 63n, (1n << 53n) + 1n, 1n << 53n];
    for (let units = 1; units <= 20; units++) {
      const values = new Values(units);
      const n = 1 + values.below(60);
      const codes = new type(n * units).map((_, i) =>
        i % units === units - 1 ? choices[values.below(choices.length)] : 7n,
      );
      const labels = values.integers(n, 3);
      const got = await measureCodes(codes, labels);
      const numbers = Array.from(
        codes.filter((_, i) => i % units === units - 1),
        (code) =>
          choices.findIndex((choice) => BigInt.asUintN(64, choice) === BigInt.asUintN(64, code)),
      );
      const wanted = bruteForce(
        numbers.map((number) => [number]),
        labels,
      );
      expect([got.states, got.singletons]).toEqual([wanted.states, wanted.singletons]);
      expect(Math.abs(got.labelInformation - wanted.labelInformation)).toBeLessThan(1e-12);
    }
  });
});

test("random small arrays give what brute force gives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 80 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
      async (units, flat, stream) => {
        const codes = Uint8Array.from(flat.slice(0, flat.length - (flat.length % units)));
        const labels = [...stream.take(codes.length / units)];
        const got = await measureCodes(codes, labels);
        const wanted = bruteForce(rowsOf(codes, units), labels);
        for (const [key, value] of Object.entries(wanted)) {
          expect(Math.abs((got[key as keyof typeof wanted] as number) - value)).toBeLessThan(1e-12);
        }
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});

test("a view into a larger buffer is read from its own first element", async () => {
  const whole = Uint16Array.of(9, 9, 9, 1, 1, 2, 2, 9, 9);
  const { entropy, labelInformation } = await measureCodes(whole.subarray(3, 7), [0, 0, 1, 1]);
  expect([entropy, labelInformation]).toEqual([1, 1]);
});

test("labels may be a typed array, and its classes need not be contiguous", async () => {
  const codes = Uint8Array.of(0, 1, 0, 1);
  const wanted = await measureCodes(codes, [0, 1, 0, 1]);
  expect(await measureCodes(codes, Uint8Array.of(3, 255, 3, 255))).toEqual(wanted);
});

test("floats are equal when they compare equal, and different in their last bit", async () => {
  expect((await measureCodes(Float32Array.of(0, -0), [0, 0])).states).toBe(1);
  expect((await measureCodes(Float32Array.of(1, 1 + 2 ** -23), [0, 0])).states).toBe(2);
  expect((await measureCodes(Float64Array.of(0, -0), [0, 0])).states).toBe(1);
  expect((await measureCodes(Float64Array.of(1, 1 + 2 ** -52), [0, 0])).states).toBe(2);
});

test("the activations passed in are left as they were", async () => {
  const values = Float32Array.of(-0, 0);
  await measureCodes(values, [0, 1]);
  expect(Object.is(values[0], -0)).toBe(true);
});

test("a sample saturates above one half of singletons; a population never does", async () => {
  const half = Uint8Array.of(0, 0, 0, 0, 1, 2, 3, 4);
  const more = Uint8Array.of(0, 0, 0, 5, 1, 2, 3, 4);
  const labels = new Uint8Array(8);
  expect((await measureCodes(half, labels)).status).toBe("exact");
  expect((await measureCodes(more, labels)).status).toBe("saturated");
  expect((await measureCodes(more, labels, { population: true })).status).toBe("exact");
});

test("one state gives exactly 0, for any number of inputs", async () => {
  for (const n of [1, 3, 7, 10, 1000, 4096, 70_000]) {
    const labels = Uint8Array.from({ length: n }, (_, i) => i % 10);
    const { conditionalEntropy, entropy, labelInformation } = await measureCodes(
      new Uint8Array(n).fill(7),
      labels,
    );
    expect([entropy, labelInformation, conditionalEntropy]).toEqual([0, 0, 0]);
  }
});

describe("refuses", () => {
  test.each<[string, Codes, number[], string]>([
    [
      "rows that do not come out even",
      new Uint8Array(5),
      [0, 1],
      "5 activations cannot be divided among 2 labels: " +
        "pass as many rows of activations as there are labels",
    ],
    ["no activations", new Uint8Array(0), [0], "0 activations cannot be divided among 1 labels"],
    ["no labels", new Uint8Array(3), [], "3 activations cannot be divided among 0 labels"],
    ["nothing at all", new Uint8Array(0), [], "0 activations cannot be divided among 0 labels"],
    ["NaN", Float32Array.of(0, 1, 2, Number.NaN, 4, 5), [0, 1], "unit 0 for input 1 is NaN"],
    ["NaN in float64", Float64Array.of(0, 1, Number.NaN, 3), [0, 1], "unit 0 for input 1 is NaN"],
    ["a label above 255", new Uint8Array(2), [0, 256], "label 256 of input 1 is no class index"],
    ["a negative label", new Uint8Array(2), [-1, 0], "label -1 of input 0 is no class index"],
    ["a label with a fraction", new Uint8Array(2), [0, 0.5], "label 0.5 of input 1"],
    ["a label that is NaN", new Uint8Array(2), [0, Number.NaN], "label NaN of input 1"],
  ])("%s", async (_, codes, labels, message) => {
    await expect(measureCodes(codes, labels)).rejects.toThrow(RangeError);
    await expect(measureCodes(codes, labels)).rejects.toThrow(message);
  });

  test.each([[0, 1], new DataView(new ArrayBuffer(8)), "01"])("%o", async (codes) => {
    const untyped = codes as unknown as Codes;
    await expect(measureCodes(untyped, [0])).rejects.toThrow("a typed array of");
  });
});
