import type { z } from "zod";
import { expectationAt, keysAt, valueAt, wordsAt } from "./expectation.js";
import { nearest } from "./nearest.js";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One line per fault: where, what was found, and what would be right by the JSON Schema. */
export function describeIssue(issue: Issue, document: unknown, schema: object): string[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const known = keysAt(schema, document, issue.path);
        return `${pathOf([...issue.path, key])}: unknown key${keySuggestion(key, known)}`;
      });
    case "custom":
    case "invalid_format":
      return [`${pathOf(issue.path)}: ${issue.message}${tail(valueAt(document, issue.path))}`];
    case "invalid_union":
      return describeUnion(issue, document, schema);
    default:
      return [unexpected(issue.path, document, schema)];
  }
}

/** Names the discriminator, or the faults within the alternative that was meant. */
function describeUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  document: unknown,
  schema: object,
): string[] {
  const { discriminator, errors, path } = issue;
  if (discriminator !== undefined) {
    const named = path[path.length - 1] === discriminator;
    return [unexpected(named ? path : [...path, discriminator], document, schema)];
  }
  const meant = errors.find((branch) => branch.every(concernsContent));
  if (!meant) return [unexpected(path, document, schema)];
  return meant.flatMap((inner) =>
    describeIssue({ ...inner, path: [...path, ...inner.path] }, document, schema),
  );
}

/** True for faults inside an object that is an object, as it should be. */
function concernsContent(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}

function unexpected(path: Path, document: unknown, schema: object): string {
  const expected = expectationAt(schema, document, path);
  const found = valueAt(document, path);
  if (found === undefined) return `${pathOf(path)}: missing; expected ${expected}`;
  const name = typeof found === "string" && nearest(found, wordsAt(schema, document, path));
  const hint = name ? `; did you mean "${name}"?` : "";
  return `${pathOf(path)}: expected ${expected}, found ${show(found)}${hint}`;
}

function keySuggestion(typed: string, known: readonly string[]): string {
  const name = nearest(typed, known);
  return name ? `; did you mean "${name}"?` : `; known here: ${known.join(", ")}`;
}

function pathOf(path: Path): string {
  if (path.length === 0) return "(document)";
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`))
    .join("");
}

function show(value: unknown): string {
  const text = (typeof value === "number" ? undefined : JSON.stringify(value)) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function tail(found: unknown): string {
  return found === undefined ? "" : `, found ${show(found)}`;
}
