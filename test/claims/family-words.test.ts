import { expect, test } from "vitest";
import { familyWords } from "../../src/claims/family-words.js";

test("what is adjusted for, in the plural, in the singular, and where there is none", () => {
  const of = (which: string, noun?: string) =>
    [15, 1, 0].map((count) => familyWords(count, which, noun));
  expect(of("judged", "network")).toEqual([
    "the 15 networks judged",
    "the one network judged",
    "the networks judged (here none)",
  ]);
  expect(of("", "network")).toEqual([
    "the 15 networks",
    "the one network",
    "the networks (here none)",
  ]);
  expect(of("compared")).toEqual([
    "the 15 compared",
    "the one compared",
    "those compared (here none)",
  ]);
});
