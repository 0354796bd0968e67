import { describe, expect, it } from "vitest";
import {
  epochPosition,
  epochTicks,
  linearEpochAxis,
  logEpochAxis,
} from "../../src/figures/epoch-axis.js";

describe("epochPosition", () => {
  it("goes from 0 at epoch 0 to 1 at the last, and is 0 when there is one epoch", () => {
    expect(epochPosition(0, 7995)).toBe(0);
    expect(epochPosition(7995, 7995)).toBe(1);
    expect(epochPosition(9, 99)).toBeCloseTo(0.5, 12);
    expect(epochPosition(0, 0)).toBe(0);
  });
});

describe("epochTicks", () => {
  it("labels powers of ten and the last epoch where it has room", () => {
    expect(epochTicks(7995)).toEqual([0, 10, 100, 1000, 7995]);
    expect(epochTicks(1000)).toEqual([0, 10, 100, 1000]);
    expect(epochTicks(1100)).toEqual([0, 10, 100, 1000]);
    expect(epochTicks(50)).toEqual([0, 1, 10, 50]);
  });
});

describe("axes", () => {
  it("have a place for epoch 0 and names for positions", () => {
    const axis = logEpochAxis(7995);
    expect(axis.domain).toEqual([1, 7996]);
    expect(axis.format!(7996)).toBe("7995");
    expect(linearEpochAxis(7995).ticks).toEqual([1, 2001, 4001, 6001]);
    expect(linearEpochAxis(2998).ticks).toEqual([1, 1001, 2001]);
  });

  it("are not empty when there is one measurement", () => {
    expect(logEpochAxis(0).domain).toEqual([1, 2]);
    expect(linearEpochAxis(0).ticks).toEqual([1]);
  });
});
