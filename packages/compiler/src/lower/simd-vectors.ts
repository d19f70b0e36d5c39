import { V128 } from '@softwasm/syntax';
import type { Builder, Lowering } from '../build/builder.ts';
import type { FunctionIR } from '../ir/function-ir.ts';
import { T_I32 } from '../ir/node-ops.ts';
import { cond } from '../ir/words.ts';

/*
 * A v128 is four words, the lowest lanes first. Most instructions do the same to each word, or to each pair of words.
 */

/** Computes a word of words. Each operand is used once, unless the function asks for atoms. */
export type WordFunction1 = (ir: FunctionIR, x: number) => number;
export type WordFunction2 = (ir: FunctionIR, x: number, y: number) => number;

/** A function of words that is a helper. */
export function helper1(helper: number): WordFunction1 {
  return (ir, x) => ir.call(helper, T_I32, [x]);
}

/** A function of two words that is a helper. */
export function helper2(helper: number): WordFunction2 {
  return (ir, x, y) => ir.call(helper, T_I32, [x, y]);
}

/** Each word of the operand by itself. */
export function perWord(f: WordFunction1): Lowering {
  return (b) => {
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word) => f(b.ir, word)),
    );
  };
}

/** {@link perWord} for functions that use their operand more than once. */
export function perAtom(f: WordFunction1): Lowering {
  return (b) => {
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word) => f(b.ir, b.atom(word))),
    );
  };
}

/** Each word of two operands by itself. */
export function perWordPair(f: WordFunction2): Lowering {
  return (b) => {
    const y = b.popWords();
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word, i) => f(b.ir, word, y[i]!)),
    );
  };
}

/** {@link perWordPair} for functions that use their operands more than once. */
export function perAtomPair(f: WordFunction2): Lowering {
  return (b) => {
    const y = b.popWords();
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word, i) => f(b.ir, b.atom(word), b.atom(y[i]!))),
    );
  };
}

/** Each word by the same count, an `i32`. */
export function perWordShift(f: WordFunction2): Lowering {
  return (b) => {
    const count = b.atom(b.pop());
    const x = b.popWords();
    b.pushWords(
      V128,
      x.map((word) => f(b.ir, word, count)),
    );
  };
}

/** All ones where a condition holds, else all zeros. */
export function mask(ir: FunctionIR, condition: number): number {
  return cond(ir, condition, ir.i32(-1), ir.i32(0));
}

/** Drops words that were popped and are not used. */
export function discardAll(b: Builder, words: readonly number[]): void {
  for (const word of words) b.discard(word);
}
