import {
  S_AGAIN,
  S_BREAK,
  S_CONTINUE,
  S_RETURN,
  S_RETURN_CALL,
  S_RETURN_CALL_INDIRECT,
  S_RETURN_CALL_REF,
  S_TRAP,
} from '../ir/statement-ops.ts';

/** Statements that become a function of their own: some of one sequence, constructs whole. */
export interface Region {
  readonly start: number;
  /** Behind the last statement. */
  readonly end: number;
  /** Where the region is a run of cases, labels included: their `switch`; otherwise -1. */
  readonly dispatch: number;
  /** Where control may enter. */
  readonly entries: readonly number[];
  /** The label of the innermost `try` whose body it is in; -1 for none. */
  readonly attempt: number;
}

/** A jump: `S_BREAK`, `S_CONTINUE` or `S_AGAIN` with its label, or `S_RETURN`. */
export interface Jump {
  readonly kind: number;
  readonly label: number;
}

/** A way out of a region; of kind -1: by its end. */
export interface Exit extends Jump {
  /** The places that were set, and are wanted where it leads. */
  readonly values: readonly number[];
}

/** How a region is called and left. */
export interface Interface {
  /** The places whose values it is handed. */
  readonly inputs: readonly number[];
  /** Its exits by their number. */
  readonly exits: readonly Exit[];
  /** The values of all exits, by place: each has its slot. */
  readonly outputs: readonly number[];
}

/** A region with how it is called and left. */
export interface PartRegion {
  readonly region: Region;
  readonly face: Interface;
}

/** Statements behind which control never comes. */
export const LEAVING: ReadonlySet<number> = new Set([
  S_BREAK,
  S_CONTINUE,
  S_AGAIN,
  S_RETURN,
  S_TRAP,
  S_RETURN_CALL,
  S_RETURN_CALL_REF,
  S_RETURN_CALL_INDIRECT,
]);
