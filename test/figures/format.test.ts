import { describe, expect, it } from "vitest";
import {
  meaningfulDecimals,
  percent,
  thousands,
  trimmed,
  wallTime,
} from "../../src/figures/format.js";

describe("thousands", () => {
  it("puts commas from 10,000 on", () => {
    expect([0, 4096, 70000, 1234567].map(thousands)).toEqual(["0", "4096", "70,000", "1,234,567"]);
    expect(thousands(9999.9999999)).toBe("10,000");
  });
});

describe("percent", () => {
  it("says 0 % and 100 % only when it is so", () => {
    expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual([
      "0 %",
      "<1 %",
      "50 %",
      ">99 %",
      "100 %",
    ]);
    expect(percent(Number.NaN)).toBe("-");
  });
});

describe("trimmed", () => {
  it("drops zeros at the end", () => {
    expect(trimmed(12, 3)).toBe("12");
    expect(trimmed(0.99916, 4)).toBe("0.9992");
    expect(trimmed(Number.NaN, 2)).toBe("-");
  });
});

describe("wallTime", () => {
  it("has seconds, minutes or hours", () => {
    expect([0.2, 59.4, 59.6, 754, 3569, 3571, 9000].map(wallTime)).toEqual([
      ...["0 s", "59 s", "1 min", "13 min", "59 min", "1.0 h", "2.5 h"],
    ]);
    expect(wallTime(null)).toBe("-");
  });
});

describe("meaningfulDecimals", () => {
  it("follows the typical standard error between 2 and 3", () => {
    expect(meaningfulDecimals([0.02, 0.03, 0.05])).toBe(2);
    expect(meaningfulDecimals([0.002, 0.003, 0.5])).toBe(3);
    expect(meaningfulDecimals([1e-7])).toBe(3);
    expect(meaningfulDecimals([2])).toBe(2);
  });

  it("is 3 when there is no error to go by", () => {
    expect(meaningfulDecimals([null, 0])).toBe(3);
  });
});
