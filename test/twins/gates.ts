import type { Memory } from "./memory.js";

/** A byte whose bits 0 to 3 are the four answers. */
function nibble(isSet: (bit: number) => boolean): number {
  return [0, 1, 2, 3].reduce((byte, bit) => byte + (isSet(bit) ? 2 ** bit : 0), 0);
}

export function gates(
  { f32, u8 }: Memory,
  u: number,
  alongLanes: number,
  alongUnits: number,
  units: number,
  lanes: number,
): void {
  const open = (unit: number, lane: number) => f32[u / 4 + unit * lanes + lane] > 0;
  for (let unit = 0; unit < units; unit++) {
    for (let lane = 0; lane < lanes; lane++) {
      if (lane % 4 === 0) {
        const place = alongLanes + (unit * lanes + lane) / 4;
        u8[place] = nibble((bit) => open(unit, lane + bit));
      }
      if (unit % 4 === 0) {
        const place = alongUnits + (unit / 4) * lanes + lane;
        u8[place] = nibble((bit) => open(unit + bit, lane));
      }
    }
  }
}
