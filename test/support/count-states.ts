/** Information in bits from one string per sample that names its state, by counting in a Map. */
export function countStates(states: readonly string[], labels: readonly number[]) {
  const counts = countsOf(states);
  const entropy = entropyOf(counts);
  const labelCeiling = entropyOf(countsOf(labels.map(String)));
  const joint = entropyOf(countsOf(states.map((state, s) => `${state} ${labels[s]}`)));
  return {
    entropy,
    labelCeiling,
    labelInformation: entropy + labelCeiling - joint,
    conditionalEntropy: joint - labelCeiling,
    ceiling: Math.log2(states.length),
    states: counts.length,
    singletons: counts.filter((count) => count === 1).length,
  };
}

/** H(prediction | state), bits; exactly 0 where every state has one prediction. */
export function lostOf(states: readonly string[], predictions: readonly number[]): number {
  const predicted = new Map<string, Set<number>>();
  states.forEach((state, s) => {
    predicted.set(state, (predicted.get(state) ?? new Set()).add(predictions[s]));
  });
  if ([...predicted.values()].every(({ size }) => size === 1)) return 0;
  const { labelCeiling, labelInformation } = countStates(states, predictions);
  return labelCeiling - labelInformation;
}

function countsOf(names: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()];
}

function entropyOf(counts: readonly number[]): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => sum - (count / n) * Math.log2(count / n), 0);
}
