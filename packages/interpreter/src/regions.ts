/**
 * A part of a function's code in which exceptions are handled: the body of a `try_table` or `try`.
 *
 * @see https://webassembly.github.io/spec/core/exec/instructions.html#exec-try-table
 */
export interface HandlerRegion {
  /** Indices into the code: from `start` up to but not including `end`. */
  readonly start: number;
  readonly end: number;
  /** The region in which an exception goes on that is not handled here; -1: the caller's. It is not always the one around: `delegate`. */
  readonly outer: number;
  readonly clauses: readonly Clause[];
}

/** Where an exception goes that a region handles. */
export interface Clause {
  /** Tag index; -1: any exception. */
  readonly tag: number;
  /** The register from which on the payload is put; none where `tag` is -1. */
  readonly payload: number;
  /** The register that takes the exception as a reference; -1: none. */
  readonly exception: number;
  /** Where to go on: an index into the code. */
  readonly target: number;
}

/**
 * The innermost region around an operation; -1 where there is none.
 *
 * @param regions inner ones before outer ones
 */
export function regionAt(regions: readonly HandlerRegion[], at: number): number {
  for (let i = 0; i < regions.length; i++) {
    const region = regions[i]!;
    if (region.start <= at && at < region.end) return i;
  }
  return -1;
}
