import type { Dataset } from "../data/dataset.js";
import type { Labelled } from "./compare.js";
import { binaryTask } from "./dataset.js";
import { takeIntegerRows } from "./integer-rows.js";
import type { SphereData } from "./sphere.js";
import { type TargetName, targetLabels, uniformSphere } from "./targets.js";

/** Where the points and labels of a comparison come from. */
export type TaskSource =
  | { source: "sphere"; target: TargetName; dimension: number; noise: number }
  | { source: "syn" }
  | { source: "mnist"; positive: number; negative: number | "rest" };

/** Samples to train on, to choose ridges by, and to test on; all different. */
export interface PartSizes {
  train: number;
  validation: number;
  test: number;
}

export type Task = Record<"train" | "validation" | "test", Labelled> & { note: string };

/** A name for tables and figures: the target, or the data set. */
export function taskName(source: TaskSource): string {
  if (source.source === "sphere") return source.target;
  return source.source === "syn" ? "SYN" : `MNIST ${source.positive} against ${source.negative}`;
}

/**
 * Points and labels, from one draw: those to test on come first, so that they are the same whatever
 * the number of others.
 *
 * @throws BoundsError when there are too few samples or features.
 */
export function makeTask(
  source: TaskSource,
  { test, train, validation }: PartSizes,
  seed: number,
  dataset?: Dataset,
): Task {
  const { data, y } = draw(source, test + train + validation, seed, dataset);
  const part = (from: number, count: number): Labelled => ({
    data: takeRows(data, from, count),
    y: y.slice(from, from + count),
  });
  return {
    test: part(0, test),
    train: part(test, train),
    validation: part(test + train, validation),
    note: data.note,
  };
}

function draw(
  source: TaskSource,
  samples: number,
  seed: number,
  dataset: Dataset | undefined,
): { data: SphereData; y: Float64Array } {
  if (source.source === "sphere") {
    const data = uniformSphere(samples, source.dimension, seed);
    return { data, y: targetLabels(source.target, data, { noise: source.noise, seed }) };
  }
  if (!dataset) throw new RangeError(`makeTask: ${source.source} needs its data set`);
  return source.source === "syn"
    ? binaryTask(dataset, { samples, seed })
    : binaryTask(dataset, { ...source, samples, seed });
}

/** Some rows of points on the sphere, copied. */
export function takeRows(
  { features, integers, norms, note, points }: SphereData,
  from: number,
  count: number,
): SphereData {
  return {
    points: points.slice(from * features, (from + count) * features),
    ...(integers && { integers: takeIntegerRows(integers, from, count) }),
    ...{ samples: count, features, norms, note },
  };
}
