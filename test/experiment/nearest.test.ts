import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../src/experiment/nearest.js";

describe("nearest", () => {
  it("finds the name that was meant, whatever the case", () => {
    const names = ["epochs", "repetitions", "seed", "measure"];
    expect(nearest("epoch", names)).toBe("epochs");
    expect(nearest("Repetitons", names)).toBe("repetitions");
    expect(nearest("sede", names)).toBe("seed");
  });

  it("finds none when all are too different", () => {
    expect(nearest("zzz", ["epochs", "seed"])).toBeUndefined();
    expect(nearest("batch", [])).toBeUndefined();
  });

  it("takes the first of equally near ones", () => {
    expect(nearest("bit", ["bits", "bite"])).toBe("bits");
  });
});

describe("editDistance", () => {
  it("counts insertions, deletions, substitutions and swaps of neighbours", () => {
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("abc", "")).toBe(3);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("tahn", "tanh")).toBe(1);
    expect(editDistance("ca", "abc")).toBe(3);
    expect(editDistance("same", "same")).toBe(0);
  });
});
