import { BadInput } from "../node/errors.js";

type Json = Record<string, unknown> | unknown[];

/**
 * A copy of a document with settings applied: "network.layers.0.units=12". The value is read as
 * JSON, else taken as a string. Where the path leads through an object that the document leaves
 * out, it is taken from `complete`, the same document with its defaults, if that is known.
 *
 * Throws BadInput when a setting has no "=", or its path leads through a value or out of an array.
 */
export function applySettings<Document extends object>(
  document: Document,
  settings: readonly string[],
  complete?: object,
): Document {
  const result = structuredClone(document);
  for (const setting of settings) applySetting(result as Json, setting, complete as Json);
  return result;
}

function applySetting(document: Json, setting: string, complete: Json | undefined): void {
  const equals = setting.indexOf("=");
  const path = setting.slice(0, equals);
  if (equals < 1 || path.split(".").includes("")) {
    throw new BadInput(
      `--set ${setting}: expected key=value, as in --set optimiser.learningRate=0.001`,
    );
  }
  const keys = path.split(".");
  const last = keys.pop()!;
  let target = document;
  let model: unknown = complete;
  keys.forEach((key, depth) => {
    checkKey(target, key, setting, keys.slice(0, depth));
    model = own(model, key);
    if (own(target, key) === undefined) define(target, key, structuredClone(model ?? {}));
    const next = own(target, key);
    if (typeof next !== "object" || next === null) {
      throw new BadInput(
        `--set ${setting}: ${keys.slice(0, depth + 1).join(".")} is ${JSON.stringify(next)}, which has no parts`,
      );
    }
    target = next as Json;
  });
  checkKey(target, last, setting, keys);
  define(target, last, parseValue(setting.slice(equals + 1)));
}

function checkKey(target: Json, key: string, setting: string, path: string[]): void {
  if (!Array.isArray(target)) return;
  if (!/^\d+$/.test(key) || Number(key) >= target.length) {
    const where = path.join(".");
    const right = target.length === 0 ? "it is empty" : `use 0 to ${target.length - 1}`;
    throw new BadInput(`--set ${setting}: ${where} is a list with no element ${key}; ${right}`);
  }
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const own = (target: unknown, key: string): unknown =>
  typeof target === "object" && target !== null && Object.hasOwn(target, key)
    ? (target as Record<string, unknown>)[key]
    : undefined;

/** Plain assignment, but safe for a key like "__proto__". */
function define(target: Json, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
