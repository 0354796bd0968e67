import { symmetricEigen } from "../../numerics/symmetric-eigen.js";
import { dot } from "../linear-algebra/vectors.js";
import type { Problem } from "./problem.js";
import { ProductForm } from "./product-form.js";

/** Singular values, greatest first, of the operator M = sum_k f_k g_k', and M in its singular vectors. */
export interface Balanced {
  singularValues: number[];
  form: ProductForm;
}

/**
 * The same sum of products written by singular vectors: <f_k, f_l> = <g_k, g_l> = 0 for k != l,
 * |f_k|^2 = |g_k|^2 = the k-th singular value. Atoms below `least` of the sum are left out.
 */
export function rebalance(problem: Problem, form: ProductForm, least: number): Balanced {
  const { rank } = form;
  const left = symmetricEigen(gramOf(problem, form.a, form.f, rank), rank);
  const right = gramOf(problem, form.b, form.g, rank);
  const roots = left.values.map((value) => Math.sqrt(Math.max(value, 0)));
  const inner = new Float64Array(rank * rank);
  for (let k = 0; k < rank; k++) {
    for (let l = 0; l < rank; l++) {
      let sum = 0;
      for (let p = 0; p < rank; p++) {
        for (let q = 0; q < rank; q++) {
          sum += left.vectors[k * rank + p] * right[p * rank + q] * left.vectors[l * rank + q];
        }
      }
      inner[k * rank + l] = roots[k] * sum * roots[l];
    }
  }
  const middle = symmetricEigen(inner, rank);
  const all = Array.from(middle.values, (value) => Math.sqrt(Math.max(value, 0)));
  const total = all.reduce((sum, value) => sum + value, 0);
  const kept = [...all.keys()].reverse().filter((k) => all[k] > least * total);
  const out = new ProductForm(problem, kept.length);
  const floor = 1e-12 * (roots[rank - 1] ?? 0);
  kept.forEach((k, to) => {
    const root = Math.sqrt(all[k]);
    for (let m = 0; m < rank; m++) {
      let forF = 0;
      let forG = 0;
      for (let l = 0; l < rank; l++) {
        const part = middle.vectors[k * rank + l] * left.vectors[l * rank + m];
        if (roots[l] > floor) forF += (part / roots[l]) * root;
        forG += (part * roots[l]) / root;
      }
      addRow(problem, out.a, to, forF, form.a, m);
      addRow(problem, out.f, to, forF, form.f, m);
      addRow(problem, out.b, to, forG, form.b, m);
      addRow(problem, out.g, to, forG, form.g, m);
    }
  });
  out.c.set(form.c);
  out.e.set(form.e);
  return { singularValues: kept.map((k) => all[k]), form: out };
}

function gramOf({ n }: Problem, a: Float64Array, f: Float64Array, rank: number): Float64Array {
  const gram = new Float64Array(rank * rank);
  for (let k = 0; k < rank; k++) {
    for (let l = 0; l <= k; l++) {
      gram[k * rank + l] = dot(a.subarray(k * n, (k + 1) * n), f.subarray(l * n, (l + 1) * n));
      gram[l * rank + k] = gram[k * rank + l];
    }
  }
  return gram;
}

function addRow(
  { n }: Problem,
  to: Float64Array,
  row: number,
  factor: number,
  from: Float64Array,
  source: number,
): void {
  for (let i = 0; i < n; i++) to[row * n + i] += factor * from[source * n + i];
}
