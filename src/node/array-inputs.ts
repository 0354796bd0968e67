import { type ClassLabels, classLabels } from "../data/class-labels.js";
import { DataError } from "../data/errors.js";
import type { NpyNumbers } from "../data/npy-decoder.js";
import type { StoredArray } from "./array-file.js";
import { BadInput } from "./errors.js";

/** An array of numbers, a row per input. */
export interface InputRows {
  values: NpyNumbers;
  units: number;
}

/**
 * Reads class labels, or predictions: one integer, bool or text per input.
 *
 * @throws BadInput when they are none; `what` they are.
 */
export async function readClasses(stored: StoredArray, what: string): Promise<ClassLabels> {
  const { place } = stored;
  const { shape, type } = stored.header;
  const isColumn = shape.length === 2 && shape[1] === 1;
  if (shape.length !== 1 && !isColumn) {
    throw new BadInput(
      `${place}: ${what} of shape ${shapeText(shape)}; expected one per input, of shape (n,)${
        shape.length === 2 ? ": .argmax(axis=1) makes classes of a column per class" : ""
      }`,
    );
  }
  if (shape[0] === 0) throw new BadInput(`${place}: no ${what}; expected one per input`);
  if (type.kind === "float") {
    throw new BadInput(
      `${place}: ${what} of type ${type.name}; expected integers, bool or text: ` +
        ".astype(np.int64) makes integers of whole numbers",
    );
  }
  const { values } = await stored.read();
  try {
    return classLabels(values);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new BadInput(`${place}: ${error.message}`, { cause: error });
  }
}

/**
 * Units of an array that has a row of numbers per input. Throws BadInput when it has not, with a `hint`
 * where its rows are too many or too few.
 */
export function unitsOf(
  { header: { shape, type }, place }: StoredArray,
  inputs: number,
  hint = "",
): number {
  if (type.kind === "text") {
    throw new BadInput(`${place}: text; expected integers, floats or bool`);
  }
  const units = shape.slice(1).reduce((product, length) => product * length, 1);
  if (shape.length === 0 || units === 0) {
    throw new BadInput(
      `${place}: an array of shape ${shapeText(shape)}; expected a row per input, of shape (n, units)`,
    );
  }
  if (shape[0] !== inputs) {
    const turned = shape.length === 2 && shape[1] === inputs ? "; .T turns it" : "";
    throw new BadInput(
      `${place}: ${shape[0]} rows, of shape ${shapeText(shape)}, but there are ${inputs} labels; ` +
        `expected a row per label${turned}${hint}`,
    );
  }
  return units;
}

/** Reads numbers, a row per input. Throws BadInput on rows that do not fit, and on NaN and infinity. */
export async function readRows(
  stored: StoredArray,
  inputs: number,
  onBytes?: (bytes: number) => void,
): Promise<InputRows> {
  const units = unitsOf(stored, inputs);
  const values = (await stored.read(onBytes)).values as NpyNumbers;
  if (values instanceof Float32Array || values instanceof Float64Array) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) throw notFinite(stored, i, values[i]);
    }
  }
  return { values, units };
}

function notFinite({ header: { shape }, place }: StoredArray, at: number, value: number): BadInput {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = at; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  const where =
    shape.length === 2 ? `row ${index[0]}, column ${index[1]}` : `[${index.join(", ")}]`;
  return new BadInput(
    `${place}: the value at ${where}, counted from 0, is ${value}; expected finite numbers`,
  );
}

/** As Python writes it: (3,) or (3, 2). */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}
