/*
 * Errors that host functions threw. Some traps of generated code are errors of the JavaScript engine, e.g. a RangeError of a DataView; a host function may
 * throw one, too, which then is no trap but must come out as it went in. So host functions mark what they throw.
 */

const HOST_ERRORS = new WeakSet<object>();

/** Marks what a host function threw, and returns it. */
export function markHostError(error: unknown): unknown {
  if ((typeof error === 'object' && error !== null) || typeof error === 'function') HOST_ERRORS.add(error);
  return error;
}

/** Whether this was thrown by a host function. Generated code throws objects only, so that everything else is the host's. */
export function isHostError(error: unknown): boolean {
  if ((typeof error !== 'object' || error === null) && typeof error !== 'function') return true;
  return HOST_ERRORS.has(error);
}
