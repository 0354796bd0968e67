import { describe, expect, it } from "vitest";
import { presets } from "../../src/experiment/presets.js";
import {
  quantisedOfTheStudy,
  SelectionError,
  selectNetworks,
  studyNetworks,
} from "../../src/experiment/study.js";

const named = (...names: string[]) => selectNetworks(names).map(({ preset }) => preset);

describe("the study's networks", () => {
  it("are all presets, each once", () => {
    const listed = studyNetworks.map(({ preset }) => preset);
    expect([...listed].sort()).toEqual(Object.keys(presets).sort());
  });

  it("have titles of their own within their group", () => {
    const titles = studyNetworks.map(({ group, title }) => `${group}: ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

it("eleven quantised experiments are the study's own", () => {
  expect(quantisedOfTheStudy().map(({ name }) => name)).toEqual([
    ...["syn-tanh-4bit", "syn-tanh-8bit", "syn-tanh-prefit"],
    ...["syn-relu-4bit", "syn-relu-8bit", "syn-relu-prefit"],
    ...["mnist-bn2-8bit", "mnist-bn4-8bit", "mnist-hourglass-8bit", "mnist-4x10-8bit"],
    "mnist-conv-8bit",
  ]);
});

describe("selectNetworks", () => {
  it("takes all when nothing is named", () => {
    expect(selectNetworks([])).toEqual(studyNetworks);
  });

  it("takes presets by name, and all that begin with a name and a dash, in the study's order", () => {
    expect(named("syn-relu-4bit", "syn-tanh-8bit")).toEqual(["syn-tanh-8bit", "syn-relu-4bit"]);
    expect(named("mnist-bn2")).toContain("mnist-bn2-8bit");
    expect(named("mnist-bn2")).not.toContain("mnist-bn4-8bit");
    expect(named("syn", "mnist", "estimators", "ranges")).toEqual(named());
    expect(named("syn").every((preset) => preset.startsWith("syn-"))).toBe(true);
    expect(named("syn-tanh", "syn-tanh-8bit")).toEqual(named("syn-tanh"));
  });

  it("says which name is wrong and what would be right", () => {
    expect(() => named("syn", "sny-tanh-8bit")).toThrow(SelectionError);
    expect(() => named("sny-tanh-8bit")).toThrow(
      'the study has no network "sny-tanh-8bit". Did you mean syn-tanh-8bit?',
    );
    expect(() => named("cifar")).toThrow(/It has syn-tanh-4bit, .*"syn" and "mnist" name all/);
    expect(() => named("syn-")).toThrow(SelectionError);
  });
});
