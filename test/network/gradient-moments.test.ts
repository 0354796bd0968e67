import { expect, test } from "vitest";
import { createEngine } from "../../src/engine/engine.js";
import { GradientMoments } from "../../src/network/gradient-moments.js";

test("norms of mean and deviation over the batches since the last clear, of a part", async () => {
  const engine = await createEngine();
  const gradients = engine.arena.take(Float32Array, 12);
  const moments = new GradientMoments(engine, gradients);
  const part = gradients.subarray(4, 8);
  for (let round = 0; round < 2; round++) {
    moments.clear();
    for (const batch of [
      [3, 0, 1, 0],
      [3, 8, 1, 0],
      [3, 4, 1, 0],
    ]) {
      gradients.fill(100 + round);
      part.set(batch);
      moments.observe();
    }
    const { deviation, mean } = moments.norms(part);
    expect(mean).toBeCloseTo(Math.hypot(3, 4, 1), 6);
    expect(deviation).toBeCloseTo(Math.sqrt(32 / 3), 6);
  }
});
