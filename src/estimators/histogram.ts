/** How often states were met: `multiplicities[i]` of them `counts[i]` times each; counts ascend from 1. */
export interface CountHistogram {
  inputs: number;
  states: number;
  counts: readonly number[];
  multiplicities: readonly number[];
}

/** The histogram of every `step`-th count from `start` on; counts of 0 are no states. */
export function histogramOf(source: ArrayLike<number>, start = 0, step = 1): CountHistogram {
  const found = new Map<number, number>();
  let inputs = 0;
  for (let i = start; i < source.length; i += step) {
    const count = source[i];
    if (count === 0) continue;
    inputs += count;
    found.set(count, (found.get(count) ?? 0) + 1);
  }
  const counts = [...found.keys()].sort((a, b) => a - b);
  const multiplicities = counts.map((count) => found.get(count) as number);
  const states = multiplicities.reduce((sum, multiplicity) => sum + multiplicity, 0);
  return { inputs, states, counts, multiplicities };
}

/** Sum of f(count), each as often as it occurs, from the least count on. */
export function sumOver(
  { counts, multiplicities }: CountHistogram,
  f: (count: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += multiplicities[i] * f(counts[i]);
  return sum;
}
