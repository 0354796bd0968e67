import { add, mul } from "./f32.js";
import type { Memory } from "./memory.js";

const f = Math.fround;

/** Calls `write` with each unit and lane and the byte offset of the state's row. */
function eachUnit(
  { u32 }: Memory,
  rows: number,
  stride: number,
  picks: number,
  units: number,
  lanes: number,
  write: (row: number, unit: number, place: number) => void,
): void {
  for (let unit = 0; unit < units; unit++) {
    for (let lane = 0; lane < lanes; lane++) {
      write(rows + u32[picks / 4 + lane] * stride, unit, unit * lanes + lane);
    }
  }
}

const codeOf = ({ u8, u16 }: Memory, row: number, unit: number, width: number) =>
  width === 1 ? u8[row + unit] : u16[row / 2 + unit];

export function restoreValues(
  memory: Memory,
  rows: number,
  stride: number,
  width: number,
  picks: number,
  out: number,
  units: number,
  lanes: number,
  scale: number,
  lowest: number,
): void {
  eachUnit(memory, rows, stride, picks, units, lanes, (row, unit, place) => {
    const level = add(codeOf(memory, row, unit, width), f(lowest));
    memory.f32[out / 4 + place] = mul(level, f(scale));
  });
}

export function restoreLevels(
  memory: Memory,
  rows: number,
  stride: number,
  width: number,
  picks: number,
  out: number,
  units: number,
  lanes: number,
  lowest: number,
): void {
  eachUnit(memory, rows, stride, picks, units, lanes, (row, unit, place) => {
    memory.i16[out / 2 + place] = codeOf(memory, row, unit, width) + lowest;
  });
}

export function restoreFloats(
  memory: Memory,
  rows: number,
  stride: number,
  picks: number,
  out: number,
  units: number,
  lanes: number,
): void {
  eachUnit(memory, rows, stride, picks, units, lanes, (row, unit, place) => {
    memory.u32[out / 4 + place] = memory.u32[row / 4 + unit];
  });
}
