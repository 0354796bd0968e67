import fc from "fast-check";
import { expect, test } from "vitest";
import { frobenius, project } from "../../../src/bounds/three-layer/descent.js";
import { createEngine } from "../../../src/engine/engine.js";
import { Values } from "../../support/values.js";

const engine = await createEngine();

test("projection leaves weights within the bound alone and scales others back to it, never beyond", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer(),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 1e-3, max: 100, noNaN: true }),
      (blocks, seed, exponent, bound) => {
        engine.arena.reset();
        const w = engine.arena.take(Float32Array, 16 * blocks);
        const values = new Values(seed);
        for (let i = 0; i < w.length; i++) w[i] = 10 ** exponent * values.uniform(-1, 1);
        const before = w.slice();
        const norm = Math.hypot(...before);
        project(engine, w, bound);
        if (norm <= bound * (1 - 1e-12)) {
          expect(w).toEqual(before);
        } else {
          const after = Math.hypot(...w);
          expect(after).toBeLessThanOrEqual(bound);
          expect(after).toBeGreaterThan(bound * (1 - 2 ** -20));
          for (let i = 0; i < w.length; i++) {
            const wanted = (before[i] * bound) / norm;
            expect(Math.abs(w[i] - wanted)).toBeLessThanOrEqual(
              2 ** -20 * Math.abs(wanted) + 1e-44,
            );
          }
        }
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});

test("the Frobenius norm is the root of the sum of squares", () => {
  engine.arena.reset();
  const w = engine.arena.take(Float32Array, 16);
  w.set([3, 0, 4, 12]);
  expect(frobenius(engine, w)).toBe(13);
});
