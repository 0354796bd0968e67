/** One axis of a panel. */
export interface Axis {
  domain: [number, number];
  /** Empty for none. */
  label: string;
  /** Tick values, or about how many. */
  ticks?: number | number[];
  format?: (value: number) => string;
  log?: boolean;
  /** Slants the words at the ticks, where they are long. */
  slanted?: boolean;
  /** False draws the ticks without numbers. */
  numbers?: boolean;
}
