/** The user's input is wrong: exit code 2. The message says what, where, and what would be right. */
export class BadInput extends Error {
  override name = "BadInput";
}

/** The work failed though the input was good (disk full, broken file, lock held): exit code 1. */
export class Failure extends Error {
  override name = "Failure";
}

/** The work was stopped on request; what was done is kept: exit code 130. */
export class Interrupted extends Error {
  override name = "Interrupted";
}
