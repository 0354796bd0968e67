import type { Engine } from "../../src/engine/engine.js";

/** The numbers 0 .. count - 1 in the engine's memory. */
export function countUp(engine: Engine, count: number): Uint32Array {
  const order = engine.arena.take(Uint32Array, count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order;
}

/** The labels in the engine's memory. */
export function placeLabels(engine: Engine, labels: ArrayLike<number>): Uint8Array {
  const placed = engine.arena.take(Uint8Array, labels.length);
  placed.set(labels);
  return placed;
}
