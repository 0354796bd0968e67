import type { Experiment } from "./schema.js";

/**
 * What determines a repetition's records: the complete experiment without its name, description and
 * number of repetitions.
 */
export function determining(experiment: Experiment) {
  const { $schema, name, description, repetitions, ...rest } = experiment;
  return rest;
}

/** SHA-256, in hexadecimal, of what determines a repetition's records. */
export async function experimentHash(experiment: Experiment): Promise<string> {
  const bytes = new TextEncoder().encode(canonical(determining(experiment)));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** JSON with keys in order: the same text for equal documents. */
export const canonical = (document: object): string => JSON.stringify(sorted(document));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
