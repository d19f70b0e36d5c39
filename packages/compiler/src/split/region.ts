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
  /** Where it is a run of cases of a state machine. */
  readonly run?: Run | undefined;
}

/**
 * A state machine in parts: a switch all of whose cases are in runs, each a part. Whoever leaves a run for a case of another one leaves in slots what is live
 * there, and that run reads it: the function itself only calls one run after the other. What a constant leads to is known, and mostly little is live there.
 */
export interface Machine {
  /** The switch. */
  readonly dispatch: number;
  /** The variable that it looks at. */
  readonly variable: number;
  /** Where places are kept from run to run. */
  readonly slots: ReadonlyMap<number, number>;
  /** What may be live where it is dispatched. */
  readonly live: readonly number[];
  /** The places that are live where one run is left for another, by the state that it is left for. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** What the function hands over when the machine begins; what else is live is as parts have it: zero. */
  readonly handed: readonly number[];
  /** Runs are left by exits of numbers up to this for the case of that value, and above it for what is not the machine. */
  readonly lastState: number;
  /** Whether it is dispatched on what is no constant. */
  readonly isOpen: boolean;
}

/** A run of cases of a state machine. */
export interface Run {
  readonly machine: Machine;
  /** The states for which other runs are left to come here. */
  readonly states: readonly number[];
  /** What may be live where control enters. */
  readonly live: readonly number[];
  /** The state that control goes on with at its end; undefined: behind the switch, or not at all. */
  readonly next: number | undefined;
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
