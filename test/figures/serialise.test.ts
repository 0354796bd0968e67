import { describe, expect, it } from "vitest";
import { inlineMarkup, standaloneMarkup } from "../../src/figures/serialise.js";
import { element, figure, text } from "../../src/figures/svg.js";
import { figureDocument } from "../support/figure-document.js";

const document = figureDocument();

describe("inlineMarkup", () => {
  it("escapes text and attributes", () => {
    const node = text(document, "a < b & c", 1, 2, { "aria-label": 'say "x" & <y>' });
    const markup = inlineMarkup(node);
    expect(markup).toContain(">a &lt; b &amp; c</text>");
    expect(markup).toContain('aria-label="say &quot;x&quot; &amp; &lt;y&gt;"');
  });

  it("rounds coordinates to hundredths and leaves other numbers alone", () => {
    const node = element(document, "path", {
      d: "M1.23456,-0.00001L2.5,3e-7",
      "stroke-opacity": 0.12345,
    });
    expect(inlineMarkup(node)).toBe('<path d="M1.23,0L2.5,0" stroke-opacity="0.12345"/>');
  });
});

describe("standaloneMarkup", () => {
  const plot = figure(document, { width: 20, height: 10, label: "a figure" }, [
    element(document, "rect", { fill: "var(--layer-1,#0072b2)", stroke: "currentColor" }),
  ]);

  it("has colours for white paper instead of CSS variables", () => {
    const markup = standaloneMarkup(plot);
    expect(markup).toContain('fill="#0072b2"');
    expect(markup).not.toContain("var(");
    expect(markup).toContain('<rect width="20" height="10" fill="#ffffff"/>');
  });

  it("names its font, size and namespace", () => {
    const markup = standaloneMarkup(plot);
    expect(markup).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    expect(markup).toContain('viewBox="0 0 20 10"');
    expect(markup).toContain("font-family=");
  });
});
