import type { Region, Trajectory } from "./trajectory.js";

const CELLS = 24;
const WINDOW = 0.3;

/**
 * Where the hidden layers crowd: the window, a third of the plane wide and high, that holds the
 * largest shares of most hidden trajectories, tightened to what it holds. Null when there are fewer
 * than two hidden layers, or when nothing would be gained.
 */
export function crowdedRegion(trajectories: Trajectory[], whole: Region): Region | null {
  const hidden = trajectories.filter((one) => !one.output && one.points.length > 0);
  if (hidden.length < 2) return null;
  const width = whole.x[1] - whole.x[0];
  const height = whole.y[1] - whole.y[0];
  const layers = hidden.map(({ points }) =>
    points.map((point) => ({
      x: (point.input - whole.x[0]) / width,
      y: (point.label - whole.y[0]) / height,
    })),
  );
  let best = { score: 0, x: 0, y: 0 };
  for (let i = 0; i <= CELLS; i++) {
    for (let j = 0; j <= CELLS; j++) {
      const x = (i / CELLS) * (1 - WINDOW);
      const y = (j / CELLS) * (1 - WINDOW);
      let score = 0;
      for (const layer of layers) {
        let held = 0;
        for (const point of layer) if (holds(x, y, point)) held++;
        score += Math.sqrt(held / layer.length);
      }
      if (score > best.score) best = { score, x, y };
    }
  }
  const held = layers.flat().filter((point) => holds(best.x, best.y, point));
  const xs = extent(
    held.map((point) => point.x),
    0.02,
  );
  const ys = extent(
    held.map((point) => point.y),
    0.02,
  );
  return {
    x: [whole.x[0] + xs[0] * width, whole.x[0] + xs[1] * width],
    y: [whole.y[0] + ys[0] * height, whole.y[0] + ys[1] * height],
  };
}

const holds = (x: number, y: number, point: { x: number; y: number }) =>
  point.x >= x && point.x <= x + WINDOW && point.y >= y && point.y <= y + WINDOW;

/** Smallest and largest value with room around them, at least `least` apart. */
function extent(values: number[], least: number): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max((high - low) * 0.08, (least - (high - low)) / 2, least / 8);
  return [low - room, high + room];
}
