import { arcsin } from "./arcsine.js";
import { exponential } from "./exponential.js";
import { gaussLegendre, type Rule } from "./quadrature.js";

const PER_ROOT_TURN = 0.3989422804014327;

/** P(g > b) for a standard normal g; absolute error below 1e-15. */
export function normalTail(b: number): number {
  if (Math.abs(b) > 8.3) return b > 0 ? 0 : 1;
  let term = b;
  let sum = 0;
  for (let k = 1; Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    sum += term;
    term = (term * b * b) / (2 * k + 1);
  }
  return 0.5 - PER_ROOT_TURN * exponential(-0.5 * b * b) * sum;
}

const PANELS = 8;
let rule: Rule | undefined;

/**
 * P(g > b, g' > b) for standard normal g, g' of correlation rho in [-1, 1]; absolute error below 1e-13.
 *
 * P(g > b)^2 + (1/2 pi) times the integral of exp(-b^2/(1 + sin t)) from 0 to arcsin rho (Sheppard 1899;
 * Drezner & Wesolowsky 1990), by Gauss-Legendre in eight panels; the integrand is smooth.
 */
export function orthantProbability(b: number, rho: number): number {
  if (b === 0) return 0.25 + arcsin(rho) / (2 * Math.PI);
  const tail = normalTail(b);
  if (rho === 1) return tail;
  rule ??= gaussLegendre(16);
  const { nodes, weights } = rule;
  const half = arcsin(rho) / (2 * PANELS);
  let sum = 0;
  for (let panel = 0; panel < PANELS; panel++) {
    const centre = (2 * panel + 1) * half;
    for (let k = 0; k < nodes.length; k++) {
      const down = 1 + sine(centre + half * nodes[k]);
      sum += down > 0 ? weights[k] * exponential((-b * b) / down) : 0;
    }
  }
  return tail * tail + (half * sum) / (2 * Math.PI);
}

/** sin x for |x| <= pi/2, error below 2 ulp of 1. */
function sine(x: number): number {
  const square = x * x;
  let series = 1;
  for (let m = 12; m >= 1; m--) series = 1 - (series * square) / (2 * m * (2 * m + 1));
  return x * series;
}
