/** A growing table of numbers, row after row, that goes into checkpoints. */
export class Rows {
  private entries: number[] = [];

  constructor(private readonly width: number) {}

  get length(): number {
    return this.entries.length / this.width;
  }

  add(...row: number[]): void {
    this.entries.push(...row);
  }

  /** Sets one value of the last row. */
  amend(column: number, value: number): void {
    this.entries[this.entries.length - this.width + column] = value;
  }

  clear(): void {
    this.entries = [];
  }

  save(): Float64Array {
    return Float64Array.from(this.entries);
  }

  restore(entries: ArrayLike<number>): void {
    this.entries = Array.from(entries);
  }

  column(column: number): Float64Array {
    const { entries, length, width } = this;
    return Float64Array.from({ length }, (_, row) => entries[row * width + column]);
  }
}
