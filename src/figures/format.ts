/** A whole number with commas between thousands, from 10,000 on. */
export function thousands(value: number): string {
  const whole = Math.round(value);
  const digits = String(whole);
  return Math.abs(whole) < 10_000 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number with at most `digits` decimals and no trailing zeros; "-" when there is none. */
export function trimmed(value: number, digits: number): string {
  return Number.isFinite(value) ? String(Number(value.toFixed(digits))) : "-";
}

/** A share as per cent; never rounded to 0 or 100 when it is neither. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "-";
  if (share > 0 && share < 0.005) return "<1 %";
  if (share < 1 && share >= 0.995) return ">99 %";
  return `${Math.round(share * 100)} %`;
}

/**
 * Decimals worth printing for values with these standard errors: the typical error gets about one
 * digit; 2 or 3, and 3 when there is no error to go by.
 */
export function meaningfulDecimals(errors: (number | null)[]): number {
  const known = errors.filter((error): error is number => error !== null && error > 1e-9);
  if (known.length === 0) return 3;
  known.sort((a, b) => a - b);
  const typical = known[known.length >> 1];
  return Math.min(3, Math.max(2, Math.ceil(-Math.log10(typical))));
}

/** A mean number of states: whole where it is large or whole. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return "-";
  return value >= 100 || Number.isInteger(value) ? thousands(value) : value.toFixed(1);
}

/** A wall time: "26 s", "12 min", "3.4 h"; "-" when it is not known. */
export function wallTime(seconds: number | null): string {
  if (seconds === null) return "-";
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  return seconds < 3570 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** A number with so many significant digits; very small and very large ones with an exponent. */
export function significant(value: number, digits: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7)) {
    return value.toExponential(digits - 1);
  }
  return String(Number(value.toPrecision(digits)));
}
