import type { RunSummary } from "../summary/run-summary.js";
export interface StudyEntry {
  title: string;
  group: string;
  summary: RunSummary;
  link?: string;
}
export function studyPage(entries: readonly StudyEntry[], _document: Document): string {
  return String(entries.length);
}
