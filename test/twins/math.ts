import { add, clamp, div, mul, nearest, sub } from "./f32.js";

const f = Math.fround;
const LOG2_E = f(Math.LOG2E);
/** ln 2 in two parts, the first short enough that small multiples of it are exact. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = f(-2.1219444e-4);

/** Coefficients from the highest power down. */
function polynomial(x: number, coefficients: number[]): number {
  return coefficients.map(f).reduce((value, c) => add(mul(value, x), c));
}

const EXP = [
  0.001381459878757596, 0.008368716575205326, 0.04166838899254799, 0.1666652113199234,
  0.4999999403953552,
];

export function exp(x: number): number {
  const limited = clamp(x, -87, 88);
  const n = nearest(mul(limited, LOG2_E));
  const r = sub(sub(limited, mul(n, LN2_HIGH)), mul(n, LN2_LOW));
  const p = add(add(mul(polynomial(r, EXP), mul(r, r)), r), 1);
  return mul(p, 2 ** n);
}

/** sqrt(1/2) in f32. */
const ROOT_HALF = f(Math.SQRT1_2);

const LOG = [
  0.06746641546487808, -0.11675655096769333, 0.11888163536787033, -0.1240558847784996,
  0.14219552278518677, -0.1666799634695053, 0.2000211924314499, -0.25000008940696716,
  0.3333331346511841,
];

export function log(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < ROOT_HALF) {
    mantissa *= 2;
    exponent--;
  }
  while (mantissa >= 2 * ROOT_HALF) {
    mantissa /= 2;
    exponent++;
  }
  const t = sub(mantissa, 1);
  const square = mul(t, t);
  const cubic = mul(polynomial(t, LOG), mul(t, square));
  const small = sub(add(cubic, mul(exponent, LN2_LOW)), mul(square, 0.5));
  return add(add(t, small), mul(exponent, LN2_HIGH));
}

const TANH_TOP = [1.3318801e-8, 2.058329846477136e-5, 0.003494024043902755, 0.13379709422588348, 1];
const TANH_BOTTOM = [
  7.761912570458662e-7, 0.0003283075348008424, 0.02587103471159935, 0.46713024377822876, 1,
];

export function tanh(x: number): number {
  const limited = clamp(x, f(-9.01), f(9.01));
  const square = mul(limited, limited);
  const top = mul(limited, polynomial(square, TANH_TOP));
  return clamp(div(top, polynomial(square, TANH_BOTTOM)), -1, 1);
}
