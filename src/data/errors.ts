/** The content of a data set is not what it should be; the message does not know the file's name. */
export class DataError extends Error {
  override name = "DataError";
}
