import type { Citation } from "../experiment/citations.js";
import { type Reference, references } from "../experiment/references.js";
import { wrapLetters } from "./svg.js";

/** The references of some parts as text: each once, under the first part that rests on it. */
export function formatCitations(citations: readonly Citation[], width = 100): string {
  const shown = new Set<string>();
  const blocks = citations.map(({ part, references: keys }) => [
    part,
    ...keys.flatMap((key) => {
      const { authors, title, url, venue, year } = references[key];
      if (shown.has(key)) return [`  ${authors.split(",")[0].split(" ").pop()} ${year}, above`];
      shown.add(key);
      const text = `${authors} (${year}). ${title}. ${venue}.`;
      const lines = [...wrapLetters(text, width - 2), ...(url === undefined ? [] : [url])];
      return lines.map((line) => `  ${line}`);
    }),
  ]);
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The references as BibTeX, each once, in order of first use. */
export function bibtex(citations: readonly Citation[]): string {
  const keys = new Set(citations.flatMap((citation) => citation.references));
  return [...keys].map((key) => bibtexEntry(key, references[key])).join("\n");
}

function bibtexEntry(key: string, { authors, title, url, venue, year }: Reference): string {
  return [
    `@misc{${key},`,
    `  author = {${escaped(authors.split(", ").join(" and "))}},`,
    `  title = {{${escaped(title)}}},`,
    `  year = {${year}},`,
    `  howpublished = {${escaped(venue)}},`,
    ...(url === undefined ? [] : [`  url = {${url}},`]),
    "}\n",
  ].join("\n");
}

/** Characters with a meaning in TeX. */
const escaped = (text: string) => text.replace(/[&%$#_]/g, "\\$&");
