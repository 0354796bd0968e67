import { describe, expect, it } from "vitest";
import type { Claim } from "../../src/claims/claim.js";
import { claims } from "../../src/claims/claims.js";
import { phasesEverywhere } from "../../src/claims/phases-everywhere.js";
import { claimFigure } from "../../src/figures/claim-figure.js";
import { claimsMarkdown } from "../../src/figures/claims-markdown.js";
import { claimsPage } from "../../src/figures/claims-page.js";
import { claimsText } from "../../src/figures/claims-text.js";
import { inlineMarkup } from "../../src/figures/serialise.js";
import { verdictAmong } from "../../src/phases/simultaneous.js";
import type { RunSummary } from "../../src/summary/run-summary.js";
import { type ClaimRun, claimRun, type Move } from "../support/claim-runs.js";
import { figureDocument } from "../support/figure-document.js";

/** A hidden layer and an output, by their codes and by the output's two other counts. */
const network = (hidden: Partial<Move>, output: Partial<Move>, binned = output): Move[] => [
  { layer: "T1", estimator: "exact codes", fall: 0, ...hidden },
  { layer: "T2", estimator: "logit codes", fall: 1, ...output },
  { layer: "T2", estimator: "distinct softmax vectors", fall: 1, ...output },
  { layer: "T2", estimator: "softmax, rebinned", fall: 1, ...binned, status: "estimate" },
];

const held = (name: string, ...runs: ClaimRun[]): Claim => find(name, runs.map(claimRun));
const find = (name: string, runs: RunSummary[]) => all(runs).find((claim) => claim.name === name)!;

/** As if the runs were all experiments of the study. */
const all = (runs: RunSummary[]) =>
  claims(
    runs,
    runs.map(({ experiment }) => experiment),
  );

it("nothing is tested without runs", () => {
  for (const { findings, verdict } of claims([])) {
    expect(verdict).toBe("not tested");
    expect(findings.join(" ")).not.toMatch(/NaN|undefined|Infinity/);
  }
});

describe("binnings disagree", () => {
  const estimators: ClaimRun["estimators"] = [
    { kind: "bins", bins: [8, 30, 256], bounds: "global" },
  ];
  const binned = (...falls: number[]): ClaimRun => ({
    name: "binned",
    estimators,
    moves: [
      ...network({}, {}),
      ...[8, 30, 256].flatMap((bins, i) =>
        ["T1", "T2"].map((layer) => ({
          ...{ layer, estimator: `${bins} bins, global bounds`, status: "estimate" as const },
          fall: layer === "T1" ? falls[i] : 0,
        })),
      ),
    ],
  });

  it("when one says yes and another no of the same layer", () => {
    const claim = held("binnings-disagree", binned(2, 0, 0));
    expect(claim.verdict).toBe("holds");
    expect(claim.findings).toEqual([
      "T1 of binned: compression by 8 bins, global bounds; none by 30 bins, global bounds; 256 bins, global bounds.",
      "Of the binned layers of binned it was not counted whether they tell the prediction: the records are of a former build. Run the experiment anew to know.",
    ]);
    expect(claim.plots[0].series[0].points.map(({ x }) => x)).toEqual([8, 30, 256]);
  });

  it("is undecided where a no would need more repetitions, and says so", () => {
    const claim = held("binnings-disagree", { ...binned(2, 0, 0), repetitions: 10 });
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings[0]).toBe(
      "T1 of binned, 10 repetitions: compression by 8 bins, global bounds; all of the interval is below the minimal effect by 30 bins, global bounds; 256 bins, global bounds, but a no among 6 verdicts needs 22 repetitions.",
    );
  });

  it("is undecided where a no does not stand among so many verdicts, and says so", () => {
    const wide = binned(2, 0, 0);
    const flat = (move: Move) =>
      move.layer === "T1" && /^(30|256)/.test(move.estimator)
        ? { ...move, fall: 0.02, spread: 0.13 }
        : move;
    const claim = held("binnings-disagree", {
      ...{ ...wide, moves: wide.moves.map(flat) },
      repetitions: 50,
    });
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings[0]).toBe(
      "T1 of binned, 50 repetitions: compression by 8 bins, global bounds; all of the interval is below the minimal effect by 30 bins, global bounds; 256 bins, global bounds, but not when it is widened for 6 verdicts.",
    );
  });

  it("is undecided when all agree in every layer: other networks may show what these do not", () => {
    const claim = held("binnings-disagree", binned(2, 2, 2));
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings).toEqual([
      "No layer of binned has both verdicts, adjusted; one by one, all binnings give the same verdict in 2 of 2 layers.",
      "Of the binned layers of binned it was not counted whether they tell the prediction: the records are of a former build. Run the experiment anew to know.",
    ]);
  });

  it("marks the binnings that lose the prediction in some repetition, and says how much", () => {
    const lost: Record<string, (repetition: number) => number> = {
      "T1 8": (repetition) => 0.3 + 0.2 * (repetition % 2),
      "T2 8": (repetition) => (repetition === 23 ? 0.024 : 0),
    };
    const run = binned(2, 0, 0);
    const counted = {
      ...run,
      moves: run.moves.map((move) => ({
        ...move,
        lost: lost[`${move.layer} ${Number.parseInt(move.estimator, 10)}`] ?? (() => 0),
      })),
    };
    const claim = held("binnings-disagree", counted);
    expect(claim.verdict).toBe("holds");
    expect(claim.findings[1]).toBe(
      "4 of 6 binned layers of binned are valid: H(prediction | binned T) = 0 at the end in each of 24 repetitions. The others lose some of the prediction: 0.400 ± 0.021 bits at most (8 bins, global bounds, T1).",
    );
    const [compression, bits] = claim.tables;
    expect(compression.title).toMatch(/; † not valid in every repetition$/);
    const marked = compression.rows.map((row) => row.map((cell) => cell.endsWith(" †")));
    expect(marked).toEqual([
      [false, true, true],
      [false, false, false],
      [false, false, false],
    ]);
    expect(bits.columns).toEqual(["binning", "T1", "T2"]);
    expect(bits.rows).toEqual([
      ["8 bins, global bounds", "0.400 ± 0.021 (0 of 24)", "0.001 ± 0.001 (23 of 24)"],
      ["30 bins, global bounds", "0 (24 of 24)", "0 (24 of 24)"],
      ["256 bins, global bounds", "0 (24 of 24)", "0 (24 of 24)"],
    ]);
    // Where it was not counted nothing is marked, and nothing called valid.
    const { tables } = held("binnings-disagree", run);
    expect(tables).toHaveLength(1);
    expect(JSON.stringify(tables)).not.toMatch(/†|valid/);
  });

  it("is undecided when a binning is", () => {
    const unsure = binned(0, 0, 0);
    unsure.moves = unsure.moves.map((move) =>
      move.estimator.startsWith("8") ? { ...move, fall: 0.1, spread: 0.3 } : move,
    );
    expect(held("binnings-disagree", unsure).verdict).toBe("undecided");
  });
});

describe("adjustment for the number of verdicts", () => {
  // Falls by 0.12 bits and a little more than its interval is wide: yes by itself, not among many.
  const close = { fall: 0.155, spread: 0.02 };

  it("keeps one close layer among many from showing compression", () => {
    const one = network(close, { fall: 0 });
    const alone = claimRun({ name: "alone", moves: one, repetitions: 20 });
    const own = alone.phases!.find(({ layer }) => layer === "T1")!.compression;
    expect(own).toMatchObject({ verdict: "yes", ground: "interval" });
    const flat = Array.from({ length: 10 }, (_, i) =>
      claimRun({
        name: `flat-${i}`,
        seed: i + 1,
        moves: network({}, { fall: 0 }),
        repetitions: 20,
      }),
    );
    const part = (runs: RunSummary[]) => find("no-artefact", runs).findings[0];
    expect(part([alone])).toMatch(/^Compression without binning: holds: T1 of alone/);
    expect(part([alone, ...flat])).toBe(
      "Compression without binning: undecided: one by one, of 22 layers 1 yes, 21 no.",
    );
    expect(find("no-artefact", [alone, ...flat]).adjustment).toContain("the 22 verdicts");
  });

  it("is not asked of what holds in every layer", () => {
    const outputs = Array.from({ length: 8 }, (_, i) =>
      claimRun({
        name: `net-${i}`,
        seed: i,
        moves: network({}, { fall: 0.15, spread: 0.02 }),
        repetitions: 20,
      }),
    );
    expect(find("output-counted-exactly", outputs).verdict).toBe("holds");
    const counted = outputs[0].phases!.find(({ estimator }) => estimator === "logit codes")!;
    expect(verdictAmong(counted.compression, 8)).toBe("undecided");
  });

  it("asks more repetitions of a no the more networks it could be among", () => {
    const denied = (name: string, repetitions: number) =>
      claimRun({ name, repetitions, moves: network({}, { fall: 0 }, { fall: 3 }) });
    const others = Array.from({ length: 9 }, (_, i) =>
      claimRun({ name: `net-${i}`, seed: i + 1, moves: network({}, {}), repetitions: 20 }),
    );
    const verdict = (...runs: RunSummary[]) => find("output-counted-exactly", runs).verdict;
    expect(verdict(denied("few", 20))).toBe("does not hold");
    expect(verdict(denied("few", 20), ...others)).toBe("undecided");
    expect(verdict(denied("many", 30), ...others)).toBe("does not hold");
    // Rebinned it compresses by itself, but not among ten.
    const close = { fall: 0.146, spread: 0.02 };
    const unsure = claimRun({
      ...{ name: "unsure", repetitions: 30, moves: network({}, { fall: 0 }, close) },
    });
    const binned = unsure.phases!.find(({ estimator }) => estimator === "softmax, rebinned")!;
    expect(binned.compression.verdict).toBe("yes");
    expect(verdict(unsure)).toBe("does not hold");
    expect(verdictAmong(binned.compression, 10)).toBe("undecided");
    expect(verdict(unsure, ...others)).toBe("undecided");
  });
});

describe("runs that are not whole", () => {
  const tanh = (more: Partial<ClaimRun>): ClaimRun => ({
    ...{ name: "syn-tanh-8bit", activation: "tanh", moves: network({ fall: 2 }, {}) },
    ...more,
  });

  it("are named with their repetitions, and make a verdict provisional", () => {
    const whole = held("phases-everywhere", tanh({}));
    expect(whole.provisional).toBeUndefined();
    expect(whole.networks).toEqual([
      {
        ...{ name: "syn-tanh-8bit", repetitions: 24, planned: 24 },
        ...{ lastEpoch: 39, plannedEpoch: 39 },
      },
    ]);
    const open = [
      claimRun(tanh({})),
      claimRun(tanh({ name: "syn-tanh-4bit", seed: 1, repetitions: 6, planned: 20 })),
    ];
    const claim = find("phases-everywhere", open);
    expect(claim.provisional).toContain("syn-tanh-4bit (6 of 20 repetitions) is unfinished");
    for (const text of [
      claimsText([claim], 1000),
      claimsPage([claim], figureDocument()),
      claimsMarkdown([claim], () => undefined),
    ]) {
      expect(text).toContain("undecided (provisional)");
      expect(text).toContain("wider intervals");
      expect(text).toContain(
        "n = 24: syn-tanh-8bit; n = 6 of 20 repetitions (unfinished): syn-tanh-4bit",
      );
    }
  });

  it("may have stopped before the last epoch", () => {
    const run = claimRun(tanh({}));
    const early = { ...run, experiment: { ...run.experiment, epochs: 100 } };
    expect(find("phases-everywhere", [early]).provisional).toContain(
      "syn-tanh-8bit (24 of 24 repetitions, to epoch 39 of 99) is unfinished",
    );
    const [first, ...rest] = run.phases!;
    const end = first.landmarks.label.end.map((value, i) => (i < 2 ? Number.NaN : value));
    const label = { ...first.landmarks.label, end };
    const two = { ...first, landmarks: { ...first.landmarks, label } };
    expect(
      find("phases-everywhere", [{ ...run, phases: [two, ...rest] }]).networks[0],
    ).toMatchObject({ repetitions: 22, planned: 24 });
  });

  it("without phases are told how to be summarised anew", () => {
    const { phases: _, ...old } = claimRun(tanh({}));
    for (const claim of all([old])) {
      if (claim.name === "counts-are-exact") continue;
      if (claim.name === "binnings-disagree") continue; // Not about a network without binnings.
      expect(claim.verdict, claim.name).toBe("not tested");
      expect(claim.findings.join(" "), claim.name).toContain(
        "Not tested on syn-tanh-8bit: its summary (version 0.1.0) has no phases. Summarise the run anew: infoplane summarise <folder of the run> --out",
      );
    }
  });
});

describe("counts are exact", () => {
  it("in discretised networks, and names the layers that are saturated", () => {
    const exact = { name: "whole", moves: network({}, {}) };
    const sample = { name: "sample", seed: 1, moves: network({ status: "saturated" }, {}) };
    expect(held("counts-are-exact", exact).verdict).toBe("holds");
    expect(held("counts-are-exact", sample).verdict).toBe("undecided");
    const claim = held("counts-are-exact", exact, sample);
    expect(claim.verdict).toBe("holds");
    expect(claim.findings.join(" ")).toMatch(
      /Exact in every layer.*: whole\. Saturated in sample: T1 \(100 %/,
    );
  });

  it("show the share of exact measurements and of lone states, layer by layer", () => {
    const sample = { name: "sample", moves: network({ status: "saturated" }, {}) };
    const { plots, tables } = held("counts-are-exact", sample);
    expect(tables.map(({ columns, rows }) => [columns, ...rows])).toEqual([
      [
        ["network", "output", "T1"],
        ["sample", "100 %", "0 %"],
      ],
      [
        ["network", "output", "T1"],
        ["sample", "0 %", "0 %"],
      ],
    ]);
    expect(plots).toHaveLength(1);
    expect(plots[0].series.map(({ name, points }) => [name, points[0].y])).toEqual([
      ["T1", 0],
      ["output", 100],
    ]);
    expect(plots[0].series[0].points[0].saturated).toBe(true);
    const page = claimsPage([held("counts-are-exact", sample)], figureDocument());
    expect(page).toContain("Shares of the measurements of all repetitions.");
    expect(page).not.toMatch(/NaN|95 % interval/);
  });

  it("leaves float networks out", () => {
    const float = {
      name: "float",
      moves: [{ layer: "T1", estimator: "distinct float32 vectors", fall: 0 }],
    };
    expect(held("counts-are-exact", float)).toMatchObject({ verdict: "not tested", networks: [] });
  });
});

describe("phases everywhere", () => {
  const tanh: ClaimRun = {
    name: "syn-tanh-8bit",
    activation: "tanh",
    moves: network({ fall: 2 }, {}),
  };
  const relu: ClaimRun = {
    name: "syn-relu-8bit",
    activation: "relu",
    moves: network({ fall: 0 }, {}),
  };

  const others = ["a", "b", "c"].map((name, i): ClaimRun => {
    const range = { policy: "moving-average", low: -6, high: 6, decay: 0.9 + i / 100 } as const;
    return { ...tanh, name, range };
  });
  const study = [tanh, relu, ...others].map((one) => claimRun(one).experiment);
  const held = (...runs: ClaimRun[]) => phasesEverywhere(runs.map(claimRun), study);

  it("holds when all fit, all outputs compress, and hidden layers differ with the activation", () => {
    const claim = held(tanh, { ...relu, repetitions: 30 }, ...others);
    expect(claim.verdict).toBe("holds");
    expect(claim.findings[2]).toContain("T1 compresses: yes in syn-tanh-8bit, no in syn-relu-8bit");
  });

  it("is about the experiments of the study, whatever their name and seed", () => {
    const claim = held({ ...tanh, seed: 99 }, { ...others[0], name: "mine" });
    expect(claim.networks.map(({ name }) => name)).toEqual(["syn-tanh-8bit", "mine"]);
    expect(claim.findings).toContain("Of the 5 experiments 3 are not here: syn-relu-8bit, b, c.");
  });

  it("says why it is not tested on others, whatever their name", () => {
    const range = { policy: "fixed", low: -6, high: 6 } as const;
    const claim = held({ ...tanh, range });
    expect(claim).toMatchObject({ verdict: "not tested", networks: [] });
    expect(claim.findings).toContain(
      "None of the runs is one of the 5 experiments: all but the seed must be as in the presets, epochs and measurements too (infoplane show <preset>).",
    );
    expect(held().findings.join(" ")).not.toContain("None of the runs");
  });

  it("bins the output as there", () => {
    const made = { ...relu, repetitions: 30, moves: network({}, { fall: 0 }, { fall: 3 }) };
    const claim = held(tanh, made, ...others);
    expect(claim.verdict).toBe("holds");
    expect(claim.findings[1]).toMatch(/By its logit codes: of 5 layers 4 yes, 1 no/);
  });

  it("is about all experiments of the study: undecided while some are not there", () => {
    const claim = held(tanh, relu, ...others.slice(1));
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings).toContain(`Of the 5 experiments 1 are not here: ${others[0].name}.`);
    expect(claim.findings[0]).toMatch(/^Fitting: undecided: of 8 layers 8 yes/);
  });

  it("does not hold when an output does not compress, or a layer does not fit", () => {
    const flat = { ...relu, moves: network({}, { fall: 0 }) };
    expect(held(tanh, flat).verdict).toBe("does not hold");
    const unfit = { ...relu, moves: network({ rise: 0 }, {}) };
    expect(held(tanh, unfit).verdict).toBe("does not hold");
  });

  it("is undecided when hidden layers agree: other networks may differ", () => {
    const same = { ...relu, moves: network({ fall: 2 }, {}) };
    const claim = held(tanh, same, ...others);
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings[2]).toMatch(
      /^Hidden layers and activation function: undecided: of 4 pairs of layers \(syn-tanh-8bit and syn-relu-8bit, .*\) none is yes in one and no in the other, adjusted; one by one 4 yes and yes\.$/,
    );
    expect(held(tanh, ...others).verdict).toBe("undecided");
  });

  it("does not lay on the activation function what the range may have done", () => {
    const range = { policy: "moving-average", low: -6, high: 6 } as const;
    const claim = find("phases-everywhere", [tanh, { ...relu, range }].map(claimRun));
    expect(claim.findings[2]).toBe(
      "Hidden layers and activation function: undecided: T1 compresses: yes in syn-tanh-8bit, no in syn-relu-8bit, which differ in more than the activation function.",
    );
  });

  it("is undecided where saturated layers cannot be judged, which refute nothing", () => {
    const moves = network({ rise: 0, status: "saturated" }, {});
    const claim = held(tanh, relu, ...others.slice(1), {
      ...{ ...others[0], moves },
    });
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings[0]).toMatch(/^Fitting: undecided: of 10 layers 9 yes; 1 saturated/);
  });
});

describe("no artefact", () => {
  it("is undecided on networks without compression while hidden layers are saturated", () => {
    const sample = {
      name: "sample",
      moves: network({ status: "saturated" }, {}),
    };
    expect(held("no-artefact", sample).verdict).toBe("undecided");
  });

  it("needs compression without bins, and a network whose hidden layers have none", () => {
    const flat = { name: "flat", moves: network({}, { fall: 0 }) };
    const falling = { name: "falling", seed: 1, moves: network({ fall: 2 }, {}) };
    expect(held("no-artefact", falling, flat).verdict).toBe("holds");
    expect(held("no-artefact", flat).verdict).toBe("undecided");
  });

  it("shows the compression of every layer by its exact count", () => {
    const flat = { name: "flat", moves: network({}, { fall: 0 }) };
    const deep = {
      ...{ name: "deep", seed: 1 },
      moves: [
        network({ fall: 2 }, {})[0],
        network({ layer: "T2", fall: 1 }, {})[0],
        ...network({}, { layer: "T3" }).slice(1),
      ],
    };
    const { plots, tables } = held("no-artefact", flat, deep);
    expect(tables[0].columns).toEqual(["network", "output", "T1", "T2"]);
    expect(tables[0].rows.map((row) => row.map((cell) => cell.split(" ")[0]))).toEqual([
      ["flat", "0.00", "0.00", "-"],
      ["deep", "1.00", "2.00", "1.00"],
    ]);
    const [{ series, x }] = plots;
    expect(x.names).toEqual(["flat", "deep"]);
    expect(
      series.map(({ name, points }) => [name, points.map(({ y }) => Math.round(y) + 0)]),
    ).toEqual([
      ["T1", [0, 2]],
      ["T2", [1]],
      ["output", [0, 1]],
    ]);
    for (const { points } of series) {
      for (const { high, low, y } of points) expect(low < y && y < high).toBe(true);
    }
  });

  it("is not refuted by networks that all compress, and says what they show", () => {
    const falling = { name: "falling", seed: 1, moves: network({ fall: 2 }, {}) };
    const claim = held("no-artefact", falling);
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings).toEqual([
      expect.stringMatching(/^Compression without binning: holds: T1 of falling \(2\.00 /),
      "Networks without compression in hidden layers: undecided: none of 1 is one for sure. One by one: a hidden layer compresses in falling.",
    ]);
    const sample = { name: "sample", moves: network({ status: "saturated" }, {}) };
    expect(held("no-artefact", falling, sample).findings[1]).toContain(
      "One by one: a hidden layer compresses in falling; none is judged to in sample (1 saturated).",
    );
  });
});

describe("no artefact, of networks without hidden layers", () => {
  it("does not take them for networks whose hidden layers show no compression", () => {
    const falling = { name: "falling", seed: 1, moves: network({ fall: 2 }, {}) };
    const shallow = { name: "shallow", moves: network({}, {}).slice(1) };
    expect(held("no-artefact", falling, shallow).verdict).toBe("undecided");
    const [, hidden] = held("no-artefact", shallow).findings;
    expect(hidden).toBe("Networks without compression in hidden layers: not tested.");
  });
});

describe("the output, counted exactly", () => {
  it("takes the difference to the rebinned softmax repetition by repetition", () => {
    const claim = held("output-counted-exactly", {
      name: "binned",
      moves: network({}, { fall: 2, spread: 0.5 }, { fall: 3, spread: 0.5 }),
    });
    expect(claim.verdict).toBe("holds");
    // Both fall by 0.5 bits more from one repetition to the next: their difference does not.
    expect(claim.findings[0]).toMatch(
      /67 % of what rebinning shows; rebinning adds 1\.00 \[1\.00, 1\.00\] bits/,
    );
  });

  it("does not hold where rebinning makes all of it", () => {
    const made = { name: "made", moves: network({}, { fall: 0 }, { fall: 3 }) };
    expect(held("output-counted-exactly", made).verdict).toBe("does not hold");
  });

  it("has nothing to say where the rebinned softmax does not compress", () => {
    const flat = { name: "flat", moves: network({}, { fall: 0 }) };
    expect(held("output-counted-exactly", flat).verdict).toBe("not tested");
  });
});

describe("the start of the range", () => {
  const slow = { policy: "moving-average", low: -6, high: 6 } as const;
  const corrected = { policy: "moving-average", biasCorrection: true } as const;
  const base: ClaimRun = { name: "slow", range: slow, moves: network({ rise: 0.5 }, {}) };

  it("matters when the rise is smaller with another policy", () => {
    const other = {
      ...base,
      name: "corrected",
      range: corrected,
      moves: network({ rise: 0.3, start: 0.6 }, {}),
    };
    const claim = held("start-of-the-range", base, other);
    expect(claim.verdict).toBe("holds");
    expect(claim.findings).toEqual([
      "T1 of slow rises by 0.200 [0.200, 0.200] bits more than with moving average, bias corrected, and begins 0.200 bits lower (24 pairs of repetitions).",
    ]);
  });

  /** The runs, T1 of the first without values but in so many repetitions, whose rise is moved. */
  const withGaps = (first: ClaimRun, others: ClaimRun[], moves: number[]) => {
    const run = claimRun(first);
    const [{ landmarks }] = run.phases!;
    const peak = landmarks.label.peak.map((value, i) => value + (moves[i] ?? Number.NaN));
    Object.assign(landmarks.label, { peak });
    return find("start-of-the-range", [run, ...others.map(claimRun)]);
  };
  const flat = (rise: number): ClaimRun => ({
    ...{ ...base, name: "corrected", range: corrected },
    moves: network({ rise, start: 0.9 - rise }, {}),
  });

  it("counts pairs that have values in both", () => {
    const still = (count: number) => new Array<number>(count).fill(0);
    const [holds, few] = [5, 4].map((count) => withGaps(base, [flat(0.3)], still(count)));
    expect(holds.findings[0]).toContain("bits lower (5 pairs of repetitions)");
    expect(holds.verdict).toBe("holds");
    // Of 4 pairs nothing is judged; T2 is the same in both, over all of them.
    expect(few.verdict).toBe("undecided");
    expect(few.adjustment).toContain("for the one comparison of layers");
    const [enough, tooFew] = [14, 13].map((count) => withGaps(base, [flat(0.5)], still(count)));
    expect(enough.findings).toEqual([expect.stringContaining("none of the 2 comparisons")]);
    expect(tooFew.findings).toEqual([]);
  });

  it("widens intervals by the degrees of freedom of the pairs that have values", () => {
    // Of 5: 0.2 +- 0.11, more than 0.01 by 1.7 times that. Among ten it would have to be by
    // t(0.0025) / t(0.025) = 2.02 (4 degrees of freedom); the 1.50 of all 24 pairs would let it pass.
    const moves = [-0.112, -0.056, 0, 0.056, 0.112];
    const others = Array.from({ length: 5 }, (_, i) => ({
      ...flat(0.3),
      name: `other-${i}`,
      range: { ...corrected, decay: 0.99 + i / 1000 },
    }));
    const one = withGaps(base, others.slice(0, 1), moves);
    expect(one.verdict).toBe("holds");
    expect(withGaps(base, others, moves).adjustment).toContain("for the 10 comparisons");
    expect(withGaps(base, others, moves).verdict).toBe("undecided");
  });

  it("is not to blame when the rise begins no lower, or when the other range begins there too", () => {
    const elsewhere = { ...base, name: "end", range: corrected, moves: network({ rise: 0.3 }, {}) };
    expect(held("start-of-the-range", base, elsewhere).verdict).toBe("undecided");
    const fixedRange = { policy: "fixed", low: -6, high: 6 } as const;
    const control = {
      ...elsewhere,
      range: fixedRange,
      moves: network({ rise: 0.3, start: 0.6 }, {}),
    };
    expect(held("start-of-the-range", base, control).verdict).toBe("not tested");
  });

  it("is undecided when rises are the same, and not tested on networks that differ otherwise", () => {
    const same = { ...base, name: "same", range: corrected };
    const claim = held("start-of-the-range", base, same);
    expect(claim.verdict).toBe("undecided");
    expect(claim.findings).toEqual([
      "In none of the 2 comparisons of layers does an interval of the difference reach the minimal effect, over at least 14 pairs of repetitions each.",
    ]);
    const unlike: ClaimRun = { ...same, activation: "relu" };
    expect(held("start-of-the-range", base, unlike).verdict).toBe("not tested");
    expect(held("start-of-the-range", base).verdict).toBe("not tested");
  });
});

describe("claims in words and pictures", () => {
  const runs = [
    claimRun({ name: "syn-tanh-8bit", activation: "tanh", moves: network({ fall: 2 }, {}) }),
    claimRun({ name: "syn-relu-8bit", activation: "relu", moves: network({}, {}) }),
  ];

  it("stand on a page with every verdict, and the same bytes each time", () => {
    const page = () => claimsPage(all(runs), figureDocument());
    expect(page()).toBe(page());
    for (const { statement, verdict } of all(runs)) {
      expect(page()).toContain(verdict);
      expect(page()).toContain(statement.replace("'", "&#39;").slice(0, 30));
    }
    expect(page()).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("have tables on the page whose cells break between interval and verdict, not within them", () => {
    const page = claimsPage(all(runs), figureDocument());
    expect(page).toMatch(
      /<table class="words".*<td class="name">2\.00 <span class="whole">\[1\.\d\d, 2\.\d\d\]<\/span> yes<\/td>/s,
    );
    expect(page).toMatch(/\.words td\{white-space:normal/);
  });

  it("are printed within 100 columns but for tables", () => {
    const text = claimsText(all(runs));
    expect(text).toMatch(/^holds +Once the whole system is discretised/m);
    const prose = text.split("\n\n").filter((part) => /verdict:/.test(part));
    for (const line of prose.join("\n").split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  it("are drawn wide and narrow", () => {
    const claim = find("phases-everywhere", runs);
    for (const width of [1040, 358]) {
      const svg = inlineMarkup(claimFigure(claim, { document: figureDocument(), width }));
      expect(svg).toContain("relu");
      expect(svg).not.toMatch(/NaN|Infinity/);
    }
  });
});
