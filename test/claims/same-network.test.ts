import { describe, expect, it } from "vitest";
import { claims } from "../../src/claims/claims.js";
import { distinctNetworks, networkKey } from "../../src/claims/same-network.js";
import { parseExperiment } from "../../src/experiment/parse.js";
import { presets } from "../../src/experiment/presets.js";
import type { RunSummary } from "../../src/summary/run-summary.js";
import { type ClaimRun, claimRun, type Move } from "../support/claim-runs.js";

const moves: Move[] = [
  { layer: "T1", estimator: "exact codes", fall: 0 },
  { layer: "T2", estimator: "logit codes", fall: 1 },
  { layer: "T2", estimator: "distinct softmax vectors", fall: 1 },
  { layer: "T2", estimator: "softmax, rebinned", fall: 2, status: "estimate" },
];
const run = (more: Partial<ClaimRun>) => claimRun({ name: "plain", moves, ...more });
const observed = (name: string, more: Partial<ClaimRun> = {}) =>
  run({ name, estimators: [{ kind: "bins", bins: 8 }], ...more });
const names = (runs: readonly RunSummary[]) =>
  distinctNetworks(runs).distinct.map(({ experiment }) => experiment.name);

describe("networks that are the same experiment but for what is asked beside the counts", () => {
  it("are told by the document: presets that only add estimators and diagnostics", () => {
    const key = (name: string) => networkKey(parseExperiment(presets[name]));
    expect(key("estimators-syn-relu")).toBe(key("syn-relu-8bit"));
    expect(key("estimators-syn-tanh")).toBe(key("syn-tanh-8bit"));
    expect(key("syn-tanh-unquantized")).toBe(key("syn-tanh-32bit"));
    expect(key("ranges-syn-relu-batch")).not.toBe(key("syn-relu-8bit"));
    const [first, ...rest] = Object.keys(presets).map(key);
    expect(new Set([first, ...rest]).size).toBe(Object.keys(presets).length - 4);
  });

  it("are told by all that decides the counts, and by no more", () => {
    const document = presets["syn-relu-8bit"];
    const key = (more: object) => networkKey(parseExperiment({ ...document, ...more }));
    for (const same of [{ name: "x" }, { repetitions: 3 }, { informationOn: ["test", "all"] }]) {
      expect(key(same)).toBe(key({}));
    }
    for (const other of [{ seed: 1 }, { epochs: 9 }, { informationOn: ["test"] }]) {
      expect(key(other)).not.toBe(key({}));
    }
  });

  it("count once: as the plain one, but as one with phases and with more repetitions first", () => {
    const plain = run({});
    expect(names([observed("seen"), plain])).toEqual(["plain"]);
    expect(names([observed("seen"), run({ repetitions: 12 })])).toEqual(["seen"]);
    const { phases: _, ...old } = plain;
    expect(names([old, observed("seen")])).toEqual(["seen"]);
    const other = run({ name: "other", activation: "relu" });
    expect(names([plain, other])).toEqual(["plain", "other"]);
    expect(names([observed("seen"), other, plain])).toEqual(["other", "plain"]);
  });

  it("do not add to the verdicts that a claim is adjusted for, and the claim says so", () => {
    const alone = claims([run({})]);
    const both = claims([observed("seen"), run({})]);
    for (const [place, { adjustment, findings, name, networks, verdict }] of both.entries()) {
      if (name === "binnings-disagree") continue;
      expect(adjustment, name).toBe(alone[place].adjustment);
      expect(verdict, name).toBe(alone[place].verdict);
      expect(networks, name).toEqual(alone[place].networks);
      expect(
        findings.filter((line) => line.startsWith("Counted once")),
        name,
      ).toEqual(
        networks.length === 0
          ? []
          : [
              "Counted once, as plain: seen, the same experiment but for what is asked beside the exact counts.",
            ],
      );
    }
  });

  it("leave the study's name to the network whose range is compared", () => {
    const slow = { policy: "moving-average", low: -6, high: 6 } as const;
    const corrected = { policy: "moving-average", biasCorrection: true } as const;
    const rising = moves.map((move) => ({ ...move, rise: 0.3, start: 0.6 }));
    const held = claims([
      observed("estimators", { range: slow }),
      run({ name: "plain", range: slow }),
      run({ name: "corrected", range: corrected, moves: rising }),
    ]).find(({ name }) => name === "start-of-the-range")!;
    expect(held.verdict).toBe("holds");
    expect(held.findings[0]).toMatch(/^T1 of plain rises/);
  });
});
