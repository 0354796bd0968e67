import type { ViewType } from "../engine/arena.js";
import { BoundsError } from "./errors.js";
import type { IntegerRows } from "./integer-rows.js";
import type { LinearAlgebra, Matrix } from "./linear-algebra/algebra.js";
import type { SphereData } from "./sphere.js";

/**
 * Inner products of all pairs of rows, with a diagonal of exactly 1; in the engine's memory. Of rows
 * that were integers they are exact but for the last three roundings (a relative 2.5 2^-53), within
 * [-1, 1], and 1 for rows of one direction.
 */
export function innerProducts(algebra: LinearAlgebra, data: SphereData): Matrix {
  const { features, integers, points, samples } = data;
  const r = { ...algebra.blank(samples, samples), symmetric: true };
  if (integers) {
    cosines(algebra, integers, integers, r, true);
    return algebra.mirror(r);
  }
  algebra.scope(() => algebra.gram(algebra.matrix(samples, features, points), r));
  for (let i = 0; i < samples; i++) r.values[i * samples + i] = 1;
  return r;
}

/** Inner products of the rows of `left` with those of `right`, left.samples x right.samples. */
export function crossProducts(algebra: LinearAlgebra, left: SphereData, right: SphereData): Matrix {
  if (left.features !== right.features) {
    throw new BoundsError(
      `inputs have ${left.features} and ${right.features} features; expected the same number`,
    );
  }
  const r = algebra.blank(left.samples, right.samples);
  if (left.integers && right.integers) {
    cosines(algebra, left.integers, right.integers, r, false);
    return r;
  }
  algebra.scope(() => {
    const a = algebra.matrix(left.samples, left.features, left.points);
    const b = algebra.matrix(right.samples, right.features, right.points);
    algebra.product(a, b, r);
  });
  return r;
}

/** r = the cosines of all pairs of rows; `lower`: those of the lower triangle at least. */
function cosines(
  algebra: LinearAlgebra,
  left: IntegerRows,
  right: IntegerRows,
  r: Matrix,
  lower: boolean,
): void {
  const { arena, kernels } = algebra.engine;
  const copy = <T extends Int16Array | Float64Array>(type: ViewType<T>, from: T) => {
    const own = arena.take(type, from.length, false);
    own.set(from);
    return own.byteOffset;
  };
  algebra.scope(() => {
    const place = ({ squares, values }: IntegerRows) =>
      [copy(Int16Array, values), copy(Float64Array, squares)] as const;
    const a = place(left);
    const b = left === right ? a : place(right);
    const room = arena.take(Float64Array, left.stride + 4, false).byteOffset;
    const groups = left.stride / 8;
    const c = r.values.byteOffset;
    kernels.integerCosines(...a, ...b, c, r.rows, r.columns, groups, lower ? 1 : 0, room);
  });
}

/** The two rows with the greatest inner product. */
export function mostAlike(r: Matrix): { i: number; j: number; value: number } | undefined {
  let best: { i: number; j: number; value: number } | undefined;
  for (let i = 0; i < r.rows; i++) {
    for (let j = 0; j < i; j++) {
      const value = r.values[i * r.columns + j];
      if (!best || value > best.value) best = { i: j, j: i, value };
    }
  }
  return best;
}
