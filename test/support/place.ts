import type { Engine } from "../../src/engine/engine.js";

/** A copy of sample indices in the engine's memory, where kernels can read it. */
export function placeSamples(engine: Engine, samples: ArrayLike<number>): Uint32Array {
  const view = engine.arena.take(Uint32Array, samples.length);
  view.set(samples);
  return view;
}

/** A copy of labels in the engine's memory. */
export function placeLabels(engine: Engine, labels: ArrayLike<number>): Uint8Array {
  const view = engine.arena.take(Uint8Array, labels.length);
  view.set(labels);
  return view;
}
