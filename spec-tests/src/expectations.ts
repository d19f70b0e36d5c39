/** A command of the suite that cannot pass, by its own fault. */
export interface Expectation {
  /** Path below the suite's folder. */
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  /** Where the fault is reported or explained. */
  readonly link: string;
}

/** Commands that count as skipped. One that passes all the same is a failure: its entry is out of date. */
export const EXPECTATIONS: readonly Expectation[] = [];
