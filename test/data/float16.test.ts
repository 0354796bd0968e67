import { expect, test } from "vitest";
import { float16 } from "../../src/data/float16.js";

/** IEEE 754, binary16: by its definition, in doubles. */
function byDefinition(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor(bits / 1024) % 32;
  const fraction = bits % 1024;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

test("all 65,536 patterns are the numbers of the standard", () => {
  const wrong = Array.from({ length: 65536 }, (_, bits) => bits).filter(
    (bits) => !Object.is(float16(bits), byDefinition(bits)),
  );
  expect(wrong).toEqual([]);
});
