import { describe, expect, it } from "vitest";
import { reportFigures } from "../../src/figures/report-figures.js";
import { figureTex, texFigure } from "../../src/figures/tex.js";
import { escapeTex, texColour } from "../../src/figures/tex-format.js";
import { summariseRun } from "../../src/summary/run-summary.js";
import { type SyntheticOptions, syntheticResults } from "../support/synthetic-results.js";

const small: SyntheticOptions = { layers: 3, repetitions: 2, epochs: 20, every: 5 };
const full: SyntheticOptions = {
  ...small,
  prefit: 10,
  informationOn: ["train", "test"],
  scatter: [0, 20],
};

describe("escapeTex", () => {
  it("writes what TeX would take for a command", () => {
    expect(escapeTex("50 % of {a_b} & $x^2$ #1 ~ \\")).toBe(
      "50 \\% of \\{a\\_b\\} \\& \\$x\\textasciicircum{}2\\$ \\#1 \\textasciitilde{} \\textbackslash{}",
    );
  });

  it("writes the signs of the figures in mathematics, and no other sign that pdflatex has not", () => {
    expect(escapeTex("log₂ n, 10⁻³, ±, <1, 漢")).toBe("log$_2$ n, 10$^-$$^3$, $\\pm$, $<$1, ?");
  });
});

describe("texColour", () => {
  it("takes the colour for white paper", () => {
    expect(texColour("var(--layer-1,#0072b2)")).toBe("{rgb,255:red,0;green,114;blue,178}");
    expect(texColour("currentColor")).toBe("black");
  });
});

describe("figureTex", () => {
  it("is a stand-alone document with data, axes, units, legend and ceilings", async () => {
    const tex = figureTex("information-curves", summariseRun(syntheticResults(small)));
    await expect(tex).toMatchFileSnapshot("output/information-curves.tex");
  });

  it("draws the plane with a colour bar beside the last panel", async () => {
    const tex = figureTex("information-plane", summariseRun(syntheticResults(small)));
    await expect(tex).toMatchFileSnapshot("output/information-plane.tex");
    expect(tex.match(/colorbar style/g)).toHaveLength(1);
  });

  it("says what grey is and from where epochs count after a prefit, and only then", () => {
    const plane = (options: SyntheticOptions) =>
      figureTex("information-plane", summariseRun(syntheticResults(options)));
    expect(plane({ ...small, prefit: 10 })).toContain("{Grey: on shuffled labels}");
    expect(plane({ ...small, prefit: 10 })).toContain("ylabel={epoch on true labels}");
    expect(plane(small)).not.toContain("Grey");
    expect(plane(small)).toContain("ylabel={epoch}");
  });

  const results = syntheticResults(full);
  it.each(
    reportFigures(results).map((one) => [one.name, one] as const),
  )("is well-formed for %s", (_, { title, columns, panels }) => {
    const content = panels(summariseRun(results));
    const about = { title, experiment: "a\nb", version: "1", columns };
    const tex = texFigure(content, about);
    expect(tex).toMatch(/^%.*: a b\. Made by infoplane 1\.\n/);
    expect(tex).not.toMatch(/NaN|Infinity|undefined|null/);
    expect(tex.match(/\\nextgroupplot/g)).toHaveLength(content.length);
    expect([...tex].every((character) => character <= "~")).toBe(true);
    let depth = 0;
    for (const [brace] of tex.replace(/\\[{}]/g, "").matchAll(/[{}]/g)) {
      depth += brace === "{" ? 1 : -1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });
});
