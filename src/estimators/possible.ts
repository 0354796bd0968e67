/** each^units, the states that so many units can have; Infinity when it is beyond all numbers. */
export function countPossible(each: number, units: number): number {
  let states = 1;
  for (let u = 0; u < units && states < Number.POSITIVE_INFINITY; u++) states *= each;
  return states;
}
