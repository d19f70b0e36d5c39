import type { INSTRUCTIONS } from '@softwasm/syntax';
import type { ExpressionState } from '../expression-state.ts';

/**
 * The typing rule of an instruction (§3.4): checks its immediates, pops its operands and pushes its results.
 *
 * @param at slot of its first immediate in `state.code`
 * @param id its instruction id
 */
export type Rule = (state: ExpressionState, at: number, id: number) => void;

/** The instructions without a signature in the table. */
export type PolymorphicName = Extract<(typeof INSTRUCTIONS)[number], { readonly 3: null }>[0];

/** Those of one family. */
export type PolymorphicOf<Category extends string> = Extract<
  (typeof INSTRUCTIONS)[number],
  { readonly 3: null; readonly 4: Category }
>[0];

/** An index among the immediates: unsigned. */
export function indexAt(state: ExpressionState, at: number): number {
  return (state.code[at] as number) >>> 0;
}
