import { cases, hashOf } from "../golden/cases.js";
import { threeLayerHashes } from "../golden/three-layer.js";

/** All golden hashes of the runtime that this module is bundled for, by name. */
export async function goldenHashes(): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const golden of cases) hashes[golden.name] = await hashOf(golden);
  return { ...hashes, ...(await threeLayerHashes()) };
}
