import { describe, expect, it } from "vitest";
import { crossPeaks, meanPeak } from "../../src/phases/peaks.js";

const curves = (...rows: number[][]) => rows.map((row) => Float64Array.from(row));

describe("crossPeaks", () => {
  it("reads a repetition at the peak of the other half", () => {
    // Even places peak at 1, odd ones at 2.
    expect(crossPeaks(curves([0, 5, 1], [0, 1, 7], [0, 5, 1], [0, 1, 7]))).toEqual([2, 1, 2, 1]);
  });

  it("is not moved by a repetition's own values", () => {
    const others = [
      [0, 1, 2, 1],
      [0, 1, 3, 1],
      [0, 2, 3, 1],
      [0, 1, 3, 1],
    ];
    for (let place = 0; place < 5; place++) {
      const spiked = [...others.slice(0, place), [0, 99, 0, 0], ...others.slice(place)];
      expect(crossPeaks(curves(...spiked))[place]).toBe(2);
    }
  });

  it("gives a single repetition its own peak", () => {
    expect(crossPeaks(curves([1, 4, 2]))).toEqual([1]);
  });
});

describe("meanPeak", () => {
  it("is the first of equals, up to the rounding of a mean", () => {
    expect(meanPeak(curves([0, 12 - 1e-12, 12, 12, 3]))).toBe(1);
  });

  it("leaves out what is missing", () => {
    expect(meanPeak(curves([Number.NaN, 1, 9], [2, 1, Number.NaN], [2, 1, 0]))).toBe(2);
    expect(meanPeak(curves([Number.NaN, Number.NaN]))).toBe(0);
  });
});
