import { z } from "zod";
import { describeIssue } from "./issues.js";

/**
 * What a document says by its schema, with every default filled in. Throws the error that `refuse`
 * makes of its faults, a line each with the path of the key.
 */
export function parseDocument<Schema extends z.ZodType>(
  schema: Schema,
  document: unknown,
  refuse: (faults: string[]) => Error,
): z.output<Schema> {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  const json = z.toJSONSchema(schema, { io: "input" });
  throw refuse(result.error.issues.flatMap((issue) => describeIssue(issue, document, json)));
}
