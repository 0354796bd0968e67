type Path = readonly PropertyKey[];

/** The parts of a JSON Schema that experiment documents use. */
interface SchemaNode {
  type?: string;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  allOf?: SchemaNode[];
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  maxItems?: number;
  maxLength?: number;
}

/** What would be right at a path of `document`, in words: `an integer from 1 to 16 or "float"`. */
export function expectationAt(schema: object, document: unknown, path: Path): string {
  const nodes = nodesAt(schema, document, path);
  const objects = agreeing(
    nodes.filter((node) => node.type === "object"),
    valueAt(document, path),
  );
  const others = nodes.filter((node) => node.type !== "object").flatMap(describe);
  return either([...new Set(others), ...(objects.length > 0 ? [describeObject(objects)] : [])]);
}

/** The keys that may be written at a path of `document`. */
export function keysAt(schema: object, document: unknown, path: Path): string[] {
  const nodes = agreeing(nodesAt(schema, document, path), valueAt(document, path));
  const keys = nodes.flatMap((node) => Object.keys(node.properties ?? {}));
  return [...new Set(keys)].filter((key) => key !== "$schema");
}

/** The strings that may stand at a path of `document`, where they can be listed. */
export function wordsAt(schema: object, document: unknown, path: Path): string[] {
  const words = nodesAt(schema, document, path).flatMap(constants);
  return [...new Set(words)].filter((word) => typeof word === "string");
}

/** What stands at a path of `document`; undefined when nothing does. */
export function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** All alternatives that may stand at a path, given the discriminators that `document` shows. */
function nodesAt(schema: object, document: unknown, path: Path): SchemaNode[] {
  let nodes = alternatives(schema);
  path.forEach((key, depth) => {
    nodes = agreeing(nodes, valueAt(document, path.slice(0, depth)), key).flatMap((node) => {
      const child = typeof key === "number" ? node.items : node.properties?.[String(key)];
      return child ? alternatives(child) : [];
    });
  });
  return nodes;
}

function alternatives(node: SchemaNode): SchemaNode[] {
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return [node, ...inner.flatMap(alternatives)];
}

/** The alternatives that a value's discriminators leave; all of them when they leave none. */
function agreeing(nodes: SchemaNode[], value: unknown, except?: PropertyKey): SchemaNode[] {
  const left = nodes.filter(agreesWith(value, except));
  return left.length > 0 ? left : nodes;
}

/**
 * True for alternatives no constant property of which, but for `except`, differs from the value's; a
 * constant that may be left out is the one meant when it is missing.
 */
function agreesWith(value: unknown, except?: PropertyKey): (node: SchemaNode) => boolean {
  return ({ properties = {}, required = [] }) =>
    Object.entries(properties).every(([key, property]) => {
      if (key === except || property.const === undefined) return true;
      const found = valueAt(value, [key]);
      return found === undefined ? !required.includes(key) : found === property.const;
    });
}

function constants(node: SchemaNode): unknown[] {
  return node.const === undefined ? (node.enum ?? []) : [node.const];
}

function describe(node: SchemaNode): string[] {
  const listed = constants(node);
  if (listed.length > 0) return listed.map((value) => JSON.stringify(value));
  switch (node.type) {
    case "integer":
      return [`an integer${interval(node)}`];
    case "number":
      return [`a number${interval(node)}`];
    case "string":
      return [node.maxLength ? `a string of at most ${node.maxLength} characters` : "a string"];
    case "boolean":
      return ["true or false"];
    case "array":
      return [`an array of ${itemCount(node)} items`];
    default:
      return [];
  }
}

function itemCount({ maxItems = Number.POSITIVE_INFINITY, minItems = 0 }: SchemaNode): string {
  if (minItems === maxItems) return `${minItems}`;
  return `${minItems} to ${Number.isFinite(maxItems) ? maxItems : "any number of"}`;
}

function describeObject(nodes: SchemaNode[]): string {
  const [first = [], ...others] = nodes.map((node) => node.required ?? []);
  const required = first.filter((key) => others.every((keys) => keys.includes(key)));
  const named = required.map((key) => `"${key}"`);
  return named.length > 0 ? `an object with ${joined(named, "and")}` : "an object";
}

function interval(node: SchemaNode): string {
  const { exclusiveMinimum: above, exclusiveMaximum: below } = node;
  const least = bound(node.minimum);
  const most = bound(node.maximum);
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  const words = [
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(least === undefined ? [] : [`of at least ${least}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
    ...(most === undefined ? [] : [`of at most ${most}`]),
  ];
  return words.length > 0 ? ` ${words.join(" and ")}` : "";
}

/** Bounds that only say "a safe integer" are none. */
function bound(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) !== Number.MAX_SAFE_INTEGER ? value : undefined;
}

const either = (words: readonly string[]) => joined(words, "or");

function joined(words: readonly string[], conjunction: string): string {
  return words.length > 1
    ? `${words.slice(0, -1).join(", ")} ${conjunction} ${words[words.length - 1]}`
    : words.join("");
}
