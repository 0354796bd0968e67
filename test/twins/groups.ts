import type { Memory } from "./memory.js";

const NEXT = 0xd6e8feb86659fd93n;
const u64 = (value: bigint) => BigInt.asUintN(64, value);

/** The same hashes, so that the states have the same order. Leaves scratch memory alone. */
export function groupRows(
  { u32 }: Memory,
  rows: number,
  words: number,
  n: number,
  weights: number,
  classes: number,
  _owners: number,
  slots: number,
  _claimed: number,
  _left: number,
  counts: number,
  joint: number,
  multiplier: bigint,
): number {
  const keys = Array.from({ length: n }, (_, r) =>
    words === 0
      ? [BigInt(u32[rows / 4 + 2 * r])]
      : Array.from({ length: words }, (_, w) => {
          const at = rows / 4 + 2 * (w * n + r);
          return (BigInt(u32[at + 1]) << 32n) | BigInt(u32[at]);
        }),
  );
  const slotOf = ([first, ...more]: bigint[], m: bigint) => {
    let hash = u64((words === 0 ? first : first ^ (first >> 29n)) * m);
    for (const word of more) hash = u64((hash ^ (hash >> 32n) ^ word) * m);
    return (hash >> 34n) & BigInt(slots - 1);
  };
  u32.fill(0, joint / 4, joint / 4 + n * classes);
  let states = 0;
  let m = multiplier;
  for (let left = keys.map((_, r) => r); left.length > 0; m = u64(m * NEXT)) {
    const owners = new Map(left.map((r) => [slotOf(keys[r], m), r]));
    states += owners.size;
    left = left.filter((r) => {
      const owner = owners.get(slotOf(keys[r], m)) as number;
      if (keys[owner].some((word, w) => word !== keys[r][w])) return true;
      for (let c = 0; c < classes; c++) {
        u32[joint / 4 + owner * classes + c] += u32[weights / 4 + r * classes + c];
      }
      return false;
    });
  }
  if (states === n) return n;
  for (let r = 0, s = 0; r < n; r++) {
    const own = u32.slice(joint / 4 + r * classes, joint / 4 + (r + 1) * classes);
    u32.set(own, joint / 4 + s * classes);
    u32[counts / 4 + s] = own.reduce((sum, count) => sum + count, 0);
    if (u32[counts / 4 + s] > 0) s++;
  }
  return states;
}
