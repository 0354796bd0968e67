/** e^x for 0 <= x <= 20 by squaring a Taylor series, from basic arithmetic only. */
export function exp(x: number): number {
  const halvings = 10;
  const r = x / 2 ** halvings;
  let sum = 1;
  for (let k = 10; k >= 1; k--) sum = 1 + (sum * r) / k;
  for (let k = 0; k < halvings; k++) sum *= sum;
  return sum;
}
