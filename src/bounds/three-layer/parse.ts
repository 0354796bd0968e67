import { z } from "zod";
import { parseDocument } from "../../experiment/parse-document.js";
import { type ThreeLayerSettings, threeLayerSchema } from "./schema.js";

/** Settings or data of a three-layer run are wrong; the message has a line per fault, with its path. */
export class ThreeLayerError extends Error {
  override name = "ThreeLayerError";
}

/** Checks settings and fills in the defaults. Throws a ThreeLayerError. */
export function parseThreeLayer(document: unknown): ThreeLayerSettings {
  return parseDocument(
    threeLayerSchema,
    document,
    (faults) => new ThreeLayerError(faults.join("\n")),
  );
}

/** The JSON Schema (draft 2020-12) of settings as people write them. */
export function threeLayerJsonSchema(): object {
  return {
    title: "infoplane three-layer run",
    ...z.toJSONSchema(threeLayerSchema, { io: "input" }),
  };
}
