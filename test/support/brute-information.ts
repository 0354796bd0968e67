import type { Vectors } from "../../src/estimators/continuous.js";

/** psi(n) by its recurrence. */
function psi(n: number): number {
  let sum = -0.5772156649015329;
  for (let i = 1; i < n; i++) sum += 1 / i;
  return sum;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Distances from row i to every row, by the max norm. */
function distances({ values, units }: Vectors, i: number): number[] {
  return Array.from({ length: values.length / units }, (_, j) => {
    const differences = Array.from({ length: units }, (_, u) =>
      Math.abs(values[i * units + u] - values[j * units + u]),
    );
    return Math.max(...differences);
  });
}

const count = (values: number[], holds: (value: number) => boolean) => values.filter(holds).length;

/** Equations 8 and 9 of Kraskov et al. (2004) as they stand, with Gao's counts for coinciding points. */
export function bruteKsg(x: Vectors, y: Vectors, algorithm: 1 | 2, k: number): number {
  const samples = x.values.length / x.units;
  const terms = Array.from({ length: samples }, (_, i) => {
    const dx = distances(x, i);
    const dy = distances(y, i);
    const joint = dx.map((d, j) => Math.max(d, dy[j]));
    const others = joint.filter((_, j) => j !== i).sort((a, b) => a - b);
    const rho = others[k - 1];
    const isZero = (d: number) => d === 0;
    if (rho === 0) {
      return psi(count(joint, isZero)) - psi(count(dx, isZero)) - psi(count(dy, isZero));
    }
    if (algorithm === 1) {
      const [nx, ny] = [dx, dy].map((d) => count(d, (value) => value < rho) - 1);
      return psi(k) - psi(nx + 1) - psi(ny + 1);
    }
    const near = (d: number[]) => Math.max(...d.filter((_, j) => joint[j] <= rho));
    const [nx, ny] = [dx, dy].map((d) => count(d, (value) => value <= near(d)) - 1);
    return psi(k) - 1 / k - psi(nx) - psi(ny);
  });
  return (mean(terms) + psi(samples)) / Math.LN2;
}

/** The estimator of Ross (2014), with scikit-learn's rule for small classes. */
export function bruteRoss(t: Vectors, labels: ArrayLike<number>, k: number): number {
  const all = Array.from(labels);
  const size = (label: number) => count(all, (other) => other === label);
  const kept = all.map((label) => size(label) > 1);
  const terms = all.flatMap((label, i) => {
    if (!kept[i]) return [];
    const d = distances(t, i);
    const own = d.filter((_, j) => j !== i && all[j] === label).sort((a, b) => a - b);
    const neighbours = Math.min(k, own.length);
    const rho = own[neighbours - 1];
    const near = (limit: (value: number) => boolean) =>
      d.filter((v, j) => kept[j] && limit(v)).length;
    if (rho === 0) {
      const coinciding = count(own, (value) => value === 0) + 1;
      return [psi(coinciding) - psi(near((value) => value === 0)) - psi(size(label))];
    }
    return [psi(neighbours) - psi(near((value) => value < rho)) - psi(size(label))];
  });
  return (mean(terms) + psi(terms.length)) / Math.LN2;
}

/** I(T';X) and I(T';Y) by the pairwise bound; `a` is 2 or 8. */
export function bruteKde(t: Vectors, labels: ArrayLike<number>, variance: number, a: number) {
  const all = Array.from(labels);
  const information = (rows: number[]) => {
    const terms = rows.map((i) => {
      const kernels = rows.map((j) => {
        let square = 0;
        for (let u = 0; u < t.units; u++) {
          square += (t.values[i * t.units + u] - t.values[j * t.units + u]) ** 2;
        }
        return Math.exp(-square / (a * variance));
      });
      return -Math.log2(mean(kernels));
    });
    return mean(terms);
  };
  const rows = [...all.keys()];
  const input = information(rows);
  const conditional = [...new Set(all)].map((label) => {
    const members = rows.filter((i) => all[i] === label);
    return (members.length / all.length) * information(members);
  });
  return { input, label: input - conditional.reduce((sum, value) => sum + value, 0) };
}
