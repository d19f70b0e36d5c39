/**
 * Makes sure that a few more calls fit on the stack, so that a stack overflow strikes here, before an operation has changed anything, and not in the
 * midst of it. What the operation itself needs must be less than what this recursion takes.
 */
export function reserveStack(depth = 24): number {
  return depth === 0 ? 0 : 1 + reserveStack(depth - 1);
}
