import type { z } from "zod";
import { nearest } from "./nearest.js";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One line per fault: where, what is wrong, and what would be right. */
export function describeIssue(issue: Issue, document: unknown, schema: object): string[] {
  const at = issue.path;
  const found = valueAt(document, at);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const known = keysAt(schema, at);
        return `${pathOf([...at, key])}: unknown key${suggestion(key, known)}`;
      });
    case "invalid_value": {
      const values = issue.values.map(String);
      return [
        `${pathOf(at)}: expected ${list(issue.values)}, found ${show(found)}${
          typeof found === "string" ? suggestion(found, values, false) : ""
        }`,
      ];
    }
    case "invalid_union":
      return [describeUnion(issue, document, schema)];
    case "invalid_type":
      return found === undefined
        ? [`${pathOf(at)}: missing (${issue.expected} expected)`]
        : [`${pathOf(at)}: expected ${issue.expected}, found ${show(found)}`];
    default:
      return [`${pathOf(at)}: ${lowerFirst(issue.message)}${tail(found)}`];
  }
}

function describeUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  document: unknown,
  schema: object,
): string {
  const found = valueAt(document, issue.path);
  if (issue.discriminator !== undefined) {
    const path =
      issue.path[issue.path.length - 1] === issue.discriminator
        ? issue.path
        : [...issue.path, issue.discriminator];
    const choices = constantsAt(schema, path);
    const value = valueAt(document, path);
    const hint = typeof value === "string" ? suggestion(value, choices, false) : "";
    const what = value === undefined ? "missing" : `found ${show(value)}`;
    return `${pathOf(path)}: expected ${list(choices)}, ${what}${hint}`;
  }
  const reasons = issue.errors.map((branch) =>
    branch.map((inner) => lowerFirst(inner.message)).join(" and "),
  );
  return `${pathOf(issue.path)}: ${[...new Set(reasons)].join(", or ")}${tail(found)}`;
}

function suggestion(typed: string, names: readonly string[], listAll = true): string {
  const name = nearest(typed, names);
  if (name) return `; did you mean "${name}"?`;
  return listAll && names.length > 0 ? `; known here: ${names.join(", ")}` : "";
}

function pathOf(path: Path): string {
  if (path.length === 0) return "(document)";
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`))
    .join("");
}

function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function tail(found: unknown): string {
  return found === undefined || (typeof found === "object" && found !== null)
    ? ""
    : ` (found ${show(found)})`;
}

function list(values: readonly unknown[]): string {
  const shown = values.map((value) => JSON.stringify(value));
  return shown.length > 1
    ? `${shown.slice(0, -1).join(", ")} or ${shown[shown.length - 1]}`
    : shown.join("");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  allOf?: SchemaNode[];
  const?: unknown;
  enum?: unknown[];
}

/** All alternatives of the JSON Schema that may stand at a path. */
function nodesAt(schema: object, path: Path): SchemaNode[] {
  let nodes = alternatives(schema);
  for (const key of path) {
    nodes = nodes.flatMap((node) => {
      const child = typeof key === "number" ? node.items : node.properties?.[String(key)];
      return child ? alternatives(child) : [];
    });
  }
  return nodes;
}

function alternatives(node: SchemaNode): SchemaNode[] {
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...inner.flatMap(alternatives)];
}

function keysAt(schema: object, path: Path): string[] {
  const keys = nodesAt(schema, path).flatMap((node) => Object.keys(node.properties ?? {}));
  return [...new Set(keys)].filter((key) => key !== "$schema");
}

function constantsAt(schema: object, path: Path): string[] {
  const values = nodesAt(schema, path).flatMap((node) => [
    ...(node.const === undefined ? [] : [node.const]),
    ...(node.enum ?? []),
  ]);
  return [...new Set(values.map(String))];
}
