import { isNullable, type ValType } from '@softwasm/syntax';
import { OP } from '../ir/node-ops.ts';
import type { Builder } from './builder.ts';

/** The type of the operand on top of the stack. */
export function topType(b: Builder): ValType {
  return b.types[b.types.length - 1]!;
}

/** Pops a reference that is used several times, and traps where it is null; not even asking where its type has no null. */
export function popNonNull(b: Builder, trap: number): number {
  const nullable = isNullable(topType(b));
  const reference = b.atom(b.pop());
  if (nullable) b.trapIf(trap, b.ir.unary(OP.isnull, reference));
  return reference;
}

/** Words popped before an operand that may trap: their loads have their traps now. */
export function lazyAll(b: Builder, words: number[]): number[] {
  for (let i = 0; i < words.length; i++) words[i] = b.lazy(words[i]!);
  return words;
}

/** Words that one statement after the other stores: whatever reads what an earlier one writes is evaluated now. */
export function separate(b: Builder, words: number[]): number[] {
  for (let i = 1; i < words.length; i++) if (b.ir.isVolatile(words[i]!)) words[i] = b.settle(words[i]!);
  return words;
}
