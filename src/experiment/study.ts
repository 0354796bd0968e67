import { nearest } from "./nearest.js";
import { presets } from "./presets.js";
import { type Experiment, experimentSchema } from "./schema.js";

/** One network of the study, and where it stands in the combined report. */
export interface StudyNetwork {
  preset: string;
  group: string;
  title: string;
}

const SYN_TANH = "SYN, tanh";
const SYN_RELU = "SYN, ReLU";
const MNIST = "MNIST, ReLU, 8 bit";
const INTEGER = "Integer arithmetic throughout";
const ESTIMATORS = "Every estimator on the same run";
const RANGES = "SYN, ReLU, 8 bit: other ranges of the activations";

/** The networks of Lorenzen, Igel & Nielsen (ICLR 2022), then those in integer arithmetic. */
const NETWORKS: readonly StudyNetwork[] = [
  { preset: "syn-tanh-4bit", group: SYN_TANH, title: "4 bit" },
  { preset: "syn-tanh-8bit", group: SYN_TANH, title: "8 bit" },
  { preset: "syn-tanh-32bit", group: SYN_TANH, title: "32 bit (float states)" },
  { preset: "syn-tanh-unquantized", group: SYN_TANH, title: "unquantized" },
  { preset: "syn-tanh-prefit", group: SYN_TANH, title: "8 bit, after a prefit" },
  { preset: "syn-relu-4bit", group: SYN_RELU, title: "4 bit" },
  { preset: "syn-relu-8bit", group: SYN_RELU, title: "8 bit" },
  { preset: "syn-relu-32bit", group: SYN_RELU, title: "32 bit (float states)" },
  { preset: "syn-relu-unquantized", group: SYN_RELU, title: "unquantized" },
  { preset: "syn-relu-prefit", group: SYN_RELU, title: "8 bit, after a prefit" },
  { preset: "mnist-bn2-8bit", group: MNIST, title: "BN2: 16-8-4-2" },
  { preset: "mnist-bn4-8bit", group: MNIST, title: "BN4: 16-12-8-4" },
  { preset: "mnist-hourglass-8bit", group: MNIST, title: "HourGlass: 16-8-4-2-4-8" },
  { preset: "mnist-4x10-8bit", group: MNIST, title: "4x10: 10-10-10-10" },
  { preset: "mnist-conv-8bit", group: MNIST, title: "Conv" },
  { preset: "syn-tanh-integer", group: INTEGER, title: "SYN, tanh, 8 bit" },
  { preset: "syn-relu-integer", group: INTEGER, title: "SYN, ReLU, 8 bit" },
  { preset: "mnist-bn2-integer", group: INTEGER, title: "MNIST BN2, 8 bit" },
  { preset: "mnist-conv-integer", group: INTEGER, title: "MNIST Conv, 8 bit" },
  { preset: "estimators-syn-tanh", group: ESTIMATORS, title: "SYN, tanh, 8 bit" },
  { preset: "estimators-syn-relu", group: ESTIMATORS, title: "SYN, ReLU, 8 bit" },
  { preset: "ranges-syn-relu-corrected", group: RANGES, title: "moving average, bias corrected" },
  { preset: "ranges-syn-relu-batch", group: RANGES, title: "tensor at hand" },
  { preset: "ranges-syn-relu-fixed", group: RANGES, title: "fixed, [-6, 6]" },
  { preset: "ranges-syn-relu-calibrated", group: RANGES, title: "calibrated, 100 epochs" },
];

/** All networks of the study that this version has a preset for, in the order of the report. */
export const studyNetworks: readonly StudyNetwork[] = NETWORKS.filter(({ preset }) =>
  Object.hasOwn(presets, preset),
);

/** The experiments of the study itself, none that was added here, whose activations are quantised. */
export const quantisedOfTheStudy = (): Experiment[] =>
  studyNetworks
    .filter(({ group }) => [SYN_TANH, SYN_RELU, MNIST].includes(group))
    .map(({ preset }) => experimentSchema.parse(presets[preset]))
    .filter(({ quantisation }) => quantisation.activations.bits !== "float");

/** A selection names no network of the study; the message says which there are. */
export class SelectionError extends Error {
  override name = "SelectionError";
}

/**
 * The networks whose preset is named, or begins with a name and a dash: "syn", "mnist-bn2",
 * "syn-tanh-8bit". All of them when no name is given. Throws a SelectionError.
 */
export function selectNetworks(names: readonly string[]): StudyNetwork[] {
  if (names.length === 0) return [...studyNetworks];
  for (const name of names) {
    if (studyNetworks.some((network) => isNamed(network, name))) continue;
    const known = studyNetworks.map(({ preset }) => preset);
    const close = nearest(name, known);
    throw new SelectionError(
      `the study has no network "${name}". ${
        close
          ? `Did you mean ${close}?`
          : `It has ${known.join(", ")}; "syn" and "mnist" name all of theirs, "estimators" and "ranges" those about them.`
      }`,
    );
  }
  return studyNetworks.filter((network) => names.some((name) => isNamed(network, name)));
}

const isNamed = ({ preset }: StudyNetwork, name: string) =>
  preset === name || preset.startsWith(`${name}-`);
