import type { Kernels } from "../../engine/kernels.js";
import type { Matrix } from "./algebra.js";

/** A Cholesky factor L of A = L L', in the lower triangle of `factor`. */
export class Cholesky {
  constructor(
    private readonly kernels: Kernels,
    readonly factor: Matrix,
    /** Row of the first pivot that is not positive; then the factor is of no use. */
    readonly failedRow: number | undefined,
  ) {}

  get positive(): boolean {
    return this.failedRow === undefined;
  }

  /** x = A^-1 x, in place; x lies in the engine's memory. */
  solve(x: Float64Array): Float64Array {
    this.solveLower(x);
    this.kernels.solveUpper(this.at, this.size, this.size, x.byteOffset);
    return x;
  }

  /** x = L^-1 x, in place. */
  solveLower(x: Float64Array): Float64Array {
    this.kernels.solveLower(this.at, this.size, this.size, x.byteOffset);
    return x;
  }

  private get at(): number {
    return this.factor.values.byteOffset;
  }

  private get size(): number {
    return this.factor.rows;
  }
}
