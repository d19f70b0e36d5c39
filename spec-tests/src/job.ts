import type { Tuning } from 'softwasm';
import type { ScriptCounts } from './count-commands.ts';

/** A script to run. */
export interface Job {
  /** Path below the suite's folder. */
  readonly file: string;
  /** The file itself. */
  readonly path: string;
  readonly engine: string;
  /** What code is generated for. Absent: `auto`. */
  readonly tune?: Tuning;
  /** How many bits small integers are taken to have. Absent: `auto`. */
  readonly smallIntegers?: string;
  /** Which passes of the compiler run, as `passesNamed` has it. Absent: all. */
  readonly passes?: string;
  readonly expected: ScriptCounts;
}

/** The descriptor on which we say which line is being run. */
export const PROGRESS_FD = 4;

/** Bytes of a message there; it always stands at the start of the file. */
export const PROGRESS_LENGTH = 12;
