import { describe, expect, it } from "vitest";
import { experimentHash } from "../../src/experiment/hash.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";
import type { Experiment } from "../../src/experiment/schema.js";

const experiment = parseExperiment(presets["syn-relu-8bit"]);

type Json = Record<string, unknown>;

/** The same values with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
}

function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

function changed(path: string[]): Experiment {
  const copy = JSON.parse(JSON.stringify(experiment));
  const holder = path.slice(0, -1).reduce((value: Json, key) => value[key] as Json, copy);
  const key = path[path.length - 1];
  const old = holder[key];
  holder[key] = typeof old === "number" ? old + 1 : typeof old === "boolean" ? !old : `${old}x`;
  return copy;
}

describe("experimentHash", () => {
  it("is a SHA-256 in hexadecimal, of the same text for ever", async () => {
    // regenerate: npx vitest run test/experiment/hash.test.ts -u
    expect(await experimentHash(experiment)).toMatchInlineSnapshot(
      `"c6f010c6ca137bcdf9130a6c490140a24129b587c7ead3794fb7b73f5f4f974c"`,
    );
  });

  it("does not depend on the order of keys", async () => {
    const backwards = reversed(experiment) as Experiment;
    expect(Object.keys(backwards)).not.toEqual(Object.keys(experiment));
    expect(await experimentHash(backwards)).toBe(await experimentHash(experiment));
  });

  it("does not depend on what cannot change a repetition: name, description, their number", async () => {
    const renamed = {
      ...experiment,
      $schema: "./schema.json",
      name: "other",
      description: undefined,
      repetitions: 3,
    };
    expect(await experimentHash(renamed)).toBe(await experimentHash(experiment));
  });

  it("depends on everything else, leaf by leaf", async () => {
    const irrelevant = ["name", "description", "repetitions"];
    const paths = leaves(experiment).filter(([first]) => !irrelevant.includes(first));
    expect(paths.length).toBeGreaterThan(50);
    const hashes = await Promise.all(paths.map((path) => experimentHash(changed(path))));
    expect(new Set([...hashes, await experimentHash(experiment)]).size).toBe(paths.length + 1);
  });

  it("depends on the order of layers", async () => {
    const layers = [...experiment.network.layers];
    [layers[0], layers[1]] = [layers[1], layers[0]];
    const swapped = { ...experiment, network: { ...experiment.network, layers } };
    expect(await experimentHash(swapped)).not.toBe(await experimentHash(experiment));
  });
});
