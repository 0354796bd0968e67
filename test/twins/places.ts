/** Digits of `place` in the mixed base of `lengths`, the first one unbounded. */
export function indices(place: number, ...lengths: number[]): number[] {
  let rest = place;
  const digits = lengths
    .toReversed()
    .map((length) => {
      const digit = rest % length;
      rest = (rest - digit) / length;
      return digit;
    })
    .toReversed();
  return [rest, ...digits];
}
