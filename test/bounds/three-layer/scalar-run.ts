import type { TargetedPoints } from "../../../src/bounds/three-layer/data.js";
import type { ThreeLayerSettings } from "../../../src/bounds/three-layer/schema.js";
import { RandomStream } from "../../../src/numerics/random.js";
import { add, mul, sub } from "../../twins/f32.js";
import { normals } from "../../twins/normals.js";

/*
 * A three-layer run one f32 number at a time, written from the formulas: no codes, no batches of lanes.
 * Sums are in the order that the kernels state.
 */

const f = Math.fround;
type Matrix = number[][];

const matrix = (rows: number, columns: number, value: (i: number, j: number) => number): Matrix =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => value(i, j)));

const sumInOrder = (terms: number[]): number => terms.reduce(add, 0);

/** Groups of four in ascending order, each added in pairs. */
function sumByFours(terms: number[]): number {
  let sum = 0;
  for (let g = 0; g < terms.length; g += 4) {
    sum = add(sum, add(add(terms[g], terms[g + 1]), add(terms[g + 2], terms[g + 3])));
  }
  return sum;
}

/** Every fourth term together, then the four sums in pairs. */
function sumByLanes(terms: number[]): number {
  const parts = [0, 1, 2, 3].map((p) => sumInOrder(terms.filter((_, l) => l % 4 === p)));
  return add(add(parts[0], parts[1]), add(parts[2], parts[3]));
}

export class ScalarRun {
  readonly w0: Matrix;
  readonly v0: Matrix;
  readonly signs: Matrix;
  readonly a: number[];
  w: Matrix;
  v: Matrix;
  private readonly stream: RandomStream;
  private readonly share: number;

  constructor(
    private readonly settings: ThreeLayerSettings,
    private readonly data: TargetedPoints,
    seed: number,
  ) {
    const { cancelled, features, first, kappa1, kappa2, second } = settings;
    const { dimension } = data;
    const stream = new RandomStream(seed);
    this.stream = stream.child(1);
    const weights = stream.child(0);
    const drawn = (rows: number, columns: number, kappa: number, purpose: number): Matrix => {
      const { key0, key1 } = weights.child(purpose);
      const numbers = normals(rows * columns, key0, key1);
      const scale = f(kappa / Math.sqrt(features));
      return matrix(rows, columns, (i, j) => mul(scale, numbers[i * columns + j]));
    };
    this.w0 = drawn(first, dimension, kappa1, 0);
    const rows = drawn(cancelled ? second / 2 : second, features, kappa2, 1);
    this.v0 = cancelled ? rows.flatMap((row) => [row, row]) : rows;
    const coins = weights.child(2);
    let word = 0;
    this.signs = matrix(features, first, (_, j) => {
      if (j % 16 === 0) word = coins.u32();
      return (word >>> (j % 16)) & 1 ? 1 : -1;
    });
    const outputs = weights.child(3);
    const size = f(1 / Math.sqrt(second));
    this.a = [];
    for (let i = 0; i < second; i++) {
      if (cancelled && i % 2 === 1) this.a.push(-this.a[i - 1]);
      else this.a.push(outputs.u32() & 1 ? size : -size);
    }
    this.w = matrix(first, dimension, () => 0);
    this.v = matrix(second, features, () => 0);
    this.share = f(1 / Math.sqrt(first));
  }

  /** Step `step` of round `round`, squared loss, psgd. */
  step(round: number, step: number, bounds: [number, number]): void {
    const { a, data, settings, share, signs } = this;
    const { batchSize, features, first, optimiser, second } = settings;
    const { dimension, inputs, targets } = data;
    if (optimiser.name !== "psgd") throw new Error("psgd only");
    const stream = this.stream.child(round, step);
    const batch = stream.child(0);
    const rows = Array.from({ length: batchSize }, () => batch.below(data.samples));
    const w = this.perturbed(this.w0, this.w, optimiser.beta1, stream.child(1, 0));
    const v = this.perturbed(this.v0, this.v, optimiser.beta2, stream.child(1, 1));

    const lanes = 16 * Math.ceil(batchSize / 16);
    const dz: Matrix = [];
    const slopes: number[] = [];
    const zs: Matrix = [];
    const hs: Matrix = [];
    const us: Matrix = [];
    const xs: Matrix = [];
    for (let l = 0; l < lanes; l++) {
      const row = rows[Math.min(l, batchSize - 1)];
      const x = Array.from(inputs.subarray(row * dimension, (row + 1) * dimension));
      const h = w.map((weights) => relu(sumInOrder(weights.map((value, j) => mul(value, x[j])))));
      const z = signs.map((line) => mul(share, sumByFours(line.map((sign, j) => mul(sign, h[j])))));
      const u = v.map((weights) => sumInOrder(weights.map((value, k) => mul(value, z[k]))));
      const output = sumInOrder(u.map((value, i) => mul(a[i], relu(value))));
      const slope = l < batchSize ? f((output - targets[row]) / batchSize) : 0;
      slopes.push(slope);
      xs.push(x);
      hs.push(h);
      zs.push(z);
      us.push(u);
      dz.push(
        z.map((_, k) =>
          mul(slope, sumByFours(u.map((value, i) => mul(value > 0 ? 1 : 0, mul(a[i], v[i][k]))))),
        ),
      );
    }
    const over = <T>(value: (l: number) => T): T[] => slopes.map((_, l) => value(l));
    const gradientV = matrix(second, features, (i, k) =>
      mul(a[i], sumByFours(over((l) => mul(us[l][i] > 0 ? 1 : 0, mul(slopes[l], zs[l][k]))))),
    );
    const delta = over((l) =>
      hs[l].map((open, j) =>
        open > 0 ? mul(share, sumByFours(dz[l].map((value, k) => mul(signs[k][j], value)))) : 0,
      ),
    );
    const gradientW = matrix(first, dimension, (j, i) =>
      sumByLanes(over((l) => mul(delta[l][j], xs[l][i]))),
    );
    this.w = this.moved(this.w, gradientW, optimiser.psi1, stream.child(2, 0), bounds[0]);
    this.v = this.moved(this.v, gradientV, optimiser.psi2, stream.child(2, 1), bounds[1]);
  }

  private perturbed(start: Matrix, trained: Matrix, beta: number, stream: RandomStream): Matrix {
    const columns = start[0].length;
    const noise = normals(start.length * columns, stream.key0, stream.key1);
    return matrix(start.length, columns, (i, j) => {
      const sum = add(start[i][j], trained[i][j]);
      return beta === 0 ? sum : add(sum, mul(f(beta), noise[i * columns + j]));
    });
  }

  private moved(
    w: Matrix,
    gradient: Matrix,
    psi: number,
    stream: RandomStream,
    bound: number,
  ): Matrix {
    const { optimiser } = this.settings;
    if (optimiser.name !== "psgd") throw new Error("psgd only");
    const columns = w[0].length;
    const noise = normals(w.length * columns, stream.key0, stream.key1);
    const next = matrix(w.length, columns, (i, j) => {
      let slope = add(gradient[i][j], mul(f(2 * psi), w[i][j]));
      if (optimiser.noise !== 0) {
        slope = add(slope, mul(f(optimiser.noise), noise[i * columns + j]));
      }
      return sub(w[i][j], mul(f(optimiser.rate), slope));
    });
    const squares = [0, 0];
    next.flat().forEach((value, i) => {
      squares[i % 2] += value * value;
    });
    const norm = Math.sqrt(squares[0] + squares[1]);
    if (norm <= bound) return next;
    const factor = f((bound / norm) * (1 - 2 ** -22));
    return next.map((row) => row.map((value) => mul(factor, value)));
  }
}

const relu = (x: number): number => (x > 0 ? x : 0);
