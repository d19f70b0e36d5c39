import type { ValType } from '@softwasm/syntax';

export type FrameKind = 'func' | 'block' | 'loop' | 'if' | 'else' | 'try';

/** What is known of a `try` or `try_table` while it is open. */
export interface Attempt {
  /** Whether instructions stand in its body, not in a handler. */
  inBody: boolean;
  /** The variable that has what was thrown; -1 in the body. */
  thrown: number;
  /** The exception in it, where handlers look at that: an atom. */
  exception: number;
  /** The label of the `if` around the handler that is open; -1 for none. */
  clause: number;
  /** Its place among the frames. */
  readonly at: number;
  /** The lowest place among the attempts to which something inside it is delegated; its own or a higher one: nothing comes by. */
  lowestTarget: number;
  /** Whether something is delegated to it. */
  delegatedTo: boolean;
  /** Emits what its `end` closes with. */
  readonly close: () => void;
}

/** A construct that is open while a body is read. */
export interface ControlFrame {
  kind: FrameKind;
  label: number;
  /** Types of what a branch to it carries: results, or a loop's parameters. */
  branchTypes: readonly ValType[];
  results: readonly ValType[];
  /** Height of the operand stack in values and in words, parameters not counted. */
  values: number;
  words: number;
  /** Variables that carry its results, or a loop's parameters; made when the first branch wants them. */
  variables: number[] | undefined;
  /** The variable that has its result as a BigInt; -1 where it has none, or words. */
  long: number;
  /** Nodes of the parameters, for the other arm of an `if`. */
  params: readonly number[];
  paramTypes: readonly ValType[];
  /** Whether a branch leaves by its end. */
  targeted: boolean;
  /** The statement that opens it. */
  start: number;
  /** Of an `else`: whether the end of the other arm can be reached. */
  thenReachable: boolean;
  attempt: Attempt | undefined;
}
