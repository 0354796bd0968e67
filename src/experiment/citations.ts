import type { Engine } from "../engine/engine.js";
import { createWithSpecs } from "../estimators/create.js";
import { isWeighted } from "../network/schema.js";
import type { Experiment } from "./schema.js";

/** What a part of an experiment rests on. */
export interface Citation {
  /** The part, in words: "optimiser: Adam". */
  part: string;
  /** Keys of `references`. */
  references: readonly string[];
}

/** What every experiment rests on. */
export const CORE_CITATIONS: readonly Citation[] = [
  {
    part: "exact counts, and the study whose experiments the presets repeat",
    references: ["lorenzen2022"],
  },
  { part: "information plane", references: ["tishby2015", "shwartzziv2017"] },
];

const DATA: Record<Experiment["data"]["source"], Citation> = {
  syn: { part: "data: SYN", references: ["shwartzziv2017"] },
  mnist: { part: "data: MNIST", references: ["lecun1998"] },
};

const ADAM: Citation = { part: "optimiser: Adam", references: ["kingma2015"] };
const GLOROT: Citation = { part: "initialisation: Glorot uniform", references: ["glorot2010"] };
const QUANTISED: Citation = {
  part: "quantised training: affine grids, straight-through gradients",
  references: ["jacob2018", "bengio2013"],
};
const SATURATED: Citation = {
  part: "share of lone states, from which saturation is told",
  references: ["good1953"],
};

/** The parts of infoplane itself that rest on others; those of estimators are theirs. */
export const ALL_CITATIONS: readonly Citation[] = [
  ...CORE_CITATIONS,
  ...[DATA.syn, DATA.mnist, ADAM, GLOROT, QUANTISED, SATURATED],
];

/** The parts of an experiment, with what they rest on; `engine` is needed to ask its estimators. */
export function citationsOf(experiment: Experiment, engine: Engine): Citation[] {
  const { data, estimators = [], network, optimiser } = experiment;
  return [
    ...CORE_CITATIONS,
    DATA[data.source],
    ...(optimiser.name === "adam" ? [ADAM] : []),
    ...(usesGlorot(network) ? [GLOROT] : []),
    ...(isQuantised(experiment) ? [QUANTISED] : []),
    // All inputs of SYN are measured: they cannot saturate.
    ...(data.source === "syn" && experiment.informationOn.every((inputs) => inputs === "all")
      ? []
      : [SATURATED]),
    ...createWithSpecs(estimators, engine).map(({ estimator: { name, references } }) => ({
      part: `estimator: ${name}`,
      references,
    })),
  ];
}

function usesGlorot({ initialisation, layers }: Experiment["network"]): boolean {
  return layers
    .filter(isWeighted)
    .some((layer) => (layer.initialisation ?? initialisation).name === "glorot-uniform");
}

function isQuantised({ arithmetic, network, quantisation }: Experiment): boolean {
  const { activations, input, weights } = quantisation;
  return (
    arithmetic === "integer" ||
    input.bits !== "float" ||
    network.layers
      .filter(isWeighted)
      .some((layer) =>
        [layer.weights ?? weights, layer.activations ?? activations].some(
          ({ bits }) => bits !== "float",
        ),
      )
  );
}
