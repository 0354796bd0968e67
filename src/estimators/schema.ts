import { z } from "zod";

/*
 * What an experiment may say of its estimators. A parameter for which a list is given, as
 * "bins": [30, 100, 256], stands for one estimator per entry; see expandEstimators.
 */

/** One value, or a list of values to try one after the other. */
function swept<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1).max(100)]);
}

const shuffledLabels = z
  .strictObject({
    draws: z.int().min(1).max(10_000).default(10),
    seed: z.int().min(0).max(0xffffffff).default(0),
  })
  .optional()
  .describe("also estimate I(T;Y) with labels shuffled: what the estimator finds where nothing is");

const points = z
  .int()
  .min(1)
  .max(100_000)
  .optional()
  .describe(
    "ask after so many epochs only, spaced evenly in log(epoch + 1); of a prefit and of the training, each counted from its beginning; by default, after all that are measured",
  );

const correction = z
  .enum(["none", "miller-madow", "chao-shen", "nsb"])
  .default("none")
  .describe("correction of H(T) and H(T|Y) for inputs that are a sample of a population");

const alphabet = z
  .number()
  .min(1)
  .max(1e250)
  .optional()
  .describe(
    "for nsb: number of states that are possible; for bins, by default, all that there are",
  );

const bins = z.int().min(1).max(65536);

const limit = z.number().min(-1e38).max(1e38);

const boundsSchema = z
  .union([
    z.enum(["unit", "layer", "global"]),
    z.tuple([limit, limit]).refine(([low, high]) => low < high, {
      error: "expected low to be smaller than high",
    }),
  ])
  .describe(
    'least and greatest value: of each unit in this sample, of the layer in this sample, "global" ' +
      "of the layer over the whole run, or fixed as [low, high]",
  );

const binsSchema = z
  .strictObject({
    kind: z.literal("bins"),
    bins: swept(bins).optional().describe("number of bins of equal width"),
    width: swept(z.number().min(1e-30).max(1e30))
      .optional()
      .describe("width of the bins instead; they are anchored at 0 and take no bounds"),
    bounds: boundsSchema.optional().describe('range of the bins; "layer" by default'),
    correction,
    alphabet,
    shuffledLabels,
    points,
  })
  .superRefine(({ alphabet, bins, bounds, correction, width }, { addIssue }) => {
    const refuse = (key: string, message: string) =>
      addIssue({ code: "custom", path: [key], message });
    if (bins === undefined && width === undefined) {
      refuse("bins", 'expected a number of bins, or "width"');
    }
    if (bins !== undefined && width !== undefined) {
      refuse("width", 'expected either "bins" or "width", not both');
    }
    if (bounds !== undefined && width !== undefined) {
      refuse("bounds", "expected none beside a width, as such bins are anchored at 0");
    }
    refuseAlphabet(correction, alphabet, width === undefined, refuse);
  });

const adaptiveSchema = z
  .strictObject({
    kind: z.literal("adaptive"),
    bins: swept(bins).describe("number of bins that hold equally many values, up to ties"),
    bounds: z
      .enum(["unit", "layer"])
      .default("unit")
      .describe("whose values are shared out: those of each unit, or of the layer as a whole"),
    correction,
    alphabet,
    shuffledLabels,
    points,
  })
  .superRefine(({ alphabet, correction }, { addIssue }) =>
    refuseAlphabet(correction, alphabet, true, (key, message) =>
      addIssue({ code: "custom", path: [key], message }),
    ),
  );

const codesSchema = z
  .strictObject({ kind: z.literal("codes"), correction, alphabet, shuffledLabels, points })
  .superRefine(({ alphabet, correction }, { addIssue }) =>
    refuseAlphabet(correction, alphabet, false, (key, message) =>
      addIssue({ code: "custom", path: [key], message }),
    ),
  );

/** Only nsb takes an alphabet, and needs it where the states possible cannot be counted. */
function refuseAlphabet(
  correction: string,
  alphabet: number | undefined,
  countable: boolean,
  refuse: (key: string, message: string) => void,
): void {
  if (alphabet !== undefined && correction !== "nsb") {
    refuse("alphabet", 'expected none, as only the correction "nsb" uses it');
  }
  if (alphabet === undefined && correction === "nsb" && !countable) {
    refuse("alphabet", "expected the number of states that are possible, which nsb needs");
  }
}

const k = swept(z.int().min(1).max(1000)).default(3).describe("which neighbour's distance is used");

/** An estimator, or a family of them, as an experiment document names it. */
export const estimatorSchema = z.discriminatedUnion("kind", [
  binsSchema.describe("bins of equal width, and the count of the states that they make"),
  adaptiveSchema.describe("bins that hold equally many values"),
  codesSchema.describe("rows of activations as they are, as a sample of a population"),
  z
    .strictObject({
      kind: z.literal("kde"),
      variance: swept(z.number().min(1e-30).max(1e30)).describe("of the noise added to each unit"),
      bound: z.enum(["upper", "lower"]).default("upper"),
      shuffledLabels,
      points,
    })
    .describe("bound by pairwise distances (Kolchinsky and Tracey, 2017)"),
  z
    .strictObject({
      kind: z.literal("ksg"),
      algorithm: z.union([z.literal(1), z.literal(2)]).default(1),
      k,
      shuffledLabels,
      points,
    })
    .describe("nearest neighbours, both sides continuous (Kraskov, Stögbauer, Grassberger, 2004)"),
  z
    .strictObject({ kind: z.literal("ross"), k, shuffledLabels, points })
    .describe("nearest neighbours, discrete labels (Ross, 2014)"),
]);

/** The parameters that may be lists. */
const SWEPT = ["bins", "width", "variance", "k"] as const;

type Swept = (typeof SWEPT)[number];
type OneOf<Entry> = Entry extends unknown
  ? { [K in keyof Entry]: K extends Swept ? Exclude<Entry[K], readonly unknown[]> : Entry[K] }
  : never;

/** An entry of an experiment's list: every default filled in, lists not yet expanded. */
export type EstimatorEntry = z.output<typeof estimatorSchema>;
/** An entry as people write it. */
export type EstimatorDocument = z.input<typeof estimatorSchema>;
/** One estimator: each parameter has one value. */
export type EstimatorSpec = OneOf<EstimatorEntry>;
/** One estimator of a kind. */
export type SpecOf<Kind extends EstimatorSpec["kind"]> = Extract<EstimatorSpec, { kind: Kind }>;

/** One spec per value of the lists in each entry, in the order in which they stand. */
export function expandEstimators(entries: readonly EstimatorEntry[]): EstimatorSpec[] {
  return entries.flatMap((entry) => {
    let specs: Record<string, unknown>[] = [entry];
    for (const key of SWEPT) {
      specs = specs.flatMap((spec) => {
        const value = spec[key];
        return Array.isArray(value) ? value.map((one) => ({ ...spec, [key]: one })) : [spec];
      });
    }
    return specs as EstimatorSpec[];
  });
}

/** The bounds of a spec, the default filled in. */
function boundsOf(spec: EstimatorSpec) {
  if (spec.kind === "adaptive") return spec.bounds;
  return spec.kind === "bins" && spec.width === undefined ? (spec.bounds ?? "layer") : undefined;
}

/** The list of an experiment: each estimator once, since its name is the key of its rows. */
export const estimatorsSchema = z
  .array(estimatorSchema)
  .max(100)
  .superRefine((entries, context) => {
    const known = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      for (const spec of expandEstimators([entry])) {
        const { points: _, shuffledLabels: __, ...own } = spec;
        const text = JSON.stringify([boundsOf(spec), { ...own, bounds: undefined }]);
        if (known.has(text)) {
          const message = "expected each estimator once";
          context.addIssue({ code: "custom", path: [index], message });
        }
        known.add(text);
      }
    }
  });
