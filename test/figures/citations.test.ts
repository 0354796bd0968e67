import { expect, test } from "vitest";
import { references } from "../../src/experiment/references.js";
import { bibtex, formatCitations } from "../../src/figures/citations.js";

const citations = [
  { part: "data: SYN", references: ["shwartzziv2017"] },
  { part: "plane", references: ["tishby2015", "shwartzziv2017"] },
  { part: "data: MNIST", references: ["lecun1998"] },
];

test("as text, each in full once, under the part that rests on it", () => {
  const lines = formatCitations(citations).split("\n");
  expect(lines[0]).toBe("data: SYN");
  expect(lines[1]).toMatch(
    /^ {2}Ravid Shwartz-Ziv, Naftali Tishby \(2017\)\. Opening the Black Box/,
  );
  expect(lines.filter((line) => line.includes("Opening the Black Box"))).toHaveLength(1);
  expect(lines).toContain("  Shwartz-Ziv 2017, above");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
});

test("as BibTeX, each once", () => {
  expect(bibtex(citations).match(/^@misc\{.*$/gm)).toEqual([
    ...["@misc{shwartzziv2017,", "@misc{tishby2015,", "@misc{lecun1998,"],
  ]);
  expect(bibtex(citations.slice(2))).toBe(
    [
      "@misc{lecun1998,",
      "  author = {Yann LeCun and Léon Bottou and Yoshua Bengio and Patrick Haffner},",
      "  title = {{Gradient-Based Learning Applied to Document Recognition}},",
      "  year = {1998},",
      "  howpublished = {Proceedings of the IEEE 86(11): 2278-2324},",
      "  url = {https://doi.org/10.1109/5.726791},",
      "}",
      "",
    ].join("\n"),
  );
});

test("a publication that is not on the web has no address, in text and in BibTeX", () => {
  const all = [{ part: "all", references: Object.keys(references) }];
  const offline = Object.values(references).filter(({ url }) => url === undefined);
  expect(offline.map(({ title }) => title)).toEqual(["Note on the Bias of Information Estimates"]);
  const addresses = Object.keys(references).length - offline.length;
  const text = formatCitations(all);
  expect(text.match(/^ {2}https:\S+$/gm)).toHaveLength(addresses);
  expect(bibtex(all).match(/^ {2}url = \{https:\S+\},$/gm)).toHaveLength(addresses);
  expect(text + bibtex(all)).not.toContain("undefined");
  expect(bibtex([{ part: "", references: ["miller1955"] }])).toMatch(/pp\. 95-100\},\n\}\n$/);
});
