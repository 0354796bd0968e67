type Schema = Record<string, unknown>;

/** Whether a value is valid by a JSON Schema, as far as the keywords go that experiments use. */
export function validates(schema: object, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    const check = CHECKS[keyword];
    if (!check) throw new Error(`the JSON Schema keyword ${keyword} is not known here`);
    return check(rule as never, value, schema as Schema);
  });
}

type Check = (rule: never, value: unknown, schema: Schema) => boolean;

const isObject = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const always: Check = () => true;
const number =
  (check: (value: number, bound: number) => boolean) => (bound: number, value: unknown) =>
    typeof value !== "number" || check(value, bound);

const CHECKS: Record<string, Check> = {
  $schema: always,
  title: always,
  description: always,
  default: always,
  type: (type: string, value) => {
    if (type === "array") return Array.isArray(value);
    if (type === "object") return isObject(value);
    if (type === "integer") return Number.isInteger(value);
    return typeof value === type;
  },
  const: (constant: unknown, value) => constant === value,
  enum: (values: unknown[], value) => values.includes(value),
  anyOf: (schemas: Schema[], value) => schemas.some((schema) => validates(schema, value)),
  oneOf: (schemas: Schema[], value) =>
    schemas.filter((schema) => validates(schema, value)).length === 1,
  allOf: (schemas: Schema[], value) => schemas.every((schema) => validates(schema, value)),
  properties: (properties: Record<string, Schema>, value) =>
    !isObject(value) ||
    Object.entries(properties).every(
      ([key, schema]) => value[key] === undefined || validates(schema, value[key]),
    ),
  required: (keys: string[], value) =>
    !isObject(value) || keys.every((key) => value[key] !== undefined),
  additionalProperties: (allowed: boolean, value, schema) =>
    allowed ||
    !isObject(value) ||
    Object.keys(value).every((key) => Object.hasOwn(schema.properties as Schema, key)),
  items: (schema: Schema, value) =>
    !Array.isArray(value) || value.every((item) => validates(schema, item)),
  prefixItems: (schemas: Schema[], value) =>
    !Array.isArray(value) ||
    schemas.every((schema, place) => place >= value.length || validates(schema, value[place])),
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value) => !Array.isArray(value) || value.length <= most,
  minimum: number((value, bound) => value >= bound),
  maximum: number((value, bound) => value <= bound),
  exclusiveMinimum: number((value, bound) => value > bound),
  exclusiveMaximum: number((value, bound) => value < bound),
  maxLength: (most: number, value) => typeof value !== "string" || value.length <= most,
  pattern: (pattern: string, value) => typeof value !== "string" || RegExp(pattern).test(value),
};
