import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presets } from "../../src/experiment/presets.js";
import {
  evenlyInLog,
  measuredEpochs,
  measurements,
  nearestEpoch,
  totalEpochs,
} from "../../src/experiment/schedule.js";

describe("measuredEpochs", () => {
  it("gives the study's 1600 measurements of SYN: 0, 5, .., 7995", () => {
    const { epochs, measure } = presets["syn-tanh-8bit"];
    const measured = measuredEpochs(measure as { schedule: "every"; epochs: number }, epochs);
    expect(measured).toEqual(Array.from({ length: 1600 }, (_, i) => 5 * i));
    expect(measured[1599]).toBe(7995);
  });

  it("gives the study's 1500 measurements of MNIST: 0, 2, .., 2998", () => {
    const { epochs, measure } = presets["mnist-bn2-8bit"];
    const measured = measuredEpochs(measure as { schedule: "every"; epochs: number }, epochs);
    expect(measured).toEqual(Array.from({ length: 1500 }, (_, i) => 2 * i));
  });

  it("measures every k epochs from the first on, never past the last", () => {
    expect(measuredEpochs({ schedule: "every", epochs: 1 }, 3)).toEqual([0, 1, 2]);
    expect(measuredEpochs({ schedule: "every", epochs: 3 }, 7)).toEqual([0, 3, 6]);
    expect(measuredEpochs({ schedule: "every", epochs: 3 }, 6)).toEqual([0, 3]);
    expect(measuredEpochs({ schedule: "every", epochs: 9 }, 4)).toEqual([0]);
  });

  it("spaces evenly in log(epoch + 1), by hand", () => {
    expect(measuredEpochs({ schedule: "log", points: 5 }, 10_000)).toEqual([0, 9, 99, 999, 9999]);
    expect(measuredEpochs({ schedule: "log", points: 4 }, 8)).toEqual([0, 1, 3, 7]);
    expect(measuredEpochs({ schedule: "log", points: 2 }, 500)).toEqual([0, 499]);
    expect(measuredEpochs({ schedule: "log", points: 100 }, 4)).toEqual([0, 1, 2, 3]);
    expect(measuredEpochs({ schedule: "log", points: 7 }, 1)).toEqual([0]);
  });

  it("begins a log schedule with the first epoch and ends it with the last, ascending", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }),
        fc.oneof(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 50 })),
        (points, epochs) => {
          const measured = measuredEpochs({ schedule: "log", points }, epochs);
          expect(measured[0]).toBe(0);
          expect(measured[measured.length - 1]).toBe(epochs - 1);
          expect(measured.length).toBeLessThanOrEqual(points + 1);
          measured.forEach((epoch, i) => {
            expect(Number.isInteger(epoch)).toBe(true);
            if (i > 0) expect(epoch).toBeGreaterThan(measured[i - 1]);
          });
          const step = Math.log(epochs) / (points - 1);
          for (let point = 0; point < points; point++) {
            const wanted = Math.exp(point * step) - 1;
            const nearest = Math.min(...measured.map((epoch) => Math.abs(epoch - wanted)));
            expect(nearest).toBeLessThan(0.5 + 1e-9 * epochs);
          }
        },
      ),
      { numRuns: 40, seed: 3 },
    );
  });
});

describe("measurements", () => {
  const every = { schedule: "every", epochs: 4 } as const;

  it("follow the schedule alone where there is no prefit", () => {
    const timing = { epochs: 6, measure: every };
    expect([...measurements(timing)]).toEqual([
      [0, "training"],
      [4, "training"],
    ]);
    expect(totalEpochs(timing)).toBe(6);
  });

  it("begin the schedule anew after the prefit, and count its epochs", () => {
    const timing = {
      prefit: { epochs: 5, labels: "shuffled" as const },
      epochs: 6,
      measure: every,
    };
    expect([...measurements(timing)]).toEqual([
      [0, "prefit"],
      [4, "prefit"],
      [5, "training"],
      [9, "training"],
    ]);
    expect(totalEpochs(timing)).toBe(11);
  });
});

describe("evenlyInLog", () => {
  const every = (epochs: number, k: number) =>
    Array.from({ length: Math.ceil(epochs / k) }, (_, i) => k * i);

  it("asks at the measured epochs nearest to 1, 10, 100, .. passes", () => {
    expect([...evenlyInLog(every(1000, 1), 4)]).toEqual([0, 9, 99, 999]);
    expect([...evenlyInLog(every(1000, 5), 4)]).toEqual([0, 10, 100, 995]);
    expect([...evenlyInLog(every(1000, 5), 1)]).toEqual([995]);
  });

  it("counts the training from its own beginning, and the prefit apart", () => {
    const measured = [...every(100, 1), ...every(1000, 1).map((epoch) => 100 + epoch)];
    expect([...evenlyInLog(measured, 3, 100)]).toEqual([
      ...[0, 9, 99],
      ...[100, 131, 1099], // sqrt(1000) = 31.6 passes: epoch 31.
    ]);
    expect([...evenlyInLog(measured, 1, 100)]).toEqual([99, 1099]);
  });

  it("asks in the training as if there were no prefit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 50 }),
        (points, epochs, k, prefit) => {
          const alone = every(epochs, k);
          const behind = [...every(prefit, k), ...alone.map((epoch) => prefit + epoch)];
          const asked = [...evenlyInLog(behind, points, prefit)];
          expect(asked.filter((epoch) => epoch >= prefit).map((epoch) => epoch - prefit)).toEqual([
            ...evenlyInLog(alone, points),
          ]);
          expect(asked.filter((epoch) => epoch < prefit)).toEqual([
            ...evenlyInLog(every(prefit, k), points),
          ]);
        },
      ),
      { seed: 5 },
    );
  });

  it("changes nothing of the presets: none has both a prefit and estimators", () => {
    for (const { estimators, name, prefit } of Object.values(presets)) {
      expect(prefit !== undefined && estimators !== undefined, name).toBe(false);
    }
  });
});

describe("nearestEpoch", () => {
  it("finds the epoch that is nearest by search of all", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: -10, max: 1010 }),
        (values, wanted) => {
          const sorted = values.sort((a, b) => a - b);
          const distance = Math.min(...sorted.map((value) => Math.abs(value - wanted)));
          expect(Math.abs(sorted[nearestEpoch(sorted, wanted)] - wanted)).toBe(distance);
        },
      ),
    );
  });
});
