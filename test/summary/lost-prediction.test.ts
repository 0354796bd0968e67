import { describe, expect, it } from "vitest";
import { binnedLayers } from "../../src/summary/binnings.js";
import { layerTable } from "../../src/summary/layer-table.js";
import {
  isValid,
  lostBits,
  lostPrediction,
  validIn,
  validityWords,
} from "../../src/summary/lost-prediction.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { handmadeResults } from "../support/handmade-results.js";
import { syntheticResults } from "../support/synthetic-results.js";

describe("lostPrediction", () => {
  it("has the mean with its standard error, and counts the repetitions in which it is 0", () => {
    const lost = lostPrediction([0, 0.3, 0, 0.1])!;
    expect(lost).toMatchObject({ counted: 4, valid: 2 });
    expect(lost.bits.mean).toBeCloseTo(0.1, 15);
    // Squares of the differences: 0.01 + 0.04 + 0.01 + 0 over 3, its root over 2.
    expect(lost.bits.standardError).toBeCloseTo(Math.sqrt(0.02) / 2, 15);
    expect(isValid(lost)).toBe(false);
    expect(isValid(lostPrediction([0, 0])!)).toBe(true);
  });

  it("takes what was not counted for nothing, and not for 0", () => {
    expect(lostPrediction([Number.NaN, 0.5, Number.NaN])).toEqual({
      bits: { mean: 0.5, standardError: null },
      ...{ counted: 1, valid: 0 },
    });
    expect(lostPrediction([Number.NaN, 0])).toMatchObject({ counted: 1, valid: 1 });
    expect(lostPrediction([Number.NaN, Number.NaN])).toBeNull();
  });

  it("is in words, 0 only where it is", () => {
    const words = (...bits: number[]) => {
      const lost = lostPrediction(bits)!;
      return [lostBits(lost), validIn(lost)];
    };
    expect(words(0, 0)).toEqual(["0", "2 of 2"]);
    expect(words(0, 1e-9)).toEqual(["<0.001", "1 of 2"]);
    expect(words(0.25)).toEqual(["0.250", "0 of 1"]);
    expect(words(0.2, 0.4)).toEqual(["0.300 ± 0.100", "0 of 2"]);
  });
});

describe("the rows of a summary", () => {
  it("have what the last measurement counted", () => {
    const [row] = layerTable(
      summariseRun(
        handmadeResults([
          [
            { epoch: 0, input: 1 },
            { epoch: 5, input: 1, lost: 0.5 },
          ],
          [
            { epoch: 0, input: 1 },
            { epoch: 5, input: 1, lost: 0 },
          ],
          [
            { epoch: 0, input: 1 },
            { epoch: 5, input: 1 },
          ],
        ]),
      ),
    );
    expect(row.lostPrediction).toEqual({
      bits: { mean: 0.25, standardError: 0.25 },
      ...{ counted: 2, valid: 1 },
    });
    const [former] = layerTable(summariseRun(handmadeResults([[{ epoch: 0, input: 1 }]])));
    expect(former.lostPrediction).toBeNull();
  });
});

describe("binned layers", () => {
  const options = { layers: 3, repetitions: 4, epochs: 50, estimators: true };
  const summary = summariseRun(
    syntheticResults({ ...options, informationOn: ["all", "train"] as const as ["all", "train"] }),
  );

  it("are valid where nothing is lost in any repetition", () => {
    expect(validityWords(binnedLayers(summary))).toBe(
      "1 of 6 binned layers is valid: H(prediction | binned T) = 0 at the end in each of 4 repetitions. The others lose some of the prediction: 0.110 ± 0.006 bits at most (8 bins, global bounds, T3).",
    );
  });

  it("are said to be valid, or not, of one as of many, and of how many repetitions", () => {
    const rows = binnedLayers(summary);
    const valid = rows.filter(({ lostPrediction: lost }) => isValid(lost!));
    const lossy = rows.filter(({ lostPrediction: lost }) => !isValid(lost!));
    const [first] = lossy;
    const end = "at the end in each of 4 repetitions";
    expect(
      validityWords(
        valid.map((row) => ({ ...row, repetitions: 9 })),
        " of a",
      ),
    ).toBe(
      `The one binned layer of a is valid: H(prediction | binned T) = 0 ${end} in which it was counted, of 9.`,
    );
    expect(validityWords([...valid, ...valid])).toBe(
      `2 of 2 binned layers are valid: H(prediction | binned T) = 0 ${end}.`,
    );
    expect(validityWords([first])).toMatch(
      /^The one binned layer is not valid: H\(prediction \| binned T\) is not 0 at the end in each of 4 repetitions\. It loses some of the prediction: /,
    );
    expect(validityWords(lossy)).toMatch(
      /^None of 5 binned layers is valid: H\(prediction \| binned T\) is not 0 .* They lose some of the prediction: /,
    );
    expect(validityWords([...valid, first])).toMatch(
      /^1 of 2 .* is valid: .* The other loses some/,
    );
    const alone = { ...valid[0].lostPrediction!, counted: 1, valid: 1 };
    expect(validityWords([{ ...valid[0], repetitions: 1, lostPrediction: alone }])).toMatch(
      / = 0 at the end in the one repetition\.$/,
    );
  });

  it("of former builds are not said to be valid or not", () => {
    const layers = summary.layers.map((row) => ({ ...row, lostPrediction: null }));
    expect(validityWords(binnedLayers({ ...summary, layers }))).toBe(
      "Of the binned layers it was not counted whether they tell the prediction: the records are of a former build. Run the experiment anew to know.",
    );
  });
});
