import { digamma } from "../numerics/digamma.js";
import { exponential } from "../numerics/exponential.js";
import { log } from "../numerics/log.js";
import { logRising } from "../numerics/rising.js";
import { trigamma, trigammaRest } from "../numerics/trigamma.js";
import { EstimatorError } from "./estimator.js";
import { type CountHistogram, sumOver } from "./histogram.js";

/** Posterior mean and standard deviation of an entropy, in bits. */
export interface Posterior {
  entropy: number;
  deviation: number;
}

/** What weighs less than e^-DEPTH of the greatest weight is left out. */
const DEPTH = 45;

/** Halving the step goes on until means agree so well, relatively, or there are so many steps. */
const AGREEMENT = 1e-11;
const MOST_STEPS = 2 ** 13;

/**
 * Entropy by Nemenman, Shafee and Bialek (NIPS 14, 2002): the mean of H under a mixture of symmetric
 * Dirichlet priors on `alphabet` (K) states, mixed so that the prior of H is nearly flat.
 *
 * With counts n_i of n inputs and kappa = K beta,
 *
 *   weight(beta) = Gamma(kappa) / Gamma(n + kappa) * product Gamma(n_i + beta) / Gamma(beta)
 *   prior mean   xi(beta) = psi(kappa + 1) - psi(beta + 1) nats
 *   estimate     = integral of weight(beta) E[H | n, beta] d xi, divided by that of the weight
 *
 * and E[H | n, beta], E[H^2 | n, beta] as given by Wolpert and Wolf (1995). The integral is taken over
 * ln kappa by the trapezoidal rule, which for an integrand that dies away at both ends converges
 * exponentially in the number of steps. The deviation is the posterior's; below about 1e-7 H it drowns
 * in rounding.
 *
 * Throws an EstimatorError when more states were met than there are, or K is above 1e250.
 */
export function nsb(histogram: CountHistogram, alphabet: number): Posterior {
  const { inputs, states } = histogram;
  if (!(alphabet >= states)) {
    throw new EstimatorError(
      `${states} states were met: the alphabet for nsb must have at least as many, not ${alphabet}`,
    );
  }
  if (!(alphabet <= 1e250)) {
    throw new EstimatorError(
      "there are more than 1e250 possible states: give a smaller alphabet for nsb, or fewer bins",
    );
  }
  if (alphabet === 1) return { entropy: 0, deviation: 0 };
  const weight = (x: number) => logWeight(histogram, alphabet, x);
  const [low, high] = support(weight, -DEPTH, log(alphabet) + 2 * log(inputs + 1) + DEPTH);
  const { mean, square } = integrate(weight, (x) => moments(histogram, alphabet, x), low, high);
  const variance = Math.max(0, square - mean * mean);
  return { entropy: mean * Math.LOG2E, deviation: Math.sqrt(variance) * Math.LOG2E };
}

/** kappa and beta at x = ln kappa. */
function concentrations(alphabet: number, x: number): { kappa: number; beta: number } {
  const kappa = x < 0 ? exponential(x) : 1 / exponential(-x);
  return { kappa, beta: kappa / alphabet };
}

/**
 * ln of weight(beta) d xi / dx, up to the constant -n ln K: each Gamma quotient is a rising factorial,
 * of which the power of beta or kappa is taken out.
 */
function logWeight(histogram: CountHistogram, alphabet: number, x: number): number {
  const { kappa, beta } = concentrations(alphabet, x);
  const evidence =
    sumOver(histogram, (count) => logRising(count, beta)) - logRising(histogram.inputs, kappa);
  return evidence + log(trigammaRest(beta) - trigammaRest(kappa));
}

/** E[H] and E[H^2] at x, in nats. */
function moments(histogram: CountHistogram, alphabet: number, x: number): Moments {
  const { kappa, beta } = concentrations(alphabet, x);
  const total = histogram.inputs + kappa;
  const last = digamma(total + 2);
  const lastSlope = trigamma(total + 2);
  let mean = 0;
  let shares = 0;
  let crossed = 0;
  let crossedSquares = 0;
  let own = 0;
  const add = (count: number, multiplicity: number) => {
    const a = count + beta;
    const p = a / total;
    const psi = digamma(a + 1);
    const d = psi - last;
    const e = psi + 1 / (a + 1) - last;
    mean += multiplicity * p * psi;
    shares += multiplicity * p * p;
    crossed += multiplicity * p * d;
    crossedSquares += multiplicity * p * d * (p * d);
    own += multiplicity * p * ((a + 1) / (total + 1)) * (e * e + trigamma(a + 2) - lastSlope);
  };
  add(0, alphabet - histogram.states);
  histogram.counts.forEach((count, i) => {
    add(count, histogram.multiplicities[i]);
  });
  const pairs = crossed * crossed - crossedSquares - lastSlope * (1 - shares);
  return {
    mean: digamma(total + 1) - mean,
    square: (pairs * total) / (total + 1) + own,
  };
}

interface Moments {
  mean: number;
  square: number;
}

/** Where `weight`, a logarithm, is within DEPTH of its greatest value between `from` and `to`. */
function support(weight: (x: number) => number, from: number, to: number): [number, number] {
  const points = Math.ceil(to - from);
  const at = (i: number) => from + ((to - from) * i) / points;
  const values = Array.from({ length: points + 1 }, (_, i) => weight(at(i)));
  const peak = values.indexOf(Math.max(...values));
  const top = maximise(weight, at(Math.max(0, peak - 1)), at(Math.min(points, peak + 1)));
  const floor = Math.max(weight(top), values[peak]) - DEPTH;
  const first = values.findIndex((value) => value >= floor);
  const last = values.findLastIndex((value) => value >= floor);
  const low = first < 1 ? from : cross(weight, floor, at(first - 1), Math.min(at(first), top));
  const end = last < 0 || last === points ? to : at(last + 1);
  return [low, cross(weight, floor, end, Math.max(at(last), top))];
}

/** The place of the maximum of a function with one between a and b, to 1e-9 or so, by golden section. */
function maximise(f: (x: number) => number, a: number, b: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [a, b];
  let [x, y] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [fx, fy] = [f(x), f(y)];
  for (let step = 0; step < 40; step++) {
    if (fx >= fy) {
      [high, y, fy] = [y, x, fx];
      x = high - ratio * (high - low);
      fx = f(x);
    } else {
      [low, x, fx] = [x, y, fy];
      y = low + ratio * (high - low);
      fy = f(y);
    }
  }
  return fx >= fy ? x : y;
}

/** Between `outside`, where f is below `floor`, and `inside`, where it is not: close to where it crosses. */
function cross(f: (x: number) => number, floor: number, outside: number, inside: number): number {
  let [out, within] = [outside, inside];
  for (let step = 0; step < 40 && f(out) < floor - 2; step++) {
    const middle = (out + within) / 2;
    if (f(middle) < floor) out = middle;
    else within = middle;
  }
  return out;
}

/** Means of the moments under e^weight, by the trapezoidal rule with ever smaller steps. */
function integrate(
  weight: (x: number) => number,
  value: (x: number) => Moments,
  low: number,
  high: number,
): Moments {
  const terms: { weight: number; moments: Moments }[] = [];
  const add = (x: number) => terms.push({ weight: weight(x), moments: value(x) });
  let steps = 32;
  for (let i = 0; i <= steps; i++) add(low + ((high - low) * i) / steps);
  let before = average(terms);
  for (;;) {
    steps *= 2;
    for (let i = 1; i < steps; i += 2) add(low + ((high - low) * i) / steps);
    const now = average(terms);
    const far = Math.abs(now.mean - before.mean) > AGREEMENT * now.mean;
    const farSquare = Math.abs(now.square - before.square) > AGREEMENT * now.square;
    if (!(far || farSquare) || steps >= MOST_STEPS) return now;
    before = now;
  }
}

function average(terms: readonly { weight: number; moments: Moments }[]): Moments {
  const top = terms.reduce((most, { weight }) => Math.max(most, weight), Number.NEGATIVE_INFINITY);
  let [sum, mean, square] = [0, 0, 0];
  for (const { moments, weight } of terms) {
    const share = exponential(weight - top);
    sum += share;
    mean += share * moments.mean;
    square += share * moments.square;
  }
  return { mean: mean / sum, square: square / sum };
}
