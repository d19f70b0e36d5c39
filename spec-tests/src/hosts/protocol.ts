import type { CommandOutcome } from '@softwasm/cli/wast';

/** What a script's run in another JavaScript engine says of itself: one of these a line, as JSON. */
export type GuestMessage =
  /** The command that begins on this line is next. */
  | { readonly at: number }
  | CommandOutcome
  /** All is said. */
  | { readonly end: true }
  /** The script could not be run to its end. */
  | { readonly error: string };
