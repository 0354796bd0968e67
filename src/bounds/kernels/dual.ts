import { arcsin } from "../../numerics/arcsine.js";
import { orthantProbability } from "../../numerics/normal.js";
import { square } from "../../numerics/square.js";
import { arcCosineValues } from "./arccosine.js";

/**
 * E[phi(u) phi(v)] for normal u, v of variance q and correlation rho, and the same of the derivative
 * phi': the dual activations of a wide layer.
 */
export interface Activation {
  name: string;
  dual(rho: number, q: number): number;
  derivativeDual(rho: number, q: number): number;
}

/** max(x, 0): q F3(rho) and F2(rho). Cho & Saul 2009. */
export const relu: Activation = {
  name: "relu",
  dual: (rho, q) => q * arcCosineValues(rho).relu,
  derivativeDual: (rho) => arcCosineValues(rho).step,
};

/** erf(x): (2/pi) arcsin(2 q rho/(1 + 2q)), Williams 1997; its derivative by the Gaussian integral. */
export const erf: Activation = {
  name: "erf",
  dual: (rho, q) => (2 / Math.PI) * arcsin((2 * q * rho) / (1 + 2 * q)),
  derivativeDual: (rho, q) => 4 / (Math.PI * Math.sqrt(square(1 + 2 * q) - square(2 * q * rho))),
};

/** x itself. */
export const linear: Activation = {
  name: "linear",
  dual: (rho, q) => q * rho,
  derivativeDual: () => 1,
};

/**
 * A gate that opens above a threshold of b standard deviations: derivative 1{x > b sqrt q}, dual
 * P(g > b, g' > b). As an activation it is max(x - b sqrt q, 0), whose own dual is not needed here.
 */
export function thresholdGate(b: number): Pick<Activation, "name" | "derivativeDual"> {
  return {
    name: `threshold ${b}`,
    derivativeDual: (rho) => orthantProbability(b, Math.max(-1, Math.min(1, rho))),
  };
}
