import { BoundsError } from "./errors.js";
import type { SphereKernel } from "./kernels/sphere-kernel.js";
import type { LinearAlgebra, Matrix } from "./linear-algebra/algebra.js";
import type { Cholesky } from "./linear-algebra/cholesky.js";
import { topEigenpair } from "./linear-algebra/lanczos.js";
import type { SphereData } from "./sphere.js";

/** Gram matrices of the arc-cosine kernels and the tangent kernels made of them; n x n. */
export interface ArcCosineGrams {
  /** F2. */
  step: Matrix;
  /** F3. */
  relu: Matrix;
  /** H = r F2, the tangent kernel of two layers. */
  feature: Matrix;
  /** K = F2(2 F3). */
  gate: Matrix;
  /** K F3. */
  second: Matrix;
  /** K H. */
  first: Matrix;
  /** K F3 + K H + F3(2 F3)/2. */
  three: Matrix;
}

/** Inner products of all pairs of rows, with a diagonal of exactly 1; in the engine's memory. */
export function innerProducts(algebra: LinearAlgebra, data: SphereData): Matrix {
  const { features, points, samples } = data;
  const r = algebra.matrix(samples, samples);
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
  const r = algebra.matrix(left.samples, right.samples);
  algebra.scope(() => {
    const a = algebra.matrix(left.samples, left.features, left.points);
    const b = algebra.matrix(right.samples, right.features, right.points);
    algebra.product(a, b, r);
  });
  return r;
}

/** The matrix of kernel values for inner products r. */
export function kernelMatrix(algebra: LinearAlgebra, r: Matrix, kernel: SphereKernel): Matrix {
  const out = algebra.matrix(r.rows, r.columns);
  const symmetric = r.rows === r.columns && r.values[0] === 1;
  for (let i = 0; i < r.rows; i++) {
    for (let j = 0; j < r.columns; j++) {
      const at = i * r.columns + j;
      const mirrored = j * r.columns + i;
      const known = symmetric && j < i && r.values[at] === r.values[mirrored];
      out.values[at] = known ? out.values[mirrored] : kernel.at(r.values[at]);
    }
  }
  return out;
}

export type ArcCosineKernel = keyof ArcCosineGrams;

const ALL: readonly ArcCosineKernel[] = [
  "step",
  "relu",
  "feature",
  "gate",
  "second",
  "first",
  "three",
];

/** The Gram matrices named, of inner products r, in one pass of the kernel. */
export function arcCosineGrams<Name extends ArcCosineKernel>(
  algebra: LinearAlgebra,
  r: Matrix,
  names: readonly Name[] = ALL as readonly Name[],
): Pick<ArcCosineGrams, Name> {
  const { rows, columns } = r;
  // One entry more where their number is odd: the kernel takes them in pairs.
  const room = () => ({
    rows,
    columns,
    values: algebra.engine.arena
      .take(Float64Array, 2 * Math.ceil((rows * columns) / 2), false)
      .subarray(0, rows * columns),
  });
  const made = Object.fromEntries(names.map((name) => [name, room()])) as Pick<
    ArcCosineGrams,
    Name
  >;
  const at = (name: ArcCosineKernel) =>
    (made as Partial<ArcCosineGrams>)[name]?.values.byteOffset ?? 0;
  const scratch = algebra.vector(2).byteOffset;
  algebra.engine.kernels.arcCosineKernels(
    r.values.byteOffset,
    2 * Math.ceil((rows * columns) / 2),
    at("step"),
    at("relu"),
    at("feature"),
    at("gate"),
    at("second"),
    at("first"),
    at("three"),
    scratch,
  );
  return made;
}

export interface Conditioned {
  factor: Cholesky;
  /** Smallest eigenvalue, to a relative 1e-3. */
  smallest: number;
}

/** Below this share of the trace an eigenvalue is rounding. */
const ROUNDING = 2 ** -50;

/**
 * Cholesky factor (a copy) and smallest eigenvalue of a Gram matrix plus `ridge` I.
 *
 * @throws BoundsError when it is not positive definite, with the two rows most alike in `r`.
 */
export function conditioned(
  algebra: LinearAlgebra,
  gram: Matrix,
  ridge: number,
  name: string,
  r?: Matrix,
): Conditioned {
  const n = gram.rows;
  const copy = algebra.matrix(n, n, gram.values);
  let trace = 0;
  for (let i = 0; i < n; i++) {
    copy.values[i * n + i] += ridge;
    trace += copy.values[i * n + i];
  }
  const factor = algebra.factor(copy);
  const smallest = factor.positive ? smallestEigenvalue(algebra, factor, n) : 0;
  if (!(smallest > ROUNDING * trace)) throw notPositive(name, ridge, factor.failedRow, r);
  return { factor, smallest };
}

/** By the Lanczos process on the inverse; never below the truth but for rounding. */
function smallestEigenvalue(algebra: LinearAlgebra, factor: Cholesky, n: number): number {
  return algebra.scope(() => {
    const start = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % 101) / 101);
    const { value } = topEigenpair(
      {
        vector: () => algebra.vector(n),
        weigh: (x, out) => out.set(x),
        apply: (x, _wx, out) => {
          out.set(x);
          factor.solve(out);
        },
      },
      start,
      { tolerance: 1e-3, mostSteps: 100 },
    );
    return 1 / value;
  });
}

function notPositive(
  name: string,
  ridge: number,
  failedRow: number | undefined,
  r: Matrix | undefined,
): BoundsError {
  const where = failedRow === undefined ? "" : ` (row ${failedRow} depends on those before it)`;
  const pair = r && mostAlike(r);
  const remedy = pair
    ? `rows ${pair.i} and ${pair.j} have inner product ${pair.value}: remove one of them, or use a ridge above ${ridge}`
    : `remove duplicates, or use a ridge above ${ridge}`;
  return new BoundsError(`the Gram matrix of ${name} is singular${where}; ${remedy}`);
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
