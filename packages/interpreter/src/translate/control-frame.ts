import type { ValType } from '@softwasm/syntax';
import type { Clause } from '../regions.ts';

/** A clause whose target may still be unknown. */
export interface PendingClause extends Clause {
  target: number;
}

/** A region while it is open. */
export interface PendingRegion {
  start: number;
  end: number;
  outer: PendingRegion | undefined;
  readonly clauses: PendingClause[];
}

export type FrameKind = 'function' | 'block' | 'loop' | 'if' | 'else' | 'try_table' | 'try' | 'catch';

/** A construct that is open. */
export interface ControlFrame {
  kind: FrameKind;
  readonly params: readonly ValType[];
  readonly results: readonly ValType[];
  /** How many operands are below its parameters. */
  readonly height: number;
  /** The register from which on whoever branches to its label leaves the values. */
  readonly register: number;
  /** Of a loop: where its body begins. */
  readonly start: number;
  /** Where in the code the end of the construct is still to be written. */
  readonly ends: number[];
  readonly endingClauses: PendingClause[];
  /** Of an `if`: where the jump over its first arm is still to be written; -1. */
  elseAt: number;
  /** The region in which what it contains throws. */
  region: PendingRegion | undefined;
  /** Of a legacy `try`: the region that its handlers are for. */
  handled: PendingRegion | undefined;
  /** Of a legacy `catch`: the register of the exception; -1. */
  exception: number;
  /** Whether code behind its end is reached. */
  targeted: boolean;
  /** Whether it is in a legacy `catch`, or is one. */
  inHandler: boolean;
}
