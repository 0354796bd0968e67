/*
 * f32 arithmetic one number at a time: every operation is done in f64, which is exact enough, and
 * rounded once.
 */

export const f = Math.fround;
export const add = (a: number, b: number) => f(a + b);
export const mul = (a: number, b: number) => f(a * b);
/*
 * f32x4.pmax(b, a) and f32x4.pmin(b, a): b unless a is greater or less, also where they are zeros of
 * different sign or NaN, unlike Math.max and Math.min.
 */
export const greater = (a: number, b: number) => (b < a ? a : b);
export const less = (a: number, b: number) => (a < b ? a : b);

/** To the nearest integer, halves to the even one, keeping the sign of zero. */
export function nearestEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  const rounded = rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
  return rounded === 0 ? (x < 0 || Object.is(x, -0) ? -0 : 0) : rounded;
}

function polynomial(x: number, coefficients: readonly number[]): number {
  let p = f(coefficients[0]);
  for (const coefficient of coefficients.slice(1)) p = add(mul(p, x), f(coefficient));
  return p;
}

const LN2_HIGH = f(0.693359375);
const LN2_LOW = f(-2.1219444e-4);

export function exp(input: number): number {
  const x = less(greater(input, -87), 88);
  const n = nearestEven(mul(x, f(Math.LOG2E)));
  const r = f(f(x - mul(n, LN2_HIGH)) - mul(n, LN2_LOW));
  const p = polynomial(
    r,
    [
      0.001381459878757596, 0.008368716575205326, 0.04166838899254799, 0.1666652113199234,
      0.4999999403953552,
    ],
  );
  return mul(add(add(mul(p, mul(r, r)), r), 1), 2 ** n);
}

const bits = new Int32Array(1);
const value = new Float32Array(bits.buffer);

export function log(x: number): number {
  value[0] = x;
  const e = (bits[0] - 0x3f3504f3) >> 23;
  bits[0] -= e << 23;
  const t = f(value[0] - 1);
  const square = mul(t, t);
  let p = polynomial(
    t,
    [
      0.06746641546487808, -0.11675655096769333, 0.11888163536787033, -0.1240558847784996,
      0.14219552278518677, -0.1666799634695053, 0.2000211924314499, -0.25000008940696716,
      0.3333331346511841,
    ],
  );
  p = mul(p, mul(t, square));
  p = add(p, mul(e, LN2_LOW));
  p = f(p - mul(square, 0.5));
  return add(add(t, p), mul(e, LN2_HIGH));
}

export function tanh(input: number): number {
  const x = less(greater(input, f(-9.01)), f(9.01));
  const u = mul(x, x);
  const p = polynomial(
    u,
    [1.3318801e-8, 2.058329846477136e-5, 0.003494024043902755, 0.13379709422588348, 1],
  );
  const q = polynomial(
    u,
    [7.761912570458662e-7, 0.0003283075348008424, 0.02587103471159935, 0.46713024377822876, 1],
  );
  return less(greater(f(mul(x, p) / q), -1), 1);
}
