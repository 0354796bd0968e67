import fc from "fast-check";
import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { rowBytes, StateCounter } from "../../src/information/state-counter.js";
import { CodeCounter } from "../support/code-counter.js";
import { Values } from "../support/values.js";
import { bruteForce } from "../twins/information.js";

const counter = await CodeCounter.create();

test("rows are padded to whole 64-bit words", () => {
  expect([1, 8, 9, 16, 17].map((units) => rowBytes(units, 1))).toEqual([8, 8, 16, 16, 24]);
  expect([1, 4, 5].map((units) => rowBytes(units, 2))).toEqual([8, 8, 16]);
  expect([1, 2, 3].map((units) => rowBytes(units, 4))).toEqual([8, 8, 16]);
});

const MASKS: [string, bigint][] = [
  ["all hashes collide", 0n],
  ["all rows start at the same slot", 0xffff_ffff_0000_0000n],
  ["all tags are equal", 0x0000_0000_ffff_ffffn],
  ["rows start at four slots, with four tags", 0x0000_0003_0000_0003n],
];

test.each(MASKS)("counts are bit-identical when %s", (_, hashMask) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer(),
      (n, width, seed) => {
        const values = new Values(seed);
        const kinds = 1 + values.below(3);
        const rows = Array.from({ length: n }, () => values.integers(width, kinds));
        const labels = values.integers(n, 3);
        expect(counter.count(rows, labels, { hashMask })).toEqual(counter.count(rows, labels));
      },
    ),
    { seed: 4, numRuns: 100 },
  );
});

test("rows that differ in any single byte, the last ones included, are different states", () => {
  for (let width = 1; width <= 17; width++) {
    const rows = [new Array(width).fill(0)];
    for (let place = 0; place < width; place++) {
      rows.push(rows[0].map((_: number, i: number) => (i === place ? 255 : 0)));
    }
    const labels = rows.map(() => 0);
    for (const hashMask of [undefined, 0n]) {
      expect(counter.count(rows, labels, { hashMask }).states).toBe(width + 1);
    }
  }
});

test("what an earlier count left in the memory changes nothing", async () => {
  const fresh = await CodeCounter.create();
  const rows = Array.from({ length: 50 }, (_, i) => [i % 7, i % 3, 1]);
  const labels = rows.map((_, i) => i % 4);
  counter.count(
    Array.from({ length: 300 }, (_, i) => [255, i % 256, 255, 255, 255, 255, 255, 255, 255]),
    Array.from({ length: 300 }, (_, i) => i % 9),
  );
  expect(counter.count(rows, labels)).toEqual(fresh.count(rows, labels));
});

test("one counter counts many tensors of the same inputs, of any width", async () => {
  const engine = await createEngine();
  const values = new Values(8);
  const n = 200;
  const labels = values.integers(n, 5);
  const repeated = new StateCounter(engine, labels, 5, { complete: false });
  for (const width of [3, 30, 1, 8, 12]) {
    const codes = Array.from({ length: n }, () => values.integers(width, 2));
    const bytes = rowBytes(width, 1);
    const rows = engine.arena.take(Uint8Array, n * bytes);
    codes.forEach((row, r) => {
      rows.set(row, r * bytes);
    });
    const [got] = repeated.count(rows.byteOffset, bytes);
    expect(got).toEqual(counter.count(codes, labels));
    expect(got.states).toBe(bruteForce(codes, labels).states);
  }
});

test("parts are counted separately, each as if the others were not there", async () => {
  const engine = await createEngine();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(4), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 60 }),
      fc.boolean(),
      async (inputs, complete) => {
        engine.arena.reset();
        const column = (i: 0 | 1 | 2) => inputs.map((input) => input[i]);
        const [codes, labels, parts] = [column(0), column(1), column(2)];
        const selections = [0b001, 0b010, 0b101, 0b111].filter((mask) =>
          parts.some((part) => (mask >> part) & 1),
        );
        const counted = new StateCounter(engine, labels, 3, { complete, parts, selections });
        const rows = engine.arena.take(Uint8Array, 8 * codes.length);
        for (const [r, code] of codes.entries()) rows[8 * r] = code;
        counted.count(rows.byteOffset, 8).forEach((information, i) => {
          const chosen = codes.flatMap((_, r) => ((selections[i] >> parts[r]) & 1 ? [r] : []));
          const alone = counter.count(
            chosen.map((r) => [codes[r]]),
            chosen.map((r) => labels[r]),
            { population: complete && chosen.length === codes.length },
          );
          expect(information).toEqual(alone);
        });
      },
    ),
    { numRuns: 200, seed: 9 },
  );
});

test("the tally names the first row of every state and counts its parts and labels", async () => {
  const engine = await createEngine();
  const parts = [0, 1, 0, 1];
  const counted = new StateCounter(engine, [1, 0, 1, 1], 2, { complete: true, parts });
  const rows = engine.arena.take(Uint8Array, 4 * 8);
  rows.set([7, 9, 9, 7].flatMap((code) => [code, 0, 0, 0, 0, 0, 0, 0]));
  counted.count(rows.byteOffset, 8);
  const { firsts, joint, states } = counted.tally;
  expect(states).toBe(2);
  expect([...firsts]).toEqual([0, 1]);
  expect([...joint]).toEqual([0, 1, 0, 1, 0, 1, 1, 0]);
});

test("rows merged once or twice give what all inputs would, and tell the row of every input", async () => {
  const engine = await createEngine();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(60), fc.nat(2), fc.nat(1)), { minLength: 1, maxLength: 80 }),
      async (inputs) => {
        engine.arena.reset();
        const [codes, labels, parts] = [0, 1, 2].map((i) => inputs.map((input) => input[i]));
        const selections = [0b01, 0b10, 0b11].filter((mask) =>
          parts.some((part) => (mask >> part) & 1),
        );
        const population = { complete: true, parts, selections };
        const rows = engine.arena.take(Uint8Array, 8 * codes.length);
        const fill = (values: readonly number[]) => {
          for (const [r, value] of values.entries()) rows[8 * r] = value;
        };
        /** Each layer is a function of the one before. */
        const layers = [1, 4, 16].map((step) => codes.map((code) => Math.floor(code / step)));
        const direct = new StateCounter(engine, labels, 3, population);
        const merging = new StateCounter(engine, labels, 3, population);
        for (let round = 0; round < 2; round++) {
          merging.begin();
          let weights = codes.map((_, i) => {
            const own = [0, 0, 0, 0, 0, 0];
            own[3 * parts[i] + labels[i]] = 1;
            return own.slice(0, 3 * (1 + Math.max(...parts)));
          });
          let place = codes.map((_, input) => input);
          for (const layer of layers) {
            fill(layer);
            const expected = direct.count(rows.byteOffset, 8);
            const expectedJoint = [...direct.tally.joint];
            const representatives: number[] = [];
            layer.forEach((value, input) => {
              representatives[place[input]] = value;
            });
            fill(representatives);
            const asTheyAre = merging.rowTally(false);
            expect([...asTheyAre.firsts]).toEqual(weights.map((_, row) => row));
            expect([...asTheyAre.rowOf]).toEqual(place);
            expect([...asTheyAre.joint]).toEqual(weights.flat());
            expect([...asTheyAre.counts]).toEqual(
              weights.map((own) => own.reduce((sum, count) => sum + count)),
            );
            expect(merging.count(rows.byteOffset, 8)).toEqual(expected);
            expect([...merging.tally.joint]).toEqual(expectedJoint);
            merging.merge();
            place = [...merging.rowOf];
            const columns = weights[0].length;
            weights = Array.from({ length: merging.tally.states }, (_, s) =>
              expectedJoint.slice(s * columns, (s + 1) * columns),
            );
            const known = new Map<number, number>();
            layer.forEach((value, input) => {
              expect(known.get(value) ?? place[input]).toBe(place[input]);
              known.set(value, place[input]);
            });
            expect(new Set(known.values()).size).toBe(known.size);
          }
        }
      },
    ),
    { numRuns: 150, seed: 10 },
  );
});

test("70,000 rows of all different states fill the table without loss", () => {
  const rows = Array.from({ length: 70_000 }, (_, i) => [i & 255, (i >> 8) & 255, i >> 16]);
  const labels = rows.map((_, i) => i % 10);
  const { entropy, labelInformation, singletons, states, status } = counter.count(rows, labels);
  expect([states, singletons, status]).toEqual([70_000, 70_000, "saturated"]);
  expect(entropy).toBeCloseTo(Math.log2(70_000), 12);
  expect(labelInformation).toBeCloseTo(Math.log2(10), 12);
});

test("other labels of the same inputs give what a new counter would, parts included", async () => {
  const engine = await createEngine();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(9), fc.nat(2), fc.nat(2), fc.nat(1)), {
        minLength: 1,
        maxLength: 60,
      }),
      (inputs) => {
        engine.arena.reset();
        const [codes, before, labels, parts] = [0, 1, 2, 3].map((i) =>
          inputs.map((input) => input[i]),
        );
        const selections = [0b01, 0b10, 0b11].filter((mask) =>
          parts.some((part) => (mask >> part) & 1),
        );
        const population = { complete: true, parts, selections };
        const rows = engine.arena.take(Uint8Array, 8 * codes.length);
        codes.forEach((code, r) => {
          rows[8 * r + 3] = code;
        });
        const relabelled = new StateCounter(engine, before, 3, population);
        relabelled.count(rows.byteOffset, 8);
        relabelled.relabel(labels);
        const fresh = new StateCounter(engine, labels, 3, population);
        expect(relabelled.count(rows.byteOffset, 8)).toEqual(fresh.count(rows.byteOffset, 8));
      },
    ),
    { numRuns: 100, seed: 11 },
  );
});

test("rows without padding are counted as rows with it, and the state of each is known", async () => {
  const engine = await createEngine();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { minLength: 1, maxLength: 60 }),
      (bytes, inputs) => {
        engine.arena.reset();
        const labels = inputs.map(([, label]) => label);
        const packed = engine.arena.take(Uint8Array, bytes * inputs.length + 8).fill(0xee);
        const wide = engine.arena.take(Uint8Array, 16 * inputs.length);
        inputs.forEach(([code], r) => {
          packed.fill(0, bytes * r, bytes * (r + 1))[bytes * (r + 1) - 1] = code;
          wide[16 * r] = code;
        });
        const counter = new StateCounter(engine, labels, 3, { complete: true });
        const expected = counter.count(wide.byteOffset, 16);
        const states = [...counter.stateOf];
        expect(counter.countPacked(packed.byteOffset, bytes)).toEqual(expected);
        expect([...counter.stateOf]).toEqual(states);
        const order = [...new Set(inputs.map(([code]) => code))];
        expect(states).toEqual(inputs.map(([code]) => order.indexOf(code)));
      },
    ),
    { numRuns: 100, seed: 12 },
  );
});
