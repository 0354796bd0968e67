import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RangeTracker } from "../../src/quantize/range.js";
import { type RangePolicy, rangePolicySchema } from "../../src/quantize/schema.js";

function tracker(policy: Record<string, unknown>): RangeTracker {
  return new RangeTracker(rangePolicySchema.parse(policy));
}

function rangeOf({ high, low }: RangeTracker): number[] {
  return [low, high];
}

describe("fixed", () => {
  test("never changes", () => {
    const fixed = tracker({ policy: "fixed", low: -2, high: 3 });
    fixed.observe(-100, 100);
    fixed.endEpoch(1);
    expect(rangeOf(fixed)).toEqual([-2, 3]);
    expect([fixed.learns, fixed.followsTensor]).toEqual([false, false]);
  });

  test("is [-6, 6] by default", () => {
    expect(rangeOf(tracker({ policy: "fixed" }))).toEqual([-6, 6]);
  });
});

describe("batch", () => {
  test("is the range of the last tensor, whether wider or narrower", () => {
    const batch = tracker({ policy: "batch" });
    expect(rangeOf(batch)).toEqual([0, 0]);
    expect([batch.learns, batch.followsTensor]).toEqual([true, true]);
    batch.observe(-1, 2);
    expect(rangeOf(batch)).toEqual([-1, 2]);
    batch.observe(-0.5, 0);
    batch.endEpoch(5);
    expect(rangeOf(batch)).toEqual([-0.5, 0]);
  });
});

describe("moving average", () => {
  test("starts at its range and moves by 1 - decay of the way to each batch", () => {
    const average = tracker({ policy: "moving-average", decay: 0.75, low: -4, high: 8 });
    expect(rangeOf(average)).toEqual([-4, 8]);
    average.observe(0, 4);
    expect(rangeOf(average)).toEqual([-3, 7]);
    average.observe(-1, 3);
    expect(rangeOf(average)).toEqual([-2.5, 6]);
    expect([average.learns, average.followsTensor]).toEqual([true, false]);
  });

  test("has the study's decay and start by default", () => {
    const average = tracker({ policy: "moving-average" });
    average.observe(0, 0);
    expect(rangeOf(average)).toEqual([-6 * 0.999, 6 * 0.999]);
  });

  test("with bias correction is the weighted mean of the batches alone", () => {
    const average = tracker({ policy: "moving-average", decay: 0.5, biasCorrection: true });
    expect(rangeOf(average)).toEqual([0, 0]);
    average.observe(-3, 5);
    expect(rangeOf(average)).toEqual([-3, 5]);
    average.observe(0, 2);
    expect(rangeOf(average)).toEqual([-1, 3]);
    average.observe(-7, 10);
    expect(average.low).toBeCloseTo(-(3 * 1 + 0 * 2 + 7 * 4) / 7, 14);
    expect(average.high).toBeCloseTo((5 * 1 + 2 * 2 + 10 * 4) / 7, 14);
  });

  test("with bias correction is the first batch's range after the first batch, to the last bit of f32", () => {
    const ends = fc.float({ min: 0, max: Math.fround(1e9), noNaN: true });
    fc.assert(
      fc.property(ends, ends, fc.constantFrom(0, 0.5, 0.9, 0.99, 0.999), (low, high, decay) => {
        const average = tracker({ policy: "moving-average", decay, biasCorrection: true });
        average.observe(-low, high);
        expect(Math.fround(-average.low) + 0).toBe(low);
        expect(Math.fround(average.high)).toBe(high);
      }),
      { numRuns: 1000 },
    );
  });

  test("is not frozen by the end of an epoch", () => {
    const average = tracker({ policy: "moving-average", decay: 0 });
    average.endEpoch(1000);
    average.observe(-1, 1);
    expect(rangeOf(average)).toEqual([-1, 1]);
  });
});

describe("calibrated", () => {
  test("widens during its epochs and is frozen after them", () => {
    const calibrated = tracker({ policy: "calibrated", epochs: 2 });
    calibrated.observe(-1, 1);
    calibrated.observe(-0.5, 2);
    expect(rangeOf(calibrated)).toEqual([-1, 2]);
    calibrated.endEpoch(1);
    expect(calibrated.learns).toBe(true);
    calibrated.observe(-3, 0);
    expect(rangeOf(calibrated)).toEqual([-3, 2]);
    calibrated.endEpoch(2);
    expect(calibrated.learns).toBe(false);
    calibrated.observe(-9, 9);
    expect(rangeOf(calibrated)).toEqual([-3, 2]);
  });
});

const policies: RangePolicy[] = [
  { policy: "fixed", low: -1, high: 2 },
  { policy: "batch" },
  { policy: "moving-average", decay: 0.9, low: -6, high: 6, biasCorrection: false },
  { policy: "moving-average", decay: 0.9, low: -6, high: 6, biasCorrection: true },
  { policy: "calibrated", epochs: 2 },
];

const batches = fc.array(
  fc.tuple(fc.double({ min: -9, max: 0, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })),
  { maxLength: 12 },
);

function train(target: RangeTracker, ranges: [number, number][], from = 1): void {
  ranges.forEach(([low, high], epoch) => {
    target.observe(low, high);
    target.endEpoch(from + epoch);
  });
}

describe.each(policies)("$policy (bias correction: $biasCorrection)", (policy) => {
  test("saved to JSON and restored goes on as if never interrupted", () => {
    fc.assert(
      fc.property(batches, batches, (before, after) => {
        const straight = new RangeTracker(policy);
        train(straight, before);
        const restored = new RangeTracker(policy);
        restored.restore(JSON.parse(JSON.stringify(straight.save())));
        train(straight, after, before.length + 1);
        train(restored, after, before.length + 1);
        expect(restored.save()).toEqual(straight.save());
        expect(rangeOf(restored)).toEqual(rangeOf(straight));
        expect(restored.learns).toBe(straight.learns);
      }),
      { examples: [[[[-0, 0]], []]] },
    );
  });

  test("a saved state is a copy", () => {
    const original = new RangeTracker(policy);
    const saved = original.save();
    const copy = JSON.parse(JSON.stringify(saved));
    train(original, [[-8, 8]]);
    expect(saved).toEqual(copy);
  });

  test("after a reset it is as new", () => {
    fc.assert(
      fc.property(batches, (ranges) => {
        const used = new RangeTracker(policy);
        train(used, ranges);
        used.reset();
        expect(used.save()).toEqual(new RangeTracker(policy).save());
      }),
    );
  });

  test("its range contains 0", () => {
    fc.assert(
      fc.property(batches, (ranges) => {
        const any = new RangeTracker(policy);
        train(any, ranges);
        expect(any.low).toBeLessThanOrEqual(0);
        expect(any.high).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
