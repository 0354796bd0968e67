import type { Engine } from "../engine/engine.js";
import { Scratch } from "../engine/scratch.js";
import type { Vectors } from "./continuous.js";

/** Points of a block of kernels/points.ts. */
const BLOCK = 4;

/** Radius of what is nobody's neighbour. */
const NONE = -1;

/**
 * Exact neighbours by the max norm among the points of one cloud at a time, with all differences in f64.
 * Every pair of points near enough along the coordinate that varies most is looked at.
 */
export class Neighbours {
  private readonly points: Scratch;
  private readonly given: Scratch;
  private readonly found: Scratch;
  private readonly tiles: number;
  private units = 0;
  private axis = 0;
  private blocks = 0;
  private cloud = 0;
  /** The point at each place of the sorted cloud. */
  private order = new Uint32Array(0);

  constructor(private readonly engine: Engine) {
    this.points = new Scratch(engine.arena);
    this.given = new Scratch(engine.arena);
    this.found = new Scratch(engine.arena);
    this.tiles = engine.arena.take(Float64Array, 32).byteOffset;
  }

  /** Takes finite points; what is asked from now on is about them. */
  load({ values, units }: Vectors): void {
    const count = values.length / units;
    const axis = widest({ values, units });
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    order.sort((i, j) => values[i * units + axis] - values[j * units + axis]);
    this.order = order;
    this.units = units;
    this.axis = axis;
    this.blocks = Math.ceil(count / BLOCK);
    const length = this.blocks * units * BLOCK;
    const points = this.points.f64(length).fill(Number.POSITIVE_INFINITY);
    order.forEach((i, place) => {
      const at = Math.floor(place / BLOCK) * units * BLOCK + (place % BLOCK);
      for (let u = 0; u < units; u++) points[at + BLOCK * u] = values[i * units + u];
    });
    this.cloud = points.byteOffset;
  }

  /** The `length` least distances of every point to others, ascending: [points][length]. */
  nearest(length: number): Float64Array {
    const { axis, blocks, cloud, engine, order, tiles, units } = this;
    const lists = this.found.f64(blocks * BLOCK * length);
    const to = lists.byteOffset;
    engine.kernels.nearestDistances(cloud, units, blocks, axis, length, to, tiles);
    return this.restore(lists, new Float64Array(order.length * length), length);
  }

  /** How many points, itself among them, lie within every point's radius. */
  within(radii: Float64Array): Uint32Array {
    const { axis, blocks, cloud, engine, order, tiles, units } = this;
    const counts = this.found.u32(blocks * BLOCK);
    const [from, to] = [this.sorted(radii), counts.byteOffset];
    engine.kernels.countWithin(cloud, units, blocks, axis, from, to, tiles);
    return this.restore(counts, new Uint32Array(order.length), 1);
  }

  /**
   * Of the points within every point's radius, the greatest distances by the coordinates before `split`
   * and by the others: [points][2].
   */
  extents(radii: Float64Array, split: number): Float64Array {
    const { axis, blocks, cloud, engine, order, tiles, units } = this;
    const extents = this.found.f64(blocks * BLOCK * 2);
    const [from, to] = [this.sorted(radii), extents.byteOffset];
    engine.kernels.extentsWithin(cloud, units, split, blocks, axis, from, to, tiles);
    return this.restore(extents, new Float64Array(2 * order.length), 2);
  }

  /** Radii in the order of the cloud; their place in memory. */
  private sorted(radii: Float64Array): number {
    const sorted = this.given.f64(this.blocks * BLOCK).fill(NONE);
    this.order.forEach((i, place) => {
      sorted[place] = radii[i];
    });
    return sorted.byteOffset;
  }

  /** Rows of `width` from the order of the cloud to that of the points. */
  private restore<A extends Float64Array | Uint32Array>(sorted: A, out: A, width: number): A {
    this.order.forEach((i, place) => {
      for (let w = 0; w < width; w++) out[i * width + w] = sorted[place * width + w];
    });
    return out;
  }
}

/** The coordinate with the greatest sum of squared deviations. */
function widest({ values, units }: Vectors): number {
  const count = values.length / units;
  const means = new Float64Array(units);
  const squares = new Float64Array(units);
  for (let i = 0; i < values.length; i++) means[i % units] += values[i] / count;
  for (let i = 0; i < values.length; i++) squares[i % units] += (values[i] - means[i % units]) ** 2;
  return squares.indexOf(Math.max(...squares));
}
