/** What a host lets programs do, as a program finds out. */
export interface Probe {
  /** The host's own WebAssembly: there is none, it refuses to compile, or it works. */
  readonly webAssembly: 'absent' | 'refused' | 'works';
  /** `new Function` of a string. */
  readonly evaluation: 'refused' | 'works';
}

/** What became of a slice of the official suite. */
export interface SuiteAnswer {
  readonly commands: number;
  /** `file:line: reason`, for each command that failed. */
  readonly failures: readonly string[];
}

/** What a guest says of itself: one of these a line, as JSON. */
export type GuestMessage =
  | { readonly probe: Probe }
  /** This task is next. */
  | { readonly begin: string }
  | { readonly task: string; readonly answer: unknown }
  | { readonly task: string; readonly error: string }
  /** All is said. */
  | { readonly end: true };
