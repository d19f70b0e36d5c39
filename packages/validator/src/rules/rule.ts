import type { INSTRUCTIONS } from '@softwasm/syntax';
import type { ExpressionValidator } from '../expression-validator.ts';

/**
 * The typing rule of an instruction (§3.4): checks its immediates, pops its operands and pushes its results.
 *
 * @param at slot of its first immediate in `validator.code`
 * @param id its instruction id
 */
export type Rule = (validator: ExpressionValidator, at: number, id: number) => void;

/** The instructions without a signature in the table. */
export type PolymorphicName = Extract<(typeof INSTRUCTIONS)[number], { readonly 3: null }>[0];

/** Those of one family. */
export type PolymorphicOf<Category extends string> = Extract<
  (typeof INSTRUCTIONS)[number],
  { readonly 3: null; readonly 4: Category }
>[0];

/** An index among the immediates: unsigned. */
export function indexAt(validator: ExpressionValidator, at: number): number {
  return (validator.code[at] as number) >>> 0;
}
