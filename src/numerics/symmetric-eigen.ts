/** Eigenvalues in ascending order; `vectors` holds their unit eigenvectors as rows. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
}

const MOST_SWEEPS = 60;
/** From here on what is rounding of the greatest eigenvalue is taken for 0. */
const PATIENCE = 30;

/**
 * Eigendecomposition of the symmetric n x n row-major matrix `a` (its lower triangle is read):
 * Householder tridiagonalisation, then implicit QL. Errors are of the order of n 2^-53 times the
 * greatest eigenvalue. Takes about 10 n^3 operations: for n up to a few hundred.
 */
export function symmetricEigen(a: ArrayLike<number>, n: number): Eigen {
  const { diagonal, basis, off } = tridiagonalise(Float64Array.from(a), n);
  return tridiagonalEigen(diagonal, off, basis);
}

/**
 * Eigendecomposition of the tridiagonal matrix with this diagonal (length n) and these entries below
 * it (length n - 1). `rows` (n x m, the unit matrix by default) is rotated along: row k of the
 * result is the k-th eigenvector times `rows`.
 */
export function tridiagonalEigen(
  diagonal: Float64Array,
  below: Float64Array,
  rows: Float64Array = identity(diagonal.length),
): Eigen {
  const n = diagonal.length;
  const width = rows.length / Math.max(1, n);
  const d = diagonal.slice();
  const e = new Float64Array(n);
  e.set(below.subarray(0, Math.max(0, n - 1)));
  const size = [...d, ...e].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      const least = sweep < PATIENCE ? 0 : 2 ** -56 * size;
      const linked = (m: number) =>
        Math.abs(e[m]) > Math.max(least, 2 ** -53 * (Math.abs(d[m]) + Math.abs(d[m + 1])));
      let m = l;
      while (m < n - 1 && linked(m)) m++;
      if (m === l) break;
      if (sweep === MOST_SWEEPS) throw new RangeError("eigenvalues: the matrix is not finite");
      qlSweep(d, e, rows, width, l, m);
    }
  }
  return sorted(d, rows, width);
}

/** One implicit QL step with Wilkinson's shift on rows l to m. */
function qlSweep(
  d: Float64Array,
  e: Float64Array,
  rows: Float64Array,
  width: number,
  l: number,
  m: number,
): void {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = length(half, 1);
  let g = d[m] - d[l] + e[l] / (half + (half < 0 ? -root : root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const r = length(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    for (let k = 0; k < width; k++) {
      const upper = rows[(i + 1) * width + k];
      const lower = rows[i * width + k];
      rows[(i + 1) * width + k] = s * lower + c * upper;
      rows[i * width + k] = c * lower - s * upper;
    }
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

/** Householder reflections from the last row up; `basis` rows are those of the reflection. */
function tridiagonalise(a: Float64Array, n: number) {
  const basis = identity(n);
  const off = new Float64Array(Math.max(0, n - 1));
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[j * n + i] = a[i * n + j];
  for (let k = 0; k < n - 2; k++) {
    let square = 0;
    for (let i = k + 1; i < n; i++) square += a[i * n + k] * a[i * n + k];
    const size = Math.sqrt(square);
    const head = a[(k + 1) * n + k];
    off[k] = head > 0 ? -size : size;
    if (size === 0 || square === head * head) {
      off[k] = head;
      continue;
    }
    const v = new Float64Array(n);
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k];
    v[k + 1] -= off[k];
    const factor = 1 / (square - head * off[k]);
    reflect(a, v, factor, w, k + 1, n);
    reflectRows(basis, v, factor, w, k + 1, n);
  }
  if (n > 1) off[n - 2] = a[(n - 1) * n + n - 2];
  return { diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i]), off, basis };
}

/** A = (I - factor v v') A (I - factor v v') on rows and columns from `start`. */
function reflect(
  a: Float64Array,
  v: Float64Array,
  factor: number,
  w: Float64Array,
  start: number,
  n: number,
): void {
  let inner = 0;
  for (let i = start; i < n; i++) {
    let sum = 0;
    for (let j = start; j < n; j++) sum += a[i * n + j] * v[j];
    w[i] = factor * sum;
    inner += w[i] * v[i];
  }
  const half = 0.5 * factor * inner;
  for (let i = start; i < n; i++) w[i] -= half * v[i];
  for (let i = start; i < n; i++) {
    for (let j = start; j < n; j++) a[i * n + j] -= v[i] * w[j] + w[i] * v[j];
  }
}

/** B = (I - factor v v') B. */
function reflectRows(
  b: Float64Array,
  v: Float64Array,
  factor: number,
  w: Float64Array,
  start: number,
  n: number,
): void {
  w.fill(0);
  for (let i = start; i < n; i++) for (let j = 0; j < n; j++) w[j] += v[i] * b[i * n + j];
  for (let i = start; i < n; i++) {
    for (let j = 0; j < n; j++) b[i * n + j] -= factor * v[i] * w[j];
  }
}

function sorted(d: Float64Array, rows: Float64Array, width: number): Eigen {
  const order = Array.from(d.keys()).sort((i, j) => d[i] - d[j] || i - j);
  const vectors = new Float64Array(rows.length);
  order.forEach((from, to) => {
    vectors.set(rows.subarray(from * width, (from + 1) * width), to * width);
  });
  return { values: Float64Array.from(order, (k) => d[k]), vectors };
}

function identity(n: number): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) a[i * n + i] = 1;
  return a;
}

/** sqrt(x^2 + y^2) without overflow. */
function length(x: number, y: number): number {
  const a = Math.max(Math.abs(x), Math.abs(y));
  if (a === 0) return 0;
  const b = Math.min(Math.abs(x), Math.abs(y)) / a;
  return a * Math.sqrt(1 + b * b);
}
