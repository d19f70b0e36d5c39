/** A program or module that failed. The message, unless it is empty, is all that is left to say. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** A command that cannot be carried out as it was given. The message names what is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
