import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseEstimator } from "../../src/experiment/parse-estimators.js";
import { type Codes, measureCodes } from "../../src/information/measure-codes.js";
import { BadInput } from "../../src/node/errors.js";
import { type EstimateFileOptions, estimateFile } from "../../src/node/estimate-file.js";
import { npyBytes, npzBytes, type Written } from "../support/npy.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { Values } from "../support/values.js";

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

function npy(name: string, array: Written): string {
  writeFileSync(at(name), npyBytes(array));
  return at(name);
}

function npz(name: string, arrays: Record<string, Written>): string {
  const files = Object.entries(arrays).map(([key, array]) => [key, npyBytes(array)]);
  writeFileSync(at(name), npzBytes(Object.fromEntries(files), { deflate: true }));
  return at(name);
}

const INPUTS = 60;
const values = new Values(3);
const classes = values.integers(INPUTS, 3);
const labels: Written = { type: "i8", shape: [INPUTS], values: classes.map((c) => 7 * c - 7) };
const specs = (...texts: string[]) => texts.map(parseEstimator);

test.each<[string, new (length: number) => Codes]>([
  ["u1", Uint8Array],
  ["i2", Int16Array],
  ["u4", Uint32Array],
  ["i8", BigInt64Array],
  ["f4", Float32Array],
  ["f8", Float64Array],
])("the exact count of %s is that of measureCodes", async (type, array) => {
  const numbers = values.integers(INPUTS * 3, 3);
  const codes = new array(INPUTS * 3);
  numbers.forEach((number, i) => {
    codes[i] = codes instanceof BigInt64Array ? BigInt(number) : number;
  });
  const layer: Written = { type, shape: [INPUTS, 3], values: numbers, fortranOrder: true };
  const path = npz(`${type}.npz`, { T1: layer, labels });
  const { rows } = await estimateFile(path, { estimators: [] });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ layer: "T1", units: 3, ...(await measureCodes(codes, classes)) });
});

test("layers come in the order of the file, each counted, then estimated", async () => {
  const float = (units: number): Written => ({
    ...{ type: "f4", shape: [INPUTS, units], values: values.floats(INPUTS * units) },
  });
  const path = npz("several.npz", {
    ...{ T1: float(4), labels, T2: float(2), inputs: float(5) },
    codes: { type: "i1", shape: [INPUTS, 1, 2], values: values.integers(2 * INPUTS, 4) },
  });
  const steps: string[] = [];
  const found = await estimateFile(path, { onStep: (step) => steps.push(step) });
  expect(found).toMatchObject({ inputs: INPUTS, classes: ["-7", "0", "7"] });
  expect(found.rows.map(({ layer, units, estimator }) => [layer, units, estimator])).toEqual([
    ["T1", 4, "distinct float32 vectors"],
    ["T1", 4, "30 bins, layer bounds"],
    ["T2", 2, "distinct float32 vectors"],
    ["T2", 2, "30 bins, layer bounds"],
    ["codes", 2, "exact codes"],
  ]);
  expect(steps).toContain("T2 (2 of 3): 30 bins, layer bounds");
  const chosen = await estimateFile(path, {
    layers: ["codes"],
    estimators: specs("codes:miller-madow", "ksg:3"),
  });
  expect(chosen.rows.map(({ estimator }) => estimator)).toEqual([
    "exact codes",
    "codes, Miller-Madow",
    expect.stringContaining("KSG algorithm 1, k = 3"),
  ]);
});

test("doubles are binned as doubles", async () => {
  // The edge is 1/2 + 2^-30; in single precision it and the values on both its sides are 1/2.
  const close = [0, 0.5, 0.5 + 2 ** -28, 1 + 2 ** -29];
  const path = npy("doubles.npy", { type: "f8", shape: [4, 1], values: close });
  const y = npy("y4.npy", { type: "u1", shape: [4], values: [0, 0, 1, 1] });
  const { rows } = await estimateFile(path, { labels: y, estimators: specs("bins:2") });
  expect(rows[1]).toMatchObject({
    estimator: "2 bins, layer bounds",
    states: 2,
    labelInformation: 1,
  });
});

test("float16 is named as such", async () => {
  const halves: Written = { type: "f2", shape: [INPUTS, 1], values: values.integers(INPUTS, 9) };
  const path = npz("half.npz", { T1: halves, labels });
  const { rows } = await estimateFile(path, { estimators: [] });
  expect(rows[0].estimator).toBe("distinct float16 vectors");
});

test("KSG is infinite only for floats whose inputs may be of a continuum", async () => {
  const floats: Written = { type: "f4", shape: [INPUTS, 2], values: values.floats(INPUTS * 2) };
  const whole: Written = { ...floats, values: values.integers(INPUTS * 2, 9) };
  const statusOf = async (T1: Written, inputs: Written, population = false) => {
    const path = npz("ksg.npz", { T1, labels, inputs });
    const { rows } = await estimateFile(path, { estimators: specs("ksg:3"), population });
    return rows[1].status;
  };
  expect(await statusOf(floats, floats)).toBe("infinite");
  expect(await statusOf(floats, floats, true)).toBe("estimate");
  expect(await statusOf({ ...whole, type: "i1" }, floats)).toBe("estimate");
  expect(await statusOf(floats, whole)).toBe("estimate");
  expect(await statusOf(floats, { ...whole, type: "u1" })).toBe("estimate");
});

test("a continuum of inputs is not spoken of where they are discrete", async () => {
  const T1: Written = { type: "f4", shape: [INPUTS, 2], values: values.floats(INPUTS * 2) };
  const inputs: Written = { type: "u1", shape: [INPUTS, 1], values: values.integers(INPUTS, 9) };
  const notesOf = async (path: string) =>
    (await estimateFile(path, { estimators: [] })).rows[0].notes;
  expect(await notesOf(npz("continuum.npz", { T1, labels }))).toEqual([
    expect.stringContaining("with inputs from a continuum"),
  ]);
  expect(await notesOf(npz("bytes.npz", { T1, labels, inputs }))).toEqual([]);
});

test("labels of the whole population never saturate", async () => {
  const alone: Written = { type: "i4", shape: [INPUTS], values: Array.from(classes.keys()) };
  const path = npz("alone.npz", { T1: alone, labels });
  expect((await estimateFile(path, {})).rows[0].status).toBe("saturated");
  expect((await estimateFile(path, { population: true })).rows[0].status).toBe("exact");
});

test("predictions tell whether bins lose what the network makes use of", async () => {
  const position = Float32Array.from({ length: INPUTS }, (_, i) => i);
  const arrays: Record<string, Written> = {
    ...{ T1: { type: "f4", shape: [INPUTS, 1], values: position }, labels },
    predictions: { type: "b1", shape: [INPUTS], values: position.map((p) => (p < 30 ? 0 : 1)) },
  };
  const path = npz("predicted.npz", arrays);
  const estimators = specs("bins:2", "bins:3", "kde:1");
  const { rows } = await estimateFile(path, { estimators });
  expect(rows.map(({ validity }) => validity?.valid)).toEqual([true, true, false, undefined]);
  // The middle one of three bins of 20 is half and half.
  expect(rows[2].validity).toEqual({
    valid: false,
    entropy: 1 / 3,
    mixedStates: 1,
    mixedInputs: 20,
  });
});

test("counts of a sample come with H(T) of random parts of it, those of a population without", async () => {
  const T1: Written = { type: "f4", shape: [INPUTS, 1], values: Array.from(classes.keys()) };
  const path = npz("reliability.npz", { T1, labels });
  const estimators = specs("bins:4", "bins:4:layer:nsb", "kde:1");
  const { rows } = await estimateFile(path, { estimators });
  const sizes = rows.map(({ reliability }) => reliability?.curve.map(({ inputs }) => inputs));
  expect(sizes).toEqual([[30, 60], [30, 60], undefined, undefined]);
  for (const { entropy, reliability, singletons, states } of rows.slice(0, 2)) {
    expect(reliability).toMatchObject({ inputs: INPUTS, states, saturated: singletons > 30 });
    expect(reliability?.singletonShare).toBe(singletons / INPUTS);
    expect(reliability?.curve[1].deviation).toBeCloseTo(0, 12);
    expect(reliability?.curve[1].entropy).toBeCloseTo(entropy, 12);
  }
  expect(rows[0].reliability?.curve[0].entropy).toBeCloseTo(Math.log2(30), 12);
  const whole = await estimateFile(path, { estimators, population: true });
  expect(whole.rows.filter(({ reliability }) => reliability)).toEqual([]);
});

test("labels may be in another file, under another key, or text", async () => {
  const layer: Written = { type: "u1", shape: [INPUTS], values: values.integers(INPUTS, 5) };
  const names = classes.map((c) => ["cat", "dog", "eel"][c]);
  const path = npz("own.npz", { T1: layer, y: labels });
  const other = npz("other.npz", {
    y: { type: "U3", shape: [INPUTS, 1], values: names },
    z: labels,
  });
  const all = await Promise.all(
    [":y", `${path}:y`, `${other}:y`].map((from) =>
      estimateFile(path, { labels: from, layers: ["T1"] }),
    ),
  );
  expect(all[2].classes).toEqual(["cat", "dog", "eel"]);
  expect(all[1]).toEqual(all[0]);
  expect(all[2].rows).toEqual(all[0].rows);
  // An array that is named as something else is no layer.
  const { rows } = await estimateFile(path, { labels: ":y" });
  expect(rows.map(({ layer }) => layer)).toEqual(["T1"]);
});

describe("refuses", () => {
  const four: Written = { type: "f4", shape: [4, 2], values: [0, 1, 2, 3, 4, 5, 6, 7] };
  const y: Written = { type: "i8", shape: [4], values: [0, 0, 1, 1] };
  const with_ = (changes: Partial<Written>): Written => ({ ...four, ...changes });

  test.each<[string, Record<string, Written>, EstimateFileOptions, string]>([
    [
      "NaN",
      { T1: with_({ values: [0, 1, 2, Number.NaN, 4, 5, 6, 7] }), labels: y },
      {},
      "bad.npz: T1: the value at row 1, column 1, counted from 0, is NaN",
    ],
    [
      "infinity in an image",
      { T1: with_({ shape: [4, 1, 2], values: [0, 1, 2, 3, 4, 5, -Infinity, 7] }), labels: y },
      {},
      "the value at [3, 0, 0], counted from 0, is -Infinity",
    ],
    [
      "other lengths",
      { T1: four, labels: { ...y, shape: [3], values: [0, 0, 1] } },
      {},
      "T1: 4 rows, of shape (4, 2), but there are 3 labels",
    ],
    ["rows and columns turned", { T1: with_({ shape: [2, 4] }), labels: y }, {}, ".T turns it"],
    ["no units", { T1: with_({ shape: [4, 0], values: [] }), labels: y }, {}, "of shape (4, 0)"],
    ["a single number", { T1: with_({ shape: [], values: [1] }), labels: y }, {}, "of shape ()"],
    [
      "text as activations",
      { T1: { type: "U1", shape: [4], values: ["a", "b", "c", "d"] }, labels: y },
      {},
      "T1: text; expected integers, floats or bool",
    ],
    ["one class", { T1: four, labels: { ...y, values: [3, 3, 3, 3] } }, {}, "all 4 labels are 3"],
    ["no inputs", { T1: four, labels: { ...y, shape: [0], values: [] } }, {}, "no labels"],
    ["labels as floats", { T1: four, labels: { ...y, type: "f8" } }, {}, ".astype(np.int64)"],
    ["labels one-hot", { T1: four, labels: { ...y, shape: [2, 2] } }, {}, ".argmax(axis=1)"],
    ["labels of no key", { T1: four, y }, {}, 'no array "labels"; name the labels by --labels'],
    [
      "an unknown key of labels",
      { T1: four, labels: y },
      { labels: ":z" },
      '--labels: bad.npz holds no array "z"; it holds T1, labels',
    ],
    [
      "a key without its colon",
      { T1: four, y },
      { labels: "y" },
      "the array of that name in bad.npz is :y",
    ],
    ["an unknown layer", { T1: four, labels: y }, { layers: ["T7"] }, 'no array "T7"; it holds T1'],
    ["no layers", { labels: y }, {}, "bad.npz holds no layers"],
    ["an empty name", { T1: four, labels: y }, { labels: "" }, "--labels: expected a file"],
    [
      "ksg without inputs",
      { T1: four, labels: y },
      { estimators: specs("ksg") },
      "expected --inputs",
    ],
    [
      "k as great as n",
      { T1: four, labels: y, inputs: four },
      { estimators: specs("ksg:4") },
      "k must be at most 3",
    ],
    [
      "a constant layer",
      { T1: with_({ values: new Float32Array(8) }), labels: y },
      { estimators: specs("ross:1") },
      "bad.npz: T1: Ross nearest neighbours, k = 1: ",
    ],
    [
      "integers that are no doubles",
      { T1: { type: "i8", shape: [4], values: [0n, 1n, 2n ** 53n + 1n, 3n] }, labels: y },
      { estimators: specs("bins:2") },
      "bad.npz: T1: 2 bins, layer bounds: the value 9007199254740993 is no double",
    ],
    [
      "a layer twice",
      { T1: four, labels: y },
      { layers: ["T1", "T1"] },
      "--layer: T1 twice; expected each layer once",
    ],
    [
      "an estimator twice",
      { T1: four, labels: y },
      { estimators: specs("bins:30", "kde:1", "bins:2,30:layer") },
      '--estimator: "30 bins, layer bounds" twice',
    ],
    [
      "inputs of another length, which nobody asked for",
      { T1: four, labels: y, inputs: with_({ shape: [2, 4] }) },
      {},
      "bad.npz: inputs: 2 rows, of shape (2, 4), but there are 4 labels; expected a row per label; .T turns it",
    ],
    [
      "predictions of other inputs",
      { T1: four, labels: y, predictions: { ...y, shape: [2], values: [0, 1] } },
      {},
      "predictions: 2 predictions; expected 4",
    ],
  ])("%s", async (_, arrays, options, message) => {
    process.chdir(folder);
    npz("bad.npz", arrays);
    const estimating = estimateFile("bad.npz", options);
    await expect(estimating).rejects.toThrow(BadInput);
    await expect(estimating).rejects.toThrow(message);
  });

  test("a .npy file without labels, with layers, or of labels with a key", async () => {
    process.chdir(folder);
    npy("t.npy", four);
    npy("labels.npy", y);
    await expect(estimateFile("t.npy", {})).rejects.toThrow(
      "holds no labels beside the activations",
    );
    await expect(estimateFile("t.npy", { labels: "labels.npy:y" })).rejects.toThrow("has no keys");
    await expect(estimateFile("t.npy", { labels: "none.npy" })).rejects.toThrow("no file none.npy");
    await expect(estimateFile("t.npy", { labels: "labels.npy", layers: ["T1"] })).rejects.toThrow(
      "--layer: t.npy is a .npy file",
    );
  });
});
