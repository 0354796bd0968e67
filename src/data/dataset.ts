/** Labelled inputs in memory; `inputs` holds `samples` rows of `features` values. */
export interface Dataset {
  name: string;
  /** Row-major, samples x features. The value of an entry is `entry / divisor`, rounded to f32. */
  inputs: Uint8Array | Float32Array;
  divisor: number;
  /** One class index per sample, 0 .. classes - 1. */
  labels: Uint8Array;
  samples: number;
  features: number;
  /** Shape of a sample, where it is an image: pixels by [channel][y][x]. */
  image?: { channels: number; height: number; width: number };
  classes: number;
  /**
   * True when the samples are all the inputs there are, so that counts over them are the truth
   * about the layer; false when they are a sample of a population.
   */
  population: boolean;
  /** How many samples, from the first on, form the data set's own training part, if it has one. */
  standardTrain?: number;
}

/** Sample indices of the two parts of a data set, each in ascending order. */
export interface Split {
  train: Uint32Array;
  test: Uint32Array;
}
