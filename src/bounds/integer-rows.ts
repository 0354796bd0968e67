/** Rows of integers whose inner products are exact. */
export interface IntegerRows {
  /** Row-major, each row filled up with zeros to a multiple of 8. */
  values: Int16Array;
  /** Length of a row in `values`. */
  stride: number;
  /** Sum of the squares of each row, below 2^31. */
  squares: Float64Array;
}

const GREATEST_VALUE = 32767;
const SQUARES_BELOW = 2 ** 31;

/** The rows as 16-bit integers; undefined unless they are integers, and as small as is needed. */
export function integerRows(
  rows: ArrayLike<number>,
  samples: number,
  features: number,
): IntegerRows | undefined {
  const stride = 8 * Math.ceil(features / 8);
  const values = new Int16Array(samples * stride);
  const squares = new Float64Array(samples);
  for (let i = 0; i < samples; i++) {
    for (let j = 0; j < features; j++) {
      const value = rows[i * features + j];
      if (!Number.isInteger(value) || Math.abs(value) > GREATEST_VALUE) return undefined;
      values[i * stride + j] = value;
      squares[i] += value * value;
    }
    if (squares[i] >= SQUARES_BELOW) return undefined;
  }
  return { values, stride, squares };
}

/** Some of the rows, copied. */
export function takeIntegerRows(
  { squares, stride, values }: IntegerRows,
  from: number,
  count: number,
): IntegerRows {
  return {
    values: values.slice(from * stride, (from + count) * stride),
    stride,
    squares: squares.slice(from, from + count),
  };
}
