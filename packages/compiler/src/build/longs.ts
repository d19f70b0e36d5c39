import { OP, T_I64 } from '../ir/node-ops.ts';
import type { Builder } from './builder.ts';
import { longOf } from './long-locals.ts';

/*
 * Chains of 64-bit operations that are computed as BigInts where an optimising compiler makes machine words of them. A multiplication begins one, and so does
 * a rotation where a body has many; what else takes its result goes on as long as that costs nothing. The result is a temporary, and on the stack are its
 * words, `low` and `high`: whoever does not know of chains takes them for any others.
 *
 * Without a JIT, `long-choice.ts` says which instructions and locals are BigInts, and nothing else is.
 */

const {
  get: GET,
  low: LOW,
  high: HIGH,
  long: LONG,
  'long.of_i32': OF_I32,
  'long.of_words': OF_WORDS,
  shr_s: SHR_S,
} = OP;

/** Whether words are those of a BigInt, so that a chain may go on. */
export function isLong(b: Builder, lo: number, hi: number): boolean {
  return b.hasLongs && longOf(b.ir, lo, hi) >= 0;
}

/** Whether words are those of a BigInt, or of a local that was made one before. */
export function isKnownAsLong(b: Builder, lo: number, hi: number): boolean {
  if (isLong(b, lo, hi)) return true;
  const local = b.longLocals.localOf(b, lo, hi);
  return local >= 0 && b.longLocals.of(local) >= 0;
}

/** A pair as a BigInt. */
export function toLong(b: Builder, lo: number, hi: number): number {
  const { ir } = b;
  const variable = longOf(b.ir, lo, hi);
  if (variable >= 0) return ir.get(variable);
  if (!b.hasLongs) return ir.binary(ir.isConst(lo) && ir.isConst(hi) ? LONG : OF_WORDS, lo, hi);
  if (ir.op[hi] === SHR_S && ir.op[lo] === GET && ir.a[hi] === lo && ir.isI32(ir.b[hi]!, 31)) {
    return ir.unary(OF_I32, lo);
  }
  const local = b.longLocals.localOf(b, lo, hi);
  if (local < 0 || !b.isStraight) return ir.binary(LONG, lo, hi);
  const known = b.longLocals.of(local);
  if (known >= 0) return ir.get(known);
  const converted = longTemporary(b, ir.binary(LONG, lo, hi));
  b.longLocals.remember(local, converted);
  return ir.get(converted);
}

/** A BigInt that may be used several times. */
export function toLongAtom(b: Builder, lo: number, hi: number): number {
  return b.atom(toLong(b, lo, hi));
}

function longTemporary(b: Builder, n: number): number {
  const variable = b.temp(T_I64);
  b.ir.hasLongs = true;
  b.set(variable, n);
  return variable;
}

/** Pushes a BigInt, as its words. */
export function pushLong(b: Builder, n: number): void {
  pushWordsOf(b, longTemporary(b, n));
}

/** Pushes the words of a temporary. */
export function pushWordsOf(b: Builder, variable: number): void {
  const { ir } = b;
  b.pushPair(ir.unary(LOW, ir.get(variable)), ir.unary(HIGH, ir.get(variable)));
}
