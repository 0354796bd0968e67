import { ThreeLayerError } from "./parse.js";
import type { LossName } from "./schema.js";

/** Points by rows: inputs [samples][dimension]. */
export interface Points {
  samples: number;
  dimension: number;
  inputs: Float32Array;
}

/** Points with a target each: real numbers, or -1 and 1. */
export interface TargetedPoints extends Points {
  targets: Float32Array;
}

export interface ThreeLayerData {
  train: TargetedPoints;
  test?: TargetedPoints;
}

/** Throws a ThreeLayerError that names the first thing wrong with the data. */
export function checkData({ test, train }: ThreeLayerData, loss: LossName): void {
  checkTargets("train", train, loss);
  if (!test) return;
  checkTargets("test", test, loss);
  if (test.dimension !== train.dimension) {
    throw new ThreeLayerError(
      `test.dimension: expected ${train.dimension}, as in train, found ${test.dimension}`,
    );
  }
}

export function checkPoints(name: string, { dimension, inputs, samples }: Points): void {
  if (!(Number.isInteger(samples) && samples > 0)) {
    throw new ThreeLayerError(`${name}.samples: expected a positive integer, found ${samples}`);
  }
  if (!(Number.isInteger(dimension) && dimension > 0)) {
    throw new ThreeLayerError(`${name}.dimension: expected a positive integer, found ${dimension}`);
  }
  checkNumbers(`${name}.inputs`, inputs, samples * dimension);
}

function checkTargets(name: string, points: TargetedPoints, loss: LossName): void {
  checkPoints(name, points);
  checkNumbers(`${name}.targets`, points.targets, points.samples);
  const odd = points.targets.findIndex((y) => y !== 1 && y !== -1);
  if (loss !== "squared" && odd >= 0) {
    throw new ThreeLayerError(
      `${name}.targets[${odd}]: expected -1 or 1 for the ${loss} loss, found ${points.targets[odd]}`,
    );
  }
}

function checkNumbers(name: string, values: Float32Array, length: number): void {
  if (values.length !== length) {
    throw new ThreeLayerError(`${name}: expected ${length} numbers, found ${values.length}`);
  }
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    throw new ThreeLayerError(`${name}[${odd}]: expected a finite number, found ${values[odd]}`);
  }
}
