import type { Dataset } from "./dataset.js";

/** How many samples each class has; one count per class, 0 for a class without samples. */
export function classCounts({ labels, classes }: Pick<Dataset, "labels" | "classes">): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const label of labels) counts[label]++;
  return counts;
}
