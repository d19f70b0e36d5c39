/**
 * Operations on v128 as bits.
 * @see https://webassembly.github.io/spec/core/exec/numerics.html#vector-operations
 */
import { type BinaryVector, setWords, type TernaryVector, type UnaryVector, type VectorTest } from './v128.ts';

export const v128_and: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => setWords(a0 & b0, a1 & b1, a2 & b2, a3 & b3);

export const v128_andnot: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) =>
  setWords(a0 & ~b0, a1 & ~b1, a2 & ~b2, a3 & ~b3);

export const v128_or: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => setWords(a0 | b0, a1 | b1, a2 | b2, a3 | b3);

export const v128_xor: BinaryVector = (a0, a1, a2, a3, b0, b1, b2, b3) => setWords(a0 ^ b0, a1 ^ b1, a2 ^ b2, a3 ^ b3);

export const v128_not: UnaryVector = (a0, a1, a2, a3) => setWords(~a0, ~a1, ~a2, ~a3);

/** The bits of `a` where the mask `c` has ones, elsewhere those of `b`. */
export const v128_bitselect: TernaryVector = (a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3) =>
  setWords(b0 ^ ((a0 ^ b0) & c0), b1 ^ ((a1 ^ b1) & c1), b2 ^ ((a2 ^ b2) & c2), b3 ^ ((a3 ^ b3) & c3));

export const v128_any_true: VectorTest = (a0, a1, a2, a3) => ((a0 | a1 | a2 | a3) !== 0 ? 1 : 0);
