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

/** Visits all windows: their places in the input, line by line, and their place in the output. */
export function eachWindow(
  channels: number,
  height: number,
  width: number,
  poolHeight: number,
  poolWidth: number,
  lanes: number,
  visit: (inputs: number[], output: number) => void,
): void {
  const lines = Math.floor(height / poolHeight);
  const columns = Math.floor(width / poolWidth);
  for (let place = 0; place < channels * lines * columns * lanes; place++) {
    const [c, y, column, lane] = indices(place, lines, columns, lanes);
    const inputs = Array.from({ length: poolHeight * poolWidth }, (_, tap) => {
      const line = c * height + y * poolHeight + Math.floor(tap / poolWidth);
      return (line * width + column * poolWidth + (tap % poolWidth)) * lanes + lane;
    });
    visit(inputs, place);
  }
}
