/** What became of one top-level command of a script. */
export interface CommandOutcome {
  /** The command's keyword: `module`, `register`, `invoke`, `assert_return`, … */
  readonly kind: string;
  /** Counts from 1. */
  readonly line: number;
  /** Why it failed; absent where it passed. */
  readonly failure?: string;
}

/** Whether a command asserts something about what another one does. */
export function isAssertion(kind: string): boolean {
  return kind.startsWith('assert_');
}
