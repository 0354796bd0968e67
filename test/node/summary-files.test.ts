import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it, test } from "vitest";
import { BadInput, Failure } from "../../src/node/errors.js";
import { isSummaryFolder, readSummary, writeSummary } from "../../src/node/summary-files.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { type SyntheticOptions, syntheticResults } from "../support/synthetic-results.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const folder = temporaryFolder();
const small: SyntheticOptions = { layers: 3, repetitions: 4, epochs: 100, every: 5 };

describe("a summary comes back as it was", () => {
  test.each<[string, SyntheticOptions]>([
    ["SYN", small],
    ["one repetition, one layer, one epoch", { layers: 1, repetitions: 1, epochs: 1 }],
    ["a prefit", { ...small, prefit: 30 }],
    ["a float network", { ...small, kind: "float" }],
    [
      "saturated layers, several inputs",
      { ...small, kind: "sample", informationOn: ["train", "test"] },
    ],
    ["a scatter", { ...small, scatter: [0, 50] }],
    ["many epochs", { ...small, epochs: 8000 }],
  ])("%s", async (name, options) => {
    const summary = summariseRun(syntheticResults(options), { seconds: 0.1 });
    const path = join(folder, name);
    writeSummary(summary, path);
    expect(await readSummary(path)).toEqual(summary);
  });

  test("with -0 and with what no repetition has", async () => {
    const results = syntheticResults(small);
    for (const { information, layers, training } of results.repetitions) {
      information.inputInformation.fill(Number.NaN);
      information.labelInformation.fill(-0);
      layers.weightNorm.fill(Number.NaN);
      training.testLoss.fill(Number.POSITIVE_INFINITY);
    }
    const summary = summariseRun(results);
    writeSummary(summary, join(folder, "gaps"));
    const back = await readSummary(join(folder, "gaps"));
    expect(back).toEqual(summary);
    expect(back.layers[0].input.end.mean).toBeNaN();
  });
});

describe("the files of a summary", () => {
  const summary = summariseRun(syntheticResults({ ...small, scatter: [0] }));

  it("are few and named, and the same summary gives the same bytes", () => {
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    const paths = writeSummary(summary, a);
    expect(paths[0]).toBe(join(a, "summary.json"));
    expect(readdirSync(a).sort()).toEqual([
      "curves.parquet",
      "landmarks.parquet",
      "layers.parquet",
      "repetitions.parquet",
      "scatter.parquet",
      "summary.json",
      "training.parquet",
    ]);
    writeSummary(structuredClone(summary), b);
    for (const name of readdirSync(a)) {
      expect(readFileSync(join(a, name)).equals(readFileSync(join(b, name)))).toBe(true);
    }
  });

  it("replace those of an older summary, a scatter that is no more included", async () => {
    const path = join(folder, "older");
    writeSummary(summary, path);
    writeSummary(summariseRun(syntheticResults(small)), path);
    expect(readdirSync(path)).not.toContain("scatter.parquet");
    expect((await readSummary(path)).scatter).toBeNull();
  });

  it("are read without phases where an older version made them", async () => {
    const path = join(folder, "before");
    writeSummary(summary, path);
    const document = JSON.parse(readFileSync(join(path, "summary.json"), "utf8"));
    delete document.phases;
    for (const one of document.repetitions) delete one.accuracy;
    writeFileSync(join(path, "summary.json"), JSON.stringify(document));
    rmSync(join(path, "landmarks.parquet"));
    const { phases: _, ...rest } = summary;
    const repetitions = rest.repetitions.map(({ accuracy: _, ...one }) => one);
    const chosen = rest.chosen.map(({ accuracy: _, ...one }) => one);
    expect(await readSummary(path)).toEqual({ ...rest, repetitions, chosen });
  });

  it("say that it was not counted what states lose of the prediction where a former build made them", async () => {
    const path = join(folder, "not counted");
    writeSummary(summary, path);
    const document = JSON.parse(readFileSync(join(path, "summary.json"), "utf8"));
    expect(document.layers[0].lostPrediction).toEqual({
      bits: { mean: 0, standardError: 0 },
      ...{ counted: 4, valid: 4 },
    });
    for (const one of document.layers) delete one.lostPrediction;
    writeFileSync(join(path, "summary.json"), JSON.stringify(document));
    const layers = summary.layers.map((one) => ({ ...one, lostPrediction: null }));
    expect(await readSummary(path)).toEqual({ ...summary, layers });
  });

  it("are judged by this version's rule, whatever an older one said", async () => {
    const path = join(folder, "judged before");
    const summary = summariseRun(syntheticResults({ ...small, repetitions: 20 }));
    writeSummary(summary, path);
    const file = join(path, "summary.json");
    const document = JSON.parse(readFileSync(file, "utf8"));
    for (const { compression, fitting } of document.phases) {
      Object.assign(compression, { verdict: "no", ground: "repetitions" });
      Object.assign(fitting, { verdict: "no", ground: "repetitions" });
    }
    writeFileSync(file, JSON.stringify(document));
    const { phases } = await readSummary(path);
    expect(phases).toEqual(summary.phases);
    const verdicts = phases!.flatMap((row) => [row.fitting.verdict, row.compression.verdict]);
    expect(new Set(verdicts)).toContain("yes");
    expect(new Set(verdicts)).toContain("no");
  });

  it("hold the mean of every layer at every epoch under the names documented", async () => {
    const path = join(folder, "rows");
    writeSummary(summary, path);
    const file = new Uint8Array(readFileSync(join(path, "curves.parquet"))).buffer;
    const rows = await parquetReadObjects({ file });
    const [row] = rows.filter(({ layer, epoch }) => layer === "T2" && epoch === 95);
    const { curves } = summary.layers[1];
    expect(row).toMatchObject({
      ...{ estimator: "exact codes", inputs: "all", stage: "training" },
      input_information_mean: curves.input.mean.at(-1),
      input_information_deviation: curves.input.deviation.at(-1),
      input_information_count: 4,
      label_information_mean: curves.label.mean.at(-1),
    });
  });

  it("stay below 250 kB for SYN with 1600 measured epochs", () => {
    const path = join(folder, "syn");
    const paths = writeSummary(summariseRun(syntheticResults({ repetitions: 50 })), path);
    const bytes = paths.reduce((sum, one) => sum + statSync(one).size, 0);
    expect(bytes).toBeLessThan(250_000);
  });
});

describe("what is no summary, or no longer one, is refused", () => {
  const write = (name: string) => {
    const path = join(folder, name);
    writeSummary(summariseRun(syntheticResults(small)), path);
    return path;
  };

  it("a folder without summary.json", async () => {
    expect(isSummaryFolder(folder)).toBe(false);
    await expect(readSummary(folder)).rejects.toThrow(BadInput);
  });

  it("a damaged file, by its path", async () => {
    const path = write("damaged");
    writeFileSync(join(path, "curves.parquet"), "PAR1 not");
    await expect(readSummary(path)).rejects.toThrow(Failure);
    await expect(readSummary(path)).rejects.toThrow(/curves\.parquet is damaged/);
  });

  it("files of two summaries", async () => {
    const path = write("mixed");
    writeSummary(summariseRun(syntheticResults({ ...small, layers: 4 })), join(folder, "other"));
    writeFileSync(
      join(path, "curves.parquet"),
      readFileSync(join(folder, "other", "curves.parquet")),
    );
    await expect(readSummary(path)).rejects.toThrow(/curves\.parquet is damaged: it has 120 rows/);
  });

  it("phases of a build that kept none at the mean's peak, with what to do", async () => {
    const path = write("early");
    const file = join(path, "summary.json");
    const document = JSON.parse(readFileSync(file, "utf8"));
    delete document.phases[1].fitting.atMeanPeak;
    writeFileSync(file, JSON.stringify(document));
    await expect(readSummary(path)).rejects.toThrow(Failure);
    await expect(readSummary(path)).rejects.toThrow(
      `${file} is of an early build of infoplane, which did not keep what verdicts on phases need (atMeanPeak). Make it again from the run: infoplane summarise <run> --out ${path}`,
    );
  });

  it("another format", async () => {
    const path = write("later");
    writeFileSync(join(path, "summary.json"), '{ "format": 99 }');
    await expect(readSummary(path)).rejects.toThrow(/has format 99/);
  });
});
