import type { ThreeLayerComparison } from "./document.js";
import type { ThreeLayerSettings } from "./schema.js";

/** A kind of network of a comparison: PSGD as the document says, or a control. */
export interface Variant {
  key: string;
  name: string;
  settings: ThreeLayerSettings;
}

/** The networks to train, PSGD first. */
export function variants({ controls, network }: ThreeLayerComparison): Variant[] {
  const sgd = { ...network, optimiser: { name: "sgd" as const, rate: network.optimiser.rate } };
  const own: Record<(typeof controls)[number], Omit<Variant, "key">> = {
    sgd: { name: "plain SGD", settings: sgd },
    linearised: { name: "linearised", settings: { ...sgd, model: "linearised" } },
    "linearised-uncancelled": {
      name: "linearised, not cancelled",
      settings: { ...sgd, model: "linearised", cancelled: false },
    },
  };
  return [
    {
      key: network.optimiser.name,
      name: network.optimiser.name === "psgd" ? "PSGD" : "SGD",
      settings: network,
    },
    ...[...new Set(controls)]
      .filter((key) => key !== network.optimiser.name)
      .map((key) => ({ key, ...own[key] })),
  ];
}
