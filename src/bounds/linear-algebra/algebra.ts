import type { Engine } from "../../engine/engine.js";
import { Cholesky } from "./cholesky.js";

const SET = 0;
const SUBTRACT = 1;
/** Four rows of 256 positions. */
const ROOM = 1024;

/** A row-major matrix in the engine's memory. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float64Array;
  /** Set where entries (i, j) and (j, i) are known to be the same bits. */
  symmetric?: boolean;
}

/** Dense linear algebra on f64 in one engine's memory; the same bits on every machine. */
export class LinearAlgebra {
  constructor(readonly engine: Engine) {}

  /** A zero vector in the engine's memory. */
  vector(length: number): Float64Array {
    return this.engine.arena.take(Float64Array, length);
  }

  matrix(rows: number, columns: number, values?: ArrayLike<number>): Matrix {
    const own = this.vector(rows * columns);
    if (values) own.set(values);
    return { rows, columns, values: own };
  }

  /** A matrix whose entries are yet to be written; room for up to 7 more lies behind the last. */
  blank(rows: number, columns: number): Matrix {
    return {
      rows,
      columns,
      values: this.engine.arena.take(Float64Array, rows * columns, false),
    };
  }

  /** Runs `work` and gives back the memory that it took. What it returns must not be a view of it. */
  scope<T>(work: () => T): T {
    const { arena } = this.engine;
    const mark = arena.mark();
    try {
      return work();
    } finally {
      arena.release(mark);
    }
  }

  /** c = a b'. */
  product(a: Matrix, b: Matrix, c: Matrix): Matrix {
    this.products(a, b, c, SET, 0);
    return c;
  }

  /** c = a a'. */
  gram(a: Matrix, c: Matrix): Matrix {
    this.products(a, a, c, SET, 1);
    this.mirror(c);
    return Object.assign(c, { symmetric: true });
  }

  /** Copies the lower triangle to the upper one. */
  mirror(a: Matrix): Matrix {
    this.engine.kernels.mirror(a.values.byteOffset, a.rows, a.columns);
    return a;
  }

  /** out = x A for a symmetric A, x the rows of vectors one after the other. */
  apply(a: Matrix, x: Float64Array, out: Float64Array): void {
    const rows = x.length / a.rows;
    this.products(
      { rows, columns: a.rows, values: x },
      a,
      { rows, columns: a.rows, values: out },
      SET,
      0,
    );
  }

  /**
   * Factors the symmetric matrix whose lower triangle is that of `a`, in place. When it is not
   * positive definite, `failedRow` names the row of the first pivot that is not positive.
   */
  factor(a: Matrix): Cholesky {
    const { kernels } = this.engine;
    const reached = this.scope(() =>
      kernels.cholesky(a.values.byteOffset, a.rows, a.columns, this.room()),
    );
    return new Cholesky(kernels, a, reached < a.rows ? reached : undefined);
  }

  /** c = c - a b' (`lower`: of a square c, the lower triangle only). */
  subtractProduct(a: Matrix, b: Matrix, c: Matrix, lower = false): void {
    this.products(a, b, c, SUBTRACT, lower ? 1 : 0);
  }

  private products(a: Matrix, b: Matrix, c: Matrix, mode: number, lower: number): void {
    this.scope(() =>
      this.engine.kernels.products(
        a.values.byteOffset,
        a.columns,
        b.values.byteOffset,
        b.columns,
        c.values.byteOffset,
        c.columns,
        a.rows,
        b.rows,
        a.columns,
        mode,
        lower,
        this.room(),
      ),
    );
  }

  /** Where the kernels copy a part of a factor. */
  private room(): number {
    return this.engine.arena.take(Float64Array, ROOM, false).byteOffset;
  }
}
