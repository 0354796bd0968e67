import { isDeepStrictEqual } from "node:util";
import { determining } from "../experiment/hash.js";
import type { Experiment } from "../experiment/schema.js";

/**
 * Where two experiments differ in what decides their results, one line each:
 * "epochs: 8000, not 100" (the first's value, then the second's).
 */
export function differences(first: Experiment, second: Experiment): string[] {
  return documentDifferences(determining(first), determining(second));
}

/** Where two documents differ, one line each, as `differences`. */
export const documentDifferences = (first: object, second: object): string[] =>
  compare(first, second, "");

function compare(first: unknown, second: unknown, path: string): string[] {
  if (isDeepStrictEqual(first, second)) return [];
  if (isContainer(first) && isContainer(second)) {
    const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
    return [...keys].flatMap((key) =>
      compare(first[key], second[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return [`${path}: ${inWords(first)}, not ${inWords(second)}`];
}

const inWords = (value: unknown) => (value === undefined ? "absent" : JSON.stringify(value));

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
