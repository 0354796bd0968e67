import fc from "fast-check";
import { expect, test } from "vitest";
import { CodeCounter } from "../support/code-counter.js";
import { Values } from "../support/values.js";

const counter = await CodeCounter.create();

/** Two sides that are equal in theory may differ by rounding; see REFERENCE for the bound. */
const ROUNDING = 1e-12;

const FIXED = { seed: 20260219, numRuns: 300 };

interface Sample {
  rows: number[][];
  labels: number[];
  values: Values;
}

const samples: fc.Arbitrary<Sample> = fc
  .record({
    n: fc.integer({ min: 1, max: 80 }),
    width: fc.integer({ min: 1, max: 12 }),
    kinds: fc.integer({ min: 1, max: 30 }),
    classes: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer(),
  })
  .map(({ classes, kinds, n, seed, width }) => {
    const values = new Values(seed);
    const states = Array.from({ length: kinds }, () => values.integers(width, 4));
    return {
      rows: Array.from({ length: n }, () => states[values.below(kinds)]),
      labels: values.integers(n, classes),
      values,
    };
  });

function shuffled<T>(items: T[], values: Values): T[] {
  const rest = items.slice();
  return items.map(() => rest.splice(values.below(rest.length), 1)[0]);
}

/** A random injective map of 0..size-1 into bytes. */
function renaming(size: number, values: Values): number[] {
  return shuffled(
    Array.from({ length: 256 }, (_, i) => i),
    values,
  ).slice(0, size);
}

test("the order of the inputs does not matter, to the last bit", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows, values }) => {
      const order = shuffled([...rows.keys()], values);
      const permuted = counter.count(
        order.map((i) => rows[i]),
        order.map((i) => labels[i]),
      );
      expect(permuted).toEqual(counter.count(rows, labels));
    }),
    FIXED,
  );
});

test("the names of the codes of each unit do not matter, to the last bit", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows, values }) => {
      const names = rows[0].map(() => renaming(4, values));
      const renamed = rows.map((row) => row.map((code, unit) => names[unit][code]));
      expect(counter.count(renamed, labels)).toEqual(counter.count(rows, labels));
    }),
    FIXED,
  );
});

test("the order of the units does not matter, nor does repeating one, to the last bit", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows, values }) => {
      const order = shuffled([...rows[0].keys()], values);
      const reordered = rows.map((row) => [...order.map((unit) => row[unit]), row[0]]);
      expect(counter.count(reordered, labels)).toEqual(counter.count(rows, labels));
    }),
    FIXED,
  );
});

test("the names of the labels do not matter, to the last bit", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows, values }) => {
      const names = renaming(6, values);
      const renamed = labels.map((label) => names[label]);
      expect(counter.count(rows, renamed)).toEqual(counter.count(rows, labels));
    }),
    FIXED,
  );
});

test("merging states increases neither information (data processing)", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows, values }) => {
      let states = rows;
      let before = counter.count(states, labels);
      for (let layer = 0; layer < 3; layer++) {
        const tables = states[0].map(() => values.integers(256, 3));
        const merged = states.map((row) => row.map((code, unit) => tables[unit][code]));
        const after = counter.count(merged, labels);
        expect(after.entropy).toBeLessThanOrEqual(before.entropy + ROUNDING);
        expect(after.labelInformation).toBeLessThanOrEqual(before.labelInformation + ROUNDING);
        expect(after.states).toBeLessThanOrEqual(before.states);
        states = merged;
        before = after;
      }
    }),
    FIXED,
  );
});

test("entropies keep within their bounds", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows }) => {
      const found = counter.count(rows, labels);
      expect(found.inputInformation).toBe(found.entropy);
      expect(found.entropy).toBeGreaterThanOrEqual(0);
      expect(found.entropy).toBeLessThanOrEqual(Math.log2(rows.length) + ROUNDING);
      expect(found.entropy).toBeLessThanOrEqual(Math.log2(found.states) + ROUNDING);
      expect(found.labelCeiling).toBeLessThanOrEqual(Math.log2(new Set(labels).size) + ROUNDING);
      expect(found.labelInformation).toBeGreaterThanOrEqual(-ROUNDING);
      expect(found.labelInformation).toBeLessThanOrEqual(
        Math.min(found.entropy, found.labelCeiling) + ROUNDING,
      );
    }),
    FIXED,
  );
});

test("H(T|Y) is H(T) - I(T;Y)", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows }) => {
      const { conditionalEntropy, entropy, labelInformation } = counter.count(rows, labels);
      expect(Math.abs(conditionalEntropy - (entropy - labelInformation))).toBeLessThan(ROUNDING);
    }),
    FIXED,
  );
});

test("inputs met twice over leave all information as it was", () => {
  fc.assert(
    fc.property(samples, ({ labels, rows }) => {
      const once = counter.count(rows, labels);
      const twice = counter.count([...rows, ...rows], [...labels, ...labels]);
      expect(Math.abs(twice.entropy - once.entropy)).toBeLessThan(ROUNDING);
      expect(Math.abs(twice.labelInformation - once.labelInformation)).toBeLessThan(ROUNDING);
      expect([twice.states, twice.singletons]).toEqual([once.states, 0]);
    }),
    FIXED,
  );
});
