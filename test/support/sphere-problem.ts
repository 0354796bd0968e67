import { arcCosineGrams } from "../../src/bounds/gram.js";
import { innerProducts } from "../../src/bounds/inner-products.js";
import { LinearAlgebra } from "../../src/bounds/linear-algebra/algebra.js";
import { type TargetName, targetLabels, uniformSphere } from "../../src/bounds/targets.js";
import { createEngine } from "../../src/engine/engine.js";

export async function createAlgebra(): Promise<LinearAlgebra> {
  return new LinearAlgebra(await createEngine());
}

/** Uniform points on the sphere, labels of a target, and all Gram matrices. */
export function sphereProblem(
  algebra: LinearAlgebra,
  { d, n, seed, target }: { n: number; d: number; seed: number; target: TargetName },
) {
  const data = uniformSphere(n, d, seed);
  const r = innerProducts(algebra, data);
  return { data, r, y: targetLabels(target, data, { seed }), ...arcCosineGrams(algebra, r) };
}
