/** Columns of words stand to the left, others to the right. */
const WORDS = new Set([
  ...["layer", "counted as", "network", "status", "verdict", "claim", "from", "binning", "range"],
]);

/** A table of GitHub's Markdown. */
export function markdownTable({
  columns,
  rows,
}: {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}): string {
  const rule = columns.map((name) => (WORDS.has(name) ? "---" : "---:"));
  return [columns.map(escapeMarkdown), rule, ...rows.map((row) => row.map(escapeMarkdown))]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

/** Text that Markdown takes as it is. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&").replace(/\s+/g, " ");
