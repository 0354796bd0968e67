/** Median of at least one number; the mean of the middle two when there are two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export interface Spread {
  median: number;
  least: number;
  greatest: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), greatest: Math.max(...values) };
}

/** Runs the contestants in turn (A B A B ...), `rounds` times; returns each one's figures. */
export async function interleave(
  rounds: number,
  contestants: readonly (() => number | Promise<number>)[],
): Promise<number[][]> {
  const figures: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [c, contestant] of contestants.entries()) figures[c].push(await contestant());
  }
  return figures;
}

/** The figures of one contestant relative to those of another in the same round. */
export function ratios(a: readonly number[], b: readonly number[]): Spread {
  return spread(a.map((value, round) => value / b[round]));
}
