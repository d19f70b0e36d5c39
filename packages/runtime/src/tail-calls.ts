/**
 * What code returns instead of results where a call in its place is still to be made (§4.6.14): whoever gets it calls `next`, again and again, until
 * something else is returned. Only trampolines ever see it; docs/CALLING-CONVENTION.md says how they work.
 */
export const TAIL_CALL: { next: () => unknown } = { next: () => undefined };
