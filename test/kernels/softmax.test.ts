import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { KernelMemory } from "../support/kernel-memory.js";
import { FIXED, few, lanes, seed } from "../support/shapes.js";
import { Values } from "../support/values.js";

const memory = await KernelMemory.create();
beforeEach(() => memory.reset());

test("softmax equals its twin bit for bit, with and without the normaliser", () => {
  fc.assert(
    fc.property(few, lanes, fc.boolean(), seed, (classes, row, wanted, start) => {
      memory.reset();
      const logits = memory.f32("logits", new Values(start).floats(classes * row, { spread: 20 }));
      const probabilities = memory.output("probabilities", 4 * classes * row);
      const normaliser = wanted ? memory.output("normaliser", 4 * row) : 0;
      memory.compare("softmax", logits, probabilities, normaliser, classes, row);
    }),
    FIXED,
  );
});

test("softmax in place equals softmax elsewhere", () => {
  const values = new Values(11).floats(5 * 32, { spread: 8 });
  const inPlace = memory.f32("in place", values);
  const logits = memory.f32("logits", values);
  const out = memory.output("out", 4 * values.length);
  memory.kernels.softmax(inPlace, inPlace, 0, 5, 32);
  memory.kernels.softmax(logits, out, 0, 5, 32);
  const { u32 } = memory.view();
  expect(u32.slice(inPlace / 4, inPlace / 4 + 160)).toEqual(u32.slice(out / 4, out / 4 + 160));
});

test("equal logits give equal probabilities and log of their number", () => {
  const logits = memory.f32("logits", new Float32Array(4 * 16).fill(3));
  const out = memory.output("out", 4 * 4 * 16);
  const normaliser = memory.output("normaliser", 4 * 16);
  memory.kernels.softmax(logits, out, normaliser, 4, 16);
  const { f32 } = memory.view();
  expect(f32[out / 4 + 17]).toBe(0.25);
  expect(f32[normaliser / 4 + 3]).toBe(Math.fround(3 + Math.fround(Math.log(4))));
});

test("crossEntropyGradient equals its twin bit for bit for every count of lanes in use", () => {
  fc.assert(
    fc.property(few, lanes, fc.nat(), seed, (classes, row, some, start) => {
      memory.reset();
      const count = 1 + (some % row);
      const values = new Values(start);
      const probabilities = memory.f32(
        "probabilities",
        values.floats(classes * row).map((p) => Math.abs(p)),
      );
      const labels = memory.u8("labels", values.integers(row, classes));
      memory.compare("crossEntropyGradient", probabilities, labels, classes, row, count);
    }),
    FIXED,
  );
});

test("crossEntropyGradient does not look at the labels of padded lanes", () => {
  const probabilities = memory.f32("probabilities", new Float32Array(2 * 16).fill(0.5));
  const labels = memory.u8("labels", [0, 1, ...new Array(14).fill(255)]);
  const { f32 } = memory.compare("crossEntropyGradient", probabilities, labels, 2, 16, 2);
  const at = probabilities / 4;
  expect([...f32.subarray(at, at + 3)]).toEqual([-0.25, 0.25, 0]);
  expect([...f32.subarray(at + 16, at + 19)]).toEqual([0.25, -0.25, 0]);
});

test("labelLosses equals its twin bit for bit", () => {
  fc.assert(
    fc.property(few, lanes, fc.nat(), seed, (classes, row, some, start) => {
      memory.reset();
      const values = new Values(start);
      const logits = memory.f32(
        "logits",
        Float32Array.from({ length: classes * row }, () => 0.5 * (values.below(9) - 4)),
      );
      const normaliser = memory.f32("normaliser", values.floats(row));
      const losses = memory.output("losses", 4 * row * classes);
      const winners = memory.output("winners", row);
      const shape = [classes, row, some % (row + 1)] as const;
      memory.compare("labelLosses", logits, normaliser, losses, winners, ...shape);
    }),
    FIXED,
  );
});

test("labelLosses takes the first of equal logits for the network's answer", () => {
  const logits = memory.f32("logits", [
    ...Array(16).fill(2),
    ...Array(16).fill(3),
    ...Array(16).fill(3),
  ]);
  const normaliser = memory.f32("normaliser", new Float32Array(16).fill(3.5));
  const losses = memory.output("losses", 4 * 3);
  const winners = memory.output("winners", 1);
  memory.kernels.labelLosses(logits, normaliser, losses, winners, 3, 16, 1);
  const { f32, u8 } = memory.view();
  expect(u8[winners]).toBe(1);
  expect([...f32.subarray(losses / 4, losses / 4 + 3)]).toEqual([1.5, 0.5, 0.5]);
});

test("score equals its twin bit for bit and adds to what was there", () => {
  fc.assert(
    fc.property(
      few,
      fc.integer({ min: 0, max: 60 }),
      few,
      seed,
      (classes, samples, rows, start) => {
        memory.reset();
        const values = new Values(start);
        const rowOf = memory.u32("row of", values.integers(samples, rows));
        const labels = memory.u8("labels", values.integers(samples, classes));
        const parts = memory.u8("parts", values.integers(samples, 3));
        const rowLosses = memory.f32("row losses", values.floats(rows * classes));
        const winners = memory.u8("winners", values.integers(rows, classes));
        const losses = memory.f64("losses", [0.25, 1e6, 0]);
        const hits = memory.u32("hits", [0, 7, 70_000]);
        memory.compare(
          ...(["score", rowOf, labels, parts, samples, rowLosses, winners] as const),
          ...([classes, losses, hits] as const),
        );
      },
    ),
    FIXED,
  );
});
