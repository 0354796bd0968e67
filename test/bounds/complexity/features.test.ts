import { expect, test } from "vitest";
import { arcCosineValues } from "../../../src/bounds/kernels/arccosine.js";
import { uniformSphere } from "../../../src/bounds/targets.js";
import { Gaussian } from "../../../src/numerics/gaussian.js";
import { RandomStream } from "../../../src/numerics/random.js";
import { solveSlowly } from "../../support/slow-complexity.js";

/*
 * A first layer of m1 = 40,000 gates, z_s(x) = (1/sqrt m1) sum_k S_sk 1{w_k x > 0} w'_k x: the least
 * |W'|^2 that realises features z_s on the data, against <H^-1, G>, G = sum_s z_s z_s'.
 */
test("realising features of Gram matrix G takes |W'|^2 = <H^-1, G>, within 1 %", () => {
  const [n, d, features, gates] = [5, 6, 2, 40_000];
  const { points } = uniformSphere(n, d, 3);
  const stream = new RandomStream(5);
  const gaussian = new Gaussian(stream);
  const inner = (i: number, j: number) => {
    let sum = 0;
    for (let a = 0; a < d; a++) sum += points[i * d + a] * points[j * d + a];
    return sum;
  };
  // counts[s][t][i][j]: mean over gates open for both inputs of S_s S_t.
  const size = n * features;
  const normal = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let k = 0; k < gates; k++) {
    const w = Array.from({ length: d }, () => gaussian.next());
    const open = Array.from({ length: n }, (_, i) =>
      w.reduce((sum, value, a) => sum + value * points[i * d + a], 0) > 0 ? 1 : 0,
    );
    const signs = Array.from({ length: features }, () => 2 * stream.below(2) - 1);
    for (let p = 0; p < size; p++) {
      if (!open[p % n]) continue;
      for (let q = 0; q < size; q++) {
        if (!open[q % n]) continue;
        const both = signs[Math.floor(p / n)] * signs[Math.floor(q / n)];
        normal[p][q] += (both / gates) * inner(p % n, q % n);
      }
    }
  }
  const z = Array.from({ length: size }, (_, p) => ((7 * p) % 11) / 5 - 1);
  const least = solveSlowly(normal, z).reduce((sum, value, p) => sum + value * z[p], 0);
  const h = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => arcCosineValues(i === j ? 1 : inner(i, j)).tangent),
  );
  let cost = 0;
  for (let s = 0; s < features; s++) {
    const own = z.slice(s * n, (s + 1) * n);
    cost += solveSlowly(h, own).reduce((sum, value, i) => sum + value * own[i], 0);
  }
  expect(Math.abs(least / cost - 1)).toBeLessThan(0.01);
});
