import { square } from "../../numerics/square.js";
import { conditioned } from "../gram.js";
import type { LinearAlgebra, Matrix } from "../linear-algebra/algebra.js";
import { dot } from "../linear-algebra/vectors.js";

/** sqrt(y'(A + ridge I)^-1 y). @throws SingularError when A + ridge I is singular. */
export function fixedComplexity(
  algebra: LinearAlgebra,
  gram: Matrix,
  y: ArrayLike<number>,
  ridge: number,
  name = "a kernel",
): number {
  return algebra.scope(() => {
    const { factor } = conditioned(algebra, gram, ridge, name);
    const x = algebra.vector(gram.rows);
    x.set(y);
    factor.solveLower(x);
    return Math.sqrt(dot(x, x));
  });
}

/** A member of the family {K∘G}: a fixed G on the data, with <H^-1, G> <= 1. */
export interface Member {
  name: string;
  gram: Matrix;
}

/** <H^-1, G> = tr(H^-1 G): what a G costs in the family. */
export function memberCost(algebra: LinearAlgebra, feature: Matrix, gram: Matrix): number {
  return algebra.scope(() => {
    const n = feature.rows;
    const { factor } = conditioned(algebra, feature, 0, "H");
    const x = algebra.vector(n);
    let cost = 0;
    for (let i = 0; i < n; i++) {
      x.set(gram.values.subarray(i * n, (i + 1) * n));
      cost += factor.solve(x)[i];
    }
    return cost;
  });
}

/** sqrt(y'(K∘G + frozen + ridge I)^-1 y) of one G. */
export function memberComplexity(
  algebra: LinearAlgebra,
  family: { gate: Matrix; frozen?: Matrix; y: ArrayLike<number>; ridge: number },
  member: Member,
): number {
  return algebra.scope(() => {
    const { frozen, gate, ridge, y } = family;
    const n = gate.rows;
    const product = algebra.matrix(n, n);
    for (let i = 0; i < n * n; i++) {
      product.values[i] = gate.values[i] * member.gram.values[i] + (frozen?.values[i] ?? 0);
    }
    return fixedComplexity(algebra, product, y, ridge, `K∘G, G = ${member.name}`);
  });
}

/**
 * Fixed members of the family, all of cost 1: H/n (the tangent kernel of the first layer), the
 * features F3 of a random layer scaled to cost 1, and y y'/(y'H^-1 y) plus a hair of H.
 */
export function namedMembers(
  algebra: LinearAlgebra,
  { feature, relu, y }: { feature: Matrix; relu?: Matrix; y: ArrayLike<number> },
): Member[] {
  const n = feature.rows;
  const scaled = (name: string, from: Matrix, factor: number): Member => ({
    name,
    gram: algebra.matrix(
      n,
      n,
      from.values.map((value) => factor * value),
    ),
  });
  const members = [scaled("H/n", feature, 1 / n)];
  if (relu) members.push(scaled("F3/<H^-1, F3>", relu, 1 / memberCost(algebra, feature, relu)));
  const least = square(fixedComplexity(algebra, feature, y, 0, "H"));
  if (least > 0) {
    const hair = 1e-3;
    const gram = algebra.matrix(n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const at = i * n + j;
        gram.values[at] = ((1 - hair) * y[i] * y[j]) / least + (hair / n) * feature.values[at];
      }
    }
    members.push({ name: "0.999 yy'/(y'H^-1 y) + 0.001 H/n", gram });
  }
  return members;
}

export interface MemberValue {
  name: string;
  complexity: number;
}

export interface BestMember extends MemberValue {
  /** complexity / adaptive value: what adapting gains over it. */
  gain: number;
}

export const memberComplexities = (
  algebra: LinearAlgebra,
  family: { gate: Matrix; frozen?: Matrix; y: ArrayLike<number>; ridge: number },
  members: readonly Member[],
): MemberValue[] =>
  members.map((member) => ({
    name: member.name,
    complexity: memberComplexity(algebra, family, member),
  }));

/** The member of least complexity, beside the adaptive value. */
export function leastMember(values: readonly MemberValue[], adaptive: number): BestMember {
  const best = values.reduce((least, one) => (one.complexity < least.complexity ? one : least));
  return { ...best, gain: best.complexity / adaptive };
}
