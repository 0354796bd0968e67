import { square } from "../../numerics/square.js";
import { addScaled, dot, scale } from "../linear-algebra/vectors.js";
import type { Problem } from "./problem.js";

/**
 * A way to write labels as sum_k f_k g_k + e on the data, or a direction in that space. Functions
 * are held twice: as coefficients (f_k = K a_k, g_k = H b_k, e = R c) and as values, each an array
 * of `rank` rows of n, so that norms need no inverse: |f_k|^2 = a_k'f_k.
 */
export class ProductForm {
  readonly a: Float64Array;
  readonly f: Float64Array;
  readonly b: Float64Array;
  readonly g: Float64Array;
  readonly c: Float64Array;
  readonly e: Float64Array;

  constructor(
    private readonly problem: Problem,
    readonly rank: number,
  ) {
    const { algebra, n } = problem;
    this.a = algebra.vector(rank * n);
    this.f = algebra.vector(rank * n);
    this.b = algebra.vector(rank * n);
    this.g = algebra.vector(rank * n);
    this.c = algebra.vector(n);
    this.e = algebra.vector(n);
  }

  private get parts(): Float64Array[] {
    return [this.a, this.f, this.b, this.g, this.c, this.e];
  }

  set(other: ProductForm): this {
    const theirs = other.parts;
    this.parts.forEach((part, i) => {
      part.set(theirs[i]);
    });
    return this;
  }

  add(factor: number, other: ProductForm): this {
    const theirs = other.parts;
    this.parts.forEach((part, i) => {
      addScaled(part, factor, theirs[i]);
    });
    return this;
  }

  scale(factor: number): this {
    for (const part of this.parts) scale(part, factor);
    return this;
  }

  /** sum_k <f_k, f_k'>_K + <g_k, g_k'>_H + <e, e'>_R / nu. */
  inner(other: ProductForm, nu: number): number {
    return this.innerProducts(other) + (this.problem.slack ? dot(this.c, other.e) / nu : 0);
  }

  /** The same without e. */
  innerProducts(other: ProductForm): number {
    return dot(this.a, other.f) + dot(this.b, other.g);
  }

  /** (sum_k |f_k|^2 + |g_k|^2)/2, never below the nuclear norm. */
  get nu(): number {
    return this.innerProducts(this) / 2;
  }

  /** nu^2 + e'R^-1 e. */
  get objective(): number {
    return square(this.nu) + (this.problem.slack ? dot(this.c, this.e) : 0);
  }

  /** Brings the values in line with the coefficients. */
  refresh(): this {
    const { algebra, feature, gate, slack } = this.problem;
    algebra.apply(gate, this.a, this.f);
    algebra.apply(feature, this.b, this.g);
    slack?.apply(this.c, this.e);
    return this;
  }

  /** out = sum_k f_k g_k. */
  multiply(out: Float64Array): void {
    const { f, g, rank } = this;
    const { n } = this.problem;
    out.fill(0);
    for (let k = 0; k < rank; k++) {
      for (let i = 0; i < n; i++) out[i] += f[k * n + i] * g[k * n + i];
    }
  }

  /** out = sum_k f_k g_k' + g_k f_k' + e', the derivative of the labels along `direction`. */
  differential(direction: ProductForm, out: Float64Array): void {
    const { f, g, rank } = this;
    const { n, slack } = this.problem;
    if (slack) out.set(direction.e);
    else out.fill(0);
    for (let k = 0; k < rank; k++) {
      for (let i = 0; i < n; i++) {
        const at = k * n + i;
        out[i] += f[at] * direction.g[at] + g[at] * direction.f[at];
      }
    }
  }

  /** direction = direction + factor (D_g w, D_f w, nu w), coefficients only. */
  addAdjoint(direction: ProductForm, w: Float64Array, factor: number, nu: number): void {
    const { f, g, rank } = this;
    const { n, slack } = this.problem;
    for (let k = 0; k < rank; k++) {
      for (let i = 0; i < n; i++) {
        const at = k * n + i;
        direction.a[at] += factor * g[at] * w[i];
        direction.b[at] += factor * f[at] * w[i];
      }
    }
    if (slack) addScaled(direction.c, factor * nu, w);
  }
}
