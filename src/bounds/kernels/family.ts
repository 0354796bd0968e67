import { arcCosineValues } from "./arccosine.js";
import { type Activation, relu, thresholdGate } from "./dual.js";
import type { SphereKernel } from "./sphere-kernel.js";

/** F2(r) = P(g > 0, g' > 0). */
export const stepKernel: SphereKernel = { name: "F2", at: (r) => arcCosineValues(r).step };

/** F3(r) = E[relu(g) relu(g')], the features of a random first layer. */
export const reluKernel: SphereKernel = { name: "F3", at: (r) => arcCosineValues(r).relu };

/** H = r F2(r), the tangent kernel of the first layer. */
export const tangentKernel: SphereKernel = { name: "H", at: (r) => arcCosineValues(r).tangent };

/** K = F2(2 F3(r)), the gates of the second layer. */
export const gateKernel: SphereKernel = { name: "K", at: (r) => arcCosineValues(r).gate };

/** K F3, tangent kernel of the second layer. */
export const secondLayerKernel: SphereKernel = {
  name: "K∘F3",
  at: (r) => {
    const { gate, relu: features } = arcCosineValues(r);
    return gate * features;
  },
};

/** K H, tangent kernel of the first layer of three. */
export const firstLayerKernel: SphereKernel = {
  name: "K∘H",
  at: (r) => {
    const { gate, tangent } = arcCosineValues(r);
    return gate * tangent;
  },
};

/** K F3 + K H. */
export const bothLayersKernel: SphereKernel = {
  name: "K∘F3 + K∘H",
  at: (r) => {
    const { gate, relu: features, tangent } = arcCosineValues(r);
    return gate * features + gate * tangent;
  },
};

/** K F3 + K H + F3(2 F3)/2, the tangent kernel of all three layers. */
export const threeLayerKernel: SphereKernel = {
  name: "three-layer NTK",
  at: (r) => {
    const { deepRelu, gate, relu: features, tangent } = arcCosineValues(r);
    return gate * features + gate * tangent + 0.5 * deepRelu;
  },
};

export interface GateOptions {
  /** Activation of the first layer. Default: relu. */
  first?: Activation;
  /** Activation of the second layer, whose derivative gates. Default: relu. */
  second?: Pick<Activation, "name" | "derivativeDual">;
  /** Gates of the second layer open above so many standard deviations; in place of `second`. */
  threshold?: number;
}

/** The two kernels whose products form the adaptive family {K∘G}. */
export interface FamilyKernels {
  gate: SphereKernel;
  feature: SphereKernel;
}

/**
 * Gate and feature kernel of a three-layer network: gate E[s'(u) s'(v)] for second-layer
 * pre-activations u, v with the covariance of the random first layer, feature r E[f'(g) f'(g')].
 */
export function familyKernels(options: GateOptions = {}): FamilyKernels {
  const { first = relu, second, threshold } = options;
  const own = threshold === undefined ? (second ?? relu) : thresholdGate(threshold);
  if (first === relu && own === relu) return { gate: gateKernel, feature: tangentKernel };
  const q = first.dual(1, 1);
  return {
    gate: {
      name: `K(${own.name} on ${first.name})`,
      at: (r) => own.derivativeDual(Math.min(1, first.dual(r, 1) / q), q),
    },
    feature: { name: `H(${first.name})`, at: (r) => r * first.derivativeDual(r, 1) },
  };
}
