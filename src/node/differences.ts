import { isDeepStrictEqual } from "node:util";
import { determining } from "../experiment/hash.js";
import type { Experiment } from "../experiment/schema.js";

/** Where the two documents are, in words: ["in A", "in B"]. */
type Places = readonly [string, string];

/**
 * Where two experiments differ in what decides their results, one line each:
 * "epochs: 8000 in A, 100 in B", "prefit: absent in A, {"epochs":30} in B".
 */
export function differences(first: Experiment, second: Experiment, places: Places): string[] {
  return documentDifferences(determining(first), determining(second), places);
}

/** Where two documents differ, one line each, as `differences`. */
export const documentDifferences = (first: object, second: object, places: Places): string[] =>
  compare(first, second, "").map(
    ({ path, values }) =>
      `${path}: ${values.map((value, i) => `${inWords(value)} ${places[i]}`).join(", ")}`,
  );

interface Difference {
  path: string;
  values: [unknown, unknown];
}

function compare(first: unknown, second: unknown, path: string): Difference[] {
  if (isDeepStrictEqual(first, second)) return [];
  if (isContainer(first) && isContainer(second)) {
    const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
    return [...keys].flatMap((key) =>
      compare(first[key], second[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return [{ path, values: [first, second] }];
}

const inWords = (value: unknown) => (value === undefined ? "absent" : JSON.stringify(value));

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
