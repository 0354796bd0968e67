import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/numerics/random.js";
import { type Course, judgeAgain, judgePhase } from "../../src/phases/phase.js";
import { repetitionsForNo } from "../../src/phases/rule.js";
import { phaseReason, phaseRule } from "../../src/phases/words.js";
import { madeUpCourse, rates, type World } from "../support/courses.js";

const course = (rows: number[][], more: Partial<Course> = {}): Course => ({
  values: rows.map((row) => Float64Array.from(row)),
  epochs: rows[0].map((_, i) => 10 * i),
  ...{ from: 0, ceiling: 10, status: "exact" },
  ...more,
});
const judge = (...options: Parameters<typeof judgePhase>) => judgePhase(...options).phase;

/** Six repetitions that rise from 0 to 4 and fall to 3, more or less. */
const rows = Array.from({ length: 6 }, (_, r) => {
  const shift = 0.01 * (r - 2.5);
  return [0, 2, 4, 3.5, 3].map((value) => value + (value === 3 ? shift : 0));
});

/** So many repetitions that rise to 3 and stay there, more or less. */
const flat = (repetitions: number) =>
  Array.from({ length: repetitions }, (_, i) => [0, 2, 3, 3, 3 - 0.001 * (i % 6)]);

describe("judgePhase", () => {
  it("takes the fall from the peak to the end, and the rise from the start to the peak", () => {
    const fall = judge("compression", course(rows));
    expect(fall.value).toBeCloseTo(1, 12);
    expect(fall).toMatchObject({ verdict: "yes", ground: "interval", repetitions: 6 });
    expect(fall).toMatchObject({
      peakEpoch: 20,
      halfPeaks: [20, 20],
      firstEpoch: 0,
      lastEpoch: 40,
    });
    expect(fall.minimal).toBeCloseTo(0.1, 12);
    const rise = judge("fitting", course(rows));
    expect(rise).toMatchObject({ value: 4, low: 4, high: 4, verdict: "yes" });
  });

  it("looks at the training only", () => {
    const prefit = rows.map((row) => [9, ...row]);
    const phase = judge("compression", course(prefit, { from: 1 }));
    expect(phase.value).toBeCloseTo(1, 12);
    expect(phase).toMatchObject({ firstEpoch: 10, peakEpoch: 30, lastEpoch: 50 });
  });

  it("gives start, peak and end of every repetition", () => {
    const { landmarks } = judgePhase("compression", course(rows));
    expect([...landmarks.start]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...landmarks.peak]).toEqual([4, 4, 4, 4, 4, 4]);
    expect(landmarks.end[5]).toBeCloseTo(3.025, 12);
  });

  it("says no where a fall is surely smaller than the minimal effect", () => {
    const phase = judge("compression", course(flat(14)));
    expect(phase).toMatchObject({ verdict: "no", ground: "interval" });
    expect(phaseReason(phase)).toMatch(/^all of \[.*\] is below 0\.100 bits$/);
  });

  it("says no only if a fall read at the peak of all is small as well", () => {
    // Two repetitions fall, both of the same half: the other half is flat, has its peak at the end and
    // hides it.
    const hidden = Array.from({ length: 20 }, (_, i) =>
      i === 0 || i === 2 ? [0, 3, 2, 1, 1] : [0, 0.99, 0.99, 0.99, 1],
    );
    const phase = judge("compression", course(hidden));
    expect(phase.value).toBeCloseTo(-0.005, 12);
    expect(phase).toMatchObject({ verdict: "undecided", ground: "peak" });
    expect(phase.atMeanPeak.value).toBeCloseTo((2 * 2 - 18 * 0.01) / 20, 12);
    expect(phaseReason(phase)).toMatch(
      /^all of \[-0\.0.*\] is below 0\.100 bits, but at the peak of the mean curve it is \[/,
    );
  });

  it("says no with so many repetitions only that one in five would have shown", () => {
    const phase = judge("compression", course(flat(13)));
    expect(phase).toMatchObject({ verdict: "undecided", ground: "power" });
    expect(phaseReason(phase)).toMatch(
      /^all of \[.*\] is below 0\.100 bits, but by 13 of the 14 repetitions that a no needs$/,
    );
    for (const verdicts of [1, 2, 30, 300]) {
      const needed = repetitionsForNo(verdicts);
      expect(verdicts * 0.8 ** needed).toBeLessThanOrEqual(0.05);
      expect(verdicts * 0.8 ** (needed - 1)).toBeGreaterThan(0.05);
    }
    expect(judge("compression", course(rows.slice(0, 5))).verdict).toBe("yes");
  });

  it("calls not measured what has no value at all", () => {
    const none = rows.map((row) => row.map(() => Number.NaN));
    const phase = judge("compression", course(none));
    expect(phase).toMatchObject({ verdict: "undecided", ground: "unmeasured", repetitions: 0 });
    expect(phaseReason(phase)).toBe("not measured: counted in this way a layer has no I(X;T)");
    const atStart = rows.map((row) => row.map((value, i) => (i === 0 ? value : Number.NaN)));
    expect(judge("compression", course(atStart)).ground).toBe("repetitions");
  });

  it("is judged again to the same verdict, and by this rule where another judged it", () => {
    const all = [
      course(rows),
      course(rows, { status: "saturated" }),
      course(rows.slice(0, 4)),
      course(flat(13)),
      course(flat(20)),
      course(rows.map((row) => row.map(() => Number.NaN))),
    ];
    for (const one of all) {
      const { phase, landmarks } = judgePhase("compression", one);
      expect(judgeAgain(phase, landmarks)).toEqual(phase);
    }
    const { phase, landmarks } = judgePhase("compression", course(flat(13)));
    const before = { ...phase, verdict: "no", ground: "interval" } as const;
    expect(judgeAgain(before, landmarks)).toEqual(phase);
  });

  it("draws no conclusion from saturated and infinite layers, and keeps their numbers", () => {
    for (const status of ["saturated", "infinite"] as const) {
      const phase = judge("compression", course(rows, { status }));
      expect(phase).toMatchObject({ verdict: "undecided", ground: status });
      expect(phase.value).toBeCloseTo(1, 12);
      expect(phaseReason(phase)).toContain(status);
    }
    expect(judge("compression", course(rows, { status: "estimate" })).verdict).toBe("yes");
  });

  it("is undecided with fewer than five repetitions, and says so", () => {
    const phase = judge("compression", course(rows.slice(0, 4)));
    expect(phase).toMatchObject({ verdict: "undecided", ground: "repetitions" });
    expect(phaseReason(phase)).toBe("4 of the 5 repetitions that a verdict needs");
    const one = judge("compression", course(rows.slice(0, 1)));
    expect(one.low).toBeNaN();
    expect(one.value).toBeCloseTo(1.025, 12);
  });

  it("is undecided where the smoothings disagree, and says which", () => {
    // A peak of one measurement: gone by any moving average.
    const spike = Array.from({ length: 6 }, () =>
      Array.from({ length: 60 }, (_, i) => (i === 30 ? 1.2 : 1)),
    );
    const phase = judge("compression", course(spike, { ceiling: 10 }));
    expect(phase.smoothings.map(({ width, verdict }) => [width, verdict])).toEqual([
      [1, "yes"],
      [3, "no"],
      [9, "no"],
    ]);
    expect(phase).toMatchObject({ verdict: "undecided", ground: "smoothing" });
    expect(phaseReason(phase)).toBe("the smoothings disagree: yes without, no with 3, no with 9");
  });

  it("leaves out repetitions without a value at an end", () => {
    const gaps = [...rows, [0, 2, 4, 3.5, Number.NaN]];
    const phase = judge("compression", course(gaps));
    expect(phase.repetitions).toBe(6);
    expect(phase.value).toBeCloseTo(1, 12);
  });

  it("gives the same bits again", () => {
    const world: World = { shape: "fall", noise: "AR(1)", deviation: 1, repetitions: 9 };
    const [a, b] = [0, 1].map(() =>
      judgePhase("compression", madeUpCourse(world, new RandomStream(4))),
    );
    expect(a).toEqual(b);
  });
});

/** Largest share that a true rate may show in so many trials, but for one time in 30,000 (4 sigma). */
const most = (rate: number, trials: number) => rate + 4 * Math.sqrt((rate * (1 - rate)) / trials);

describe("over many made-up runs", () => {
  const small = { measurements: 60, repetitions: 10 };

  it.each([
    ["flat", "white", 0.3],
    ["flat", "AR(1)", 1],
    ["flat", "walk", 3],
    ["plateau", "AR(1)", 3],
    ["plateau", "walk", 1],
  ] as const)("noise makes no compression: %s, %s, %d bits", (shape, noise, deviation) => {
    const { yes } = rates({ shape, noise, deviation, ...small }, 150);
    expect(yes).toBeLessThan(most(0.05, 150));
  });

  it.each([
    ["flat", "white"],
    ["late", "white"],
    ["late", "AR(1)"],
  ] as const)("intervals hold the truth: %s, %s", (shape, noise) => {
    const { covered } = rates({ shape, noise, deviation: 0.3, ...small }, 300);
    expect(1 - covered).toBeLessThan(most(0.05, 300));
  });

  it("a fall of ten times the noise is always found, one of twice the noise hardly ever denied", () => {
    const world = { shape: "fall", noise: "AR(1)", deviation: 0.1, ...small } as const;
    expect(rates({ ...world, drop: 1 }, 50).yes).toBe(1);
    expect(rates({ ...world, drop: 0.2 }, 150).below).toBeLessThan(most(0.05, 150));
  });

  it("a fall of one repetition in five is hardly ever denied by as many as a no needs", () => {
    const lumps = { shape: "fall", noise: "AR(1)", deviation: 0.1, drop: 0.4, share: 0.2 } as const;
    const of = (repetitions: number) =>
      rates({ ...lumps, measurements: 20, repetitions }, 300).below;
    // No repetition of 14 falls with a probability of 0.8^14 = 4.4 %, of 5 with 33 %.
    expect(of(14)).toBeLessThan(most(0.05, 300));
    expect(of(5)).toBeGreaterThan(most(0.05, 300));
  });
});

describe("phaseRule", () => {
  it("states the numbers by which phases are judged", () => {
    const rule = phaseRule().join(" ");
    for (const fact of ["1 % of the ceiling", "95 %", "2000", "fewer than 5", "at least 14"]) {
      expect(rule).toContain(fact);
    }
  });
});
