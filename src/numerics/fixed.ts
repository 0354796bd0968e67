/** A number with fixed decimals, without a minus before zero; "-" when there is none. */
export function fixed(value: number, decimals: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1") : "-";
}
