/** A data set is not what it, or the experiment, should be; the message does not know file names. */
export class DataError extends Error {
  override name = "DataError";
}
