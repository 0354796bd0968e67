import { EstimatorError } from "./estimator.js";

/** What stands after the kind, in order, where it is not named. */
const IN_ORDER: Record<string, readonly string[]> = {
  bins: ["bins", "bounds", "correction"],
  adaptive: ["bins", "bounds", "correction"],
  codes: ["correction", "alphabet"],
  kde: ["variance", "bound"],
  ksg: ["k", "algorithm"],
  ross: ["k"],
};

/**
 * The document of an estimator in short: its kind and its parameters, apart by colons, in the order of
 * `bins:30:layer`, or by name, as in `bins:width=0.07`; a list has commas between its entries. Text that
 * begins with a brace is the document itself, as JSON. What a document may say is not checked.
 *
 * @throws EstimatorError on an unknown kind, a parameter too many or given twice, and broken JSON.
 */
export function parseShortForm(text: string): unknown {
  if (text.trimStart().startsWith("{")) {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new EstimatorError(`"${text}" is not JSON: ${(error as Error).message}`);
    }
  }
  const [kind, ...parts] = text.split(":");
  const names = Object.hasOwn(IN_ORDER, kind) ? IN_ORDER[kind] : undefined;
  if (!names) {
    throw new EstimatorError(
      `there is no estimator "${kind}"; expected one of ${Object.keys(IN_ORDER).join(", ")}`,
    );
  }
  const document: Record<string, unknown> = { kind };
  let next = 0;
  for (const part of parts) {
    const equals = part.indexOf("=");
    const name = equals < 0 ? names[next++] : part.slice(0, equals);
    if (name === undefined) {
      throw new EstimatorError(
        `"${text}" has more than ${kind} takes: ${[kind, ...names].join(":")}; ` +
          "give others by name, as alphabet=1000",
      );
    }
    if (Object.hasOwn(document, name)) throw new EstimatorError(`"${text}" gives ${name} twice`);
    document[name] = parsed(part.slice(equals + 1));
  }
  return document;
}

function parsed(text: string): unknown {
  if (text.includes(",")) return text.split(",").map(parsed);
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) ? value : text;
}
