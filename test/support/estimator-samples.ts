import fc from "fast-check";
import type { Sample } from "../../src/estimators/estimator.js";
import { Values } from "./values.js";

/** Random activations with labels: of any real values, or on a grid with many ties. */
export const samples = fc
  .record({
    count: fc.integer({ min: 4, max: 40 }),
    units: fc.integer({ min: 1, max: 4 }),
    classes: fc.integer({ min: 2, max: 5 }),
    lattice: fc.boolean(),
    seed: fc.integer(),
  })
  .map(({ classes, count, lattice, seed, units }): Sample & { inputs: Sample["inputs"] } => {
    const random = new Values(seed);
    const value = () => (lattice ? random.below(3) : random.uniform(-2, 2));
    const rows = (width: number) => Float64Array.from({ length: count * width }, value);
    const labels = Uint8Array.from({ length: count }, () => random.below(classes));
    // At least two classes, one with two members, and activations and inputs that vary.
    labels.set([0, 0, 1]);
    const values = rows(units);
    values[0] = 2.5;
    const inputs = rows(2);
    inputs[0] = 2.5;
    return { values, units, labels, classes, inputs: { values: inputs, units: 2 } };
  });

/** The same sample with its inputs in another order. */
export function permuted(sample: Sample, seed: number): Sample {
  const random = new Values(seed);
  const order = Array.from(sample.labels.keys());
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const rows = (values: ArrayLike<number>, units: number) =>
    Float64Array.from(order.flatMap((i) => Array.from(values).slice(i * units, (i + 1) * units)));
  const { inputs } = sample;
  return {
    ...sample,
    values: rows(sample.values, sample.units),
    labels: Uint8Array.from(order, (i) => sample.labels[i]),
    ...(inputs && { inputs: { ...inputs, values: rows(inputs.values, inputs.units) } }),
  };
}

/** The same sample with class c called classes - 1 - c. */
export function relabelled(sample: Sample): Sample {
  return { ...sample, labels: sample.labels.map((label) => sample.classes - 1 - label) };
}

/** The same sample with another value in place of each activation. */
export function mapped(sample: Sample, map: (value: number) => number): Sample {
  return { ...sample, values: Float64Array.from(sample.values, map) };
}
