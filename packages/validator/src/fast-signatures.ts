import {
  ADDR,
  CATEGORIES,
  IMMEDIATES,
  type ImmediateKind,
  isNum,
  NATURAL_ALIGNMENT,
  SIGNATURES,
  type Signature,
  V128,
  type ValType,
} from '@softwasm/syntax';
import type { Context } from './context.ts';
import { IMMEDIATE_CHECKS } from './rules/plain.ts';

/*
 * Signatures of at most two operands and one result, all numbers or vectors, packed into one integer:
 *
 *   bits 0-1 number of operands, bit 2 has a memarg, from bit 8 type of the topmost operand, from 16 of the one below, from 24 the result (0: none)
 */
export const FAST_PARAMS = 3;
export const FAST_MEMARG = 4;
export const FAST_TOP = 8;
export const FAST_BELOW = 16;
export const FAST_RESULT = 24;
/** Mask of a type, shifted down. */
export const FAST_TYPE = 0xff;
/** Signatures with a result are at least this. */
export const FAST_RESULT_ONE: number = 1 << FAST_RESULT;

/** Packed signatures by instruction id, -1 for instructions that need a rule. Memargs are those of memory 0, whose address type is filled in. */
export function fastSignatures(context: Context): Int32Array {
  return Int32Array.from(SIGNATURES, (signature, id) => {
    if (signature === null) return -1;
    const kinds = IMMEDIATES[id] as readonly ImmediateKind[];
    const memory = context.memories[0];
    if (!kinds.some((kind) => kind in IMMEDIATE_CHECKS)) return pack(signature, 0, 0);
    // Atomic accesses want their natural alignment exactly.
    const plainMemarg = kinds.length === 1 && (NATURAL_ALIGNMENT[id] as number) >= 0 && CATEGORIES[id] !== 'atomic';
    return plainMemarg && memory !== undefined ? pack(signature, FAST_MEMARG, memory) : -1;
  });
}

function pack({ params, results }: Signature, memarg: number, address: ValType): number {
  if (params.length > 2 || results.length > 1) return -1;
  const types = [params[params.length - 1] ?? 0, params[params.length - 2] ?? 0, results[0] ?? 0].map((type) =>
    type === ADDR ? address : type,
  );
  if (types.some((type) => type !== 0 && type !== V128 && !isNum(type))) return -1;
  const [top, below, result] = types as [number, number, number];
  return params.length | memarg | (top << FAST_TOP) | (below << FAST_BELOW) | (result << FAST_RESULT);
}
