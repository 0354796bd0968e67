import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels, spread } from "../../src/figures/labels.js";

describe("spread", () => {
  it("keeps labels the gap apart, in order, between the ends when there is room", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 20 }),
        (wanted) => {
          const placed = spread(wanted, 12, 0, 300);
          const pairs = wanted.map((value, index) => ({ value, at: placed[index], index }));
          pairs.sort((a, b) => a.value - b.value || a.index - b.index);
          pairs.forEach((pair, i) => {
            if (i > 0) expect(pair.at - pairs[i - 1].at).toBeGreaterThanOrEqual(12 - 1e-9);
            expect(pair.at).toBeGreaterThanOrEqual(-1e-9);
            expect(pair.at).toBeLessThanOrEqual(300);
          });
        },
      ),
    );
  });

  it("leaves labels where they are when they do not touch", () => {
    expect(spread([100, 20, 60], 12, 0, 300)).toEqual([100, 20, 60]);
  });
});

describe("placeLabels", () => {
  const frame = { left: 0, right: 400, top: 0, bottom: 300 };

  it("sets the labels of coinciding points apart, inside the frame", () => {
    const anchors = ["T1", "T2", "T3", "T4"].map((text) => ({ x: 390, y: 10, text }));
    const placed = placeLabels(anchors, [], frame, 12);
    expect(placed.map((label) => label.text)).toEqual(["T1", "T2", "T3", "T4"]);
    placed.forEach((a, i) => {
      expect(a.atX).toBeGreaterThan(0);
      expect(a.atX).toBeLessThan(400);
      for (const b of placed.slice(i + 1)) {
        expect(Math.abs(a.atX - b.atX) > 13 || Math.abs(a.atY - b.atY) > 13).toBe(true);
      }
    });
  });

  it("avoids what is drawn", () => {
    const wall = Array.from({ length: 40 }, (_, index) => ({ x: 205 + 4 * index, y: 150 }));
    const [label] = placeLabels([{ x: 200, y: 150, text: "T1" }], wall, frame, 12);
    expect(label.atX < 200 || Math.abs(label.atY - 150) > 6).toBe(true);
  });

  it("has nothing to place for no points", () => {
    expect(placeLabels([], [], frame, 12)).toEqual([]);
  });
});
