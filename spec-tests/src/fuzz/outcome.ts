import { F32, F64, isRef, type ValType } from '@softwasm/syntax';

/** How a call ended, in a form that two engines can be compared in. */
export type Outcome =
  | { readonly kind: 'returned'; readonly values: readonly string[] }
  /** `codes` are the traps that it may be: other engines' messages are coarser. */
  | { readonly kind: 'trap'; readonly codes: readonly string[] }
  /** Its own error came back out of a host function. */
  | { readonly kind: 'host error' }
  /** Ran out of stack: where that happens is the engine's business, and nothing can be compared afterwards. */
  | { readonly kind: 'exhausted' };

/** What an imported function that cannot do its work throws. */
export class HostError extends Error {
  override readonly name = 'HostError';
}

/** A value of the JavaScript API, or of `runtime/values.ts`, which agree on all that is written here. */
export function describeValue(type: ValType, value: unknown): string {
  if (isRef(type)) return value === null ? 'null' : 'reference';
  // For integers, too: a -0 that passes for an i32 is a mistake of the engine.
  if (Object.is(value, -0)) return '-0';
  return type === F32 || type === F64 ? String(Number(value)) : String(value);
}

export function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === 'returned') return `returned (${outcome.values.join(' ')})`;
  return outcome.kind === 'trap' ? `trap: ${outcome.codes.join(' or ')}` : outcome.kind;
}

/** Whether two engines agree. */
export function agree(a: Outcome, b: Outcome): boolean {
  if (a.kind === 'returned' && b.kind === 'returned') return a.values.join() === b.values.join();
  if (a.kind === 'trap' && b.kind === 'trap') return a.codes.some((code) => b.codes.includes(code));
  return a.kind === b.kind;
}

/** A hash of bytes: FNV-1a. */
export function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
