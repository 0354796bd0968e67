import { CLAIMS_NOTE, type Claim, type ClaimTable } from "../claims/claim.js";
import { align, type Cell } from "./align.js";
import { CLAIM_SOURCE } from "./claims-page.js";
import { wrapLetters } from "./svg.js";

/** Claims as plain text: verdict, rule, findings and tables of each, lines of at most `width` columns. */
export function claimsText(claims: readonly Claim[], width = 100): string {
  const verdicts = claims.map(({ statement, verdict }): Cell[] => [
    [verdict, "left"],
    [statement, "left"],
  ]);
  return `${[...claims.flatMap((claim) => [...claimLines(claim, width), ""]), "Verdicts", ...align(verdicts), "", ...wrapLetters(CLAIMS_NOTE, width)].join("\n")}\n`;
}

function claimLines(claim: Claim, width: number): string[] {
  const { findings, from, rule, statement, tables, verdict } = claim;
  const wrapped = (text: string, indent = "  ") =>
    wrapLetters(text, width - indent.length).map((line) => `${indent}${line}`);
  return [
    ...wrapped(`${statement} (${CLAIM_SOURCE[from]})`, ""),
    `  verdict: ${verdict}`,
    ...wrapped(`rule: ${rule}`),
    ...findings.flatMap((line) => wrapped(`- ${line}`)),
    ...tables.flatMap((table) => ["", ...tableLines(table)]),
  ];
}

function tableLines({ columns, rows, title }: ClaimTable): string[] {
  const cells = [columns, ...rows].map((row) => row.map((cell): Cell => [cell, "left"]));
  return [`  ${title}`, ...align(cells).map((line) => `  ${line}`)];
}
