import { CLAIM_SOURCE, CLAIMS_NOTE, type Claim, claimVerdict } from "../claims/claim.js";
import { networksWords } from "../claims/networks.js";
import { escapeMarkdown, markdownTable } from "./markdown.js";

/**
 * Claims as Markdown: a table of verdicts, then each with its rule, findings, figure and tables.
 * `image`: the address of a claim's figure.
 */
export function claimsMarkdown(
  claims: readonly Claim[],
  image: (claim: Claim) => string | undefined,
): string {
  const overview = markdownTable({
    columns: ["verdict", "claim", "from"],
    rows: claims.map((claim) => [claimVerdict(claim), claim.statement, CLAIM_SOURCE[claim.from]]),
  });
  const sections = claims.flatMap((claim) => {
    const { adjustment, findings, networks, provisional, rule, statement, tables } = claim;
    const picture = image(claim);
    return [
      `### ${escapeMarkdown(statement)}`,
      `**${claimVerdict(claim)}.** ${escapeMarkdown(rule)}`,
      ...(provisional === undefined ? [] : [escapeMarkdown(provisional)]),
      `Adjustment: ${escapeMarkdown(adjustment)}`,
      `Repetitions: ${escapeMarkdown(networksWords(networks))}.`,
      ...(findings.length > 0
        ? [findings.map((line) => `- ${escapeMarkdown(line)}`).join("\n")]
        : []),
      ...(picture ? [`![${escapeMarkdown(statement)}](${picture})`] : []),
      ...tables.flatMap((table) => [`${escapeMarkdown(table.title)}:`, markdownTable(table)]),
    ];
  });
  return `${["## Claims", overview, CLAIMS_NOTE, ...sections].join("\n\n")}\n`;
}
