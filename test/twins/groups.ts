import type { Memory } from "./memory.js";

const MULTIPLIER = 0x9e3779b97f4a7c15n;
const u64 = (value: bigint) => BigInt.asUintN(64, value);

/** The same hashes, so that the same row of a state gets its inputs. Leaves scratch memory alone. */
export function groupRows(
  { u32 }: Memory,
  rows: number,
  words: number,
  n: number,
  weights: number,
  classes: number,
  _owners: number,
  slots: number,
  _left: number,
  counts: number,
  joint: number,
  hashMask: bigint,
): void {
  const keys = Array.from({ length: n }, (_, r) =>
    Array.from({ length: words }, (_, w) => {
      const at = rows / 4 + 2 * (w * n + r);
      return (BigInt(u32[at + 1]) << 32n) | BigInt(u32[at]);
    }),
  );
  const slotOf = ([first, ...more]: bigint[], multiplier: bigint) => {
    let hash = u64((first ^ (first >> 29n)) * multiplier);
    for (const word of more) hash = u64((hash ^ (hash >> 32n) ^ word) * multiplier);
    return (hash & hashMask) >> (64n - BigInt(Math.log2(slots)));
  };
  u32.fill(0, joint / 4, joint / 4 + n * classes);
  let multiplier = MULTIPLIER;
  for (let left = keys.map((_, r) => r); left.length > 0; multiplier += 2n * MULTIPLIER) {
    const owners = new Map(left.map((r) => [slotOf(keys[r], u64(multiplier)), r]));
    left = left.filter((r) => {
      const owner = owners.get(slotOf(keys[r], u64(multiplier))) as number;
      if (keys[owner].some((word, w) => word !== keys[r][w])) return true;
      for (let c = 0; c < classes; c++) {
        u32[joint / 4 + owner * classes + c] += u32[weights / 4 + r * classes + c];
      }
      return false;
    });
  }
  for (let r = 0; r < n; r++) {
    const own = u32.subarray(joint / 4 + r * classes, joint / 4 + (r + 1) * classes);
    u32[counts / 4 + r] = own.reduce((sum, count) => sum + count, 0);
  }
}
