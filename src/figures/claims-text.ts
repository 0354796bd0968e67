import {
  CLAIM_SOURCE,
  CLAIMS_NOTE,
  type Claim,
  type ClaimTable,
  claimVerdict,
} from "../claims/claim.js";
import { networksWords } from "../claims/networks.js";
import { align, type Cell } from "./align.js";
import { wrapLetters } from "./svg.js";

/** Claims as plain text: verdict, rule, findings and tables of each, lines of at most `width` columns. */
export function claimsText(claims: readonly Claim[], width = 100): string {
  const verdicts = claims.map((claim): Cell[] => [
    [claimVerdict(claim), "left"],
    [claim.statement, "left"],
  ]);
  return `${[...claims.flatMap((claim) => [...claimLines(claim, width), ""]), "Verdicts", ...align(verdicts), "", ...wrapLetters(CLAIMS_NOTE, width)].join("\n")}\n`;
}

function claimLines(claim: Claim, width: number): string[] {
  const { adjustment, findings, from, networks, provisional, rule, statement, tables } = claim;
  const wrapped = (text: string, indent = "  ") =>
    wrapLetters(text, width - indent.length).map((line) => `${indent}${line}`);
  return [
    ...wrapped(`${statement} (${CLAIM_SOURCE[from]})`, ""),
    `  verdict: ${claimVerdict(claim)}`,
    ...(provisional === undefined ? [] : wrapped(provisional)),
    ...wrapped(`repetitions: ${networksWords(networks)}`),
    ...wrapped(`rule: ${rule}`),
    ...wrapped(`adjustment: ${adjustment}`),
    ...findings.flatMap((line) => wrapped(`- ${line}`)),
    ...tables.flatMap((table) => ["", ...tableLines(table)]),
  ];
}

function tableLines({ columns, rows, title }: ClaimTable): string[] {
  const cells = [columns, ...rows].map((row) => row.map((cell): Cell => [cell, "left"]));
  return [`  ${title}`, ...align(cells).map((line) => `  ${line}`)];
}
