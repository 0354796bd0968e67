import { SingularError, unlessSingular } from "./errors.js";
import { mostAlike } from "./inner-products.js";
import type { SphereKernel } from "./kernels/sphere-kernel.js";
import type { LinearAlgebra, Matrix } from "./linear-algebra/algebra.js";
import type { Cholesky } from "./linear-algebra/cholesky.js";
import {
  type SmallestEigenvalue,
  smallestEigenvalueOf,
} from "./linear-algebra/smallest-eigenvalue.js";

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

/** The matrix of kernel values for inner products r. */
export function kernelMatrix(algebra: LinearAlgebra, r: Matrix, kernel: SphereKernel): Matrix {
  const out = { ...algebra.blank(r.rows, r.columns), symmetric: r.symmetric };
  for (let i = 0; i < r.rows; i++) {
    for (let j = 0; j < r.columns; j++) {
      const at = i * r.columns + j;
      const mirrored = j * r.columns + i;
      const known = r.symmetric && j < i;
      out.values[at] = known ? out.values[mirrored] : kernel.at(r.values[at]);
    }
  }
  return out;
}

/** Rows from which on a symmetric matrix goes in tiles. */
const LEAST_TILED = 32;
/** Five blocks of 32 numbers. */
const SCRATCH = 160;

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
  const { arena, kernels } = algebra.engine;
  const { columns, rows, symmetric } = r;
  const count = rows * columns;
  const made = Object.fromEntries(
    names.map((name) => [name, { ...algebra.blank(rows, columns), symmetric }]),
  ) as Pick<ArcCosineGrams, Name>;
  const at = (name: ArcCosineKernel) =>
    (made as Partial<ArcCosineGrams>)[name]?.values.byteOffset ?? 0;
  const tiled = symmetric && rows >= LEAST_TILED;
  algebra.scope(() =>
    kernels[tiled ? "symmetricArcCosineKernels" : "arcCosineKernels"](
      r.values.byteOffset,
      tiled ? rows : 8 * Math.ceil(count / 8),
      at("step"),
      at("relu"),
      at("feature"),
      at("gate"),
      at("second"),
      at("first"),
      at("three"),
      arena.take(Float64Array, SCRATCH, false).byteOffset,
    ),
  );
  return made;
}

export interface Conditioned {
  factor: Cholesky;
  smallest: SmallestEigenvalue;
}

/** Below this share of the trace an eigenvalue is rounding. */
const ROUNDING = 2 ** -50;

const SINGULAR: SmallestEigenvalue = { value: 0, proven: true };

/**
 * Cholesky factor (a copy) and smallest eigenvalue of a Gram matrix plus `ridge` I.
 *
 * @throws SingularError when it is not positive definite, with the two rows most alike in `r`.
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
  const smallest = factor.positive ? smallestEigenvalueOf(algebra, gram, ridge, factor) : SINGULAR;
  if (!(smallest.value > ROUNDING * trace)) throw notPositive(name, ridge, factor.failedRow, r);
  return { factor, smallest };
}

/** Smallest eigenvalue of a Gram matrix; 0 where it is singular in double precision. */
export const smallestEigenvalue = (
  algebra: LinearAlgebra,
  gram: Matrix,
  name: string,
): SmallestEigenvalue =>
  algebra.scope(() => unlessSingular(() => conditioned(algebra, gram, 0, name).smallest)) ??
  SINGULAR;

function notPositive(
  name: string,
  ridge: number,
  failedRow: number | undefined,
  r: Matrix | undefined,
): SingularError {
  const where = failedRow === undefined ? "" : ` (row ${failedRow} depends on those before it)`;
  const pair = r && mostAlike(r);
  const remedy = pair
    ? `rows ${pair.i} and ${pair.j} have inner product ${pair.value}: remove one of them, or use a ridge above ${ridge}`
    : `remove duplicates, or use a ridge above ${ridge}`;
  return new SingularError(`the Gram matrix of ${name} is singular${where}; ${remedy}`);
}
