import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { distinctCodes, makeLabels, reluCodes } from "../../bench/codes.js";
import { findPython, Peer } from "../../bench/python.js";
import { measureCodes } from "../../src/information/measure-codes.js";

const peers = fileURLToPath(new URL("../../bench/peers/", import.meta.url));
const python = findPython(peers, ["numpy"]);
const why = python ? "" : " (skipped: no Python with numpy; name one in INFOPLANE_PYTHON)";

describe.skipIf(!python)(`exact counting, against numpy${why}`, () => {
  const numpy = python && new Peer(python, `${peers}counting.py`);
  afterAll(() => numpy?.close());

  it.each([
    ["relu", reluCodes],
    ["distinct", distinctCodes],
  ])("finds the information that numpy's unique finds: %s codes", async (layer, codes) => {
    const ours = await measureCodes(codes(), makeLabels());
    const theirs = await numpy!.ask<typeof ours>({ layer, method: "void", runs: 1 });
    expect(ours.states).toBe(theirs.states);
    expect(ours.singletons).toBe(theirs.singletons);
    expect(Math.abs(ours.entropy - theirs.entropy)).toBeLessThan(1e-9);
    expect(Math.abs(ours.labelInformation - theirs.labelInformation)).toBeLessThan(1e-9);
  });
});
