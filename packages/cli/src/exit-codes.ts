/** What the process ends with. */
export const EXIT = {
  ok: 0,
  /** The program or module failed: malformed, invalid, unlinkable, a trap, a failed assertion. */
  failure: 1,
  /** The command line itself is wrong, or names a file that cannot be read. */
  usage: 2,
} as const;
