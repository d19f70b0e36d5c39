import {
  ADDR,
  CATEGORIES,
  FIXED_SLOTS,
  IMMEDIATES,
  type ImmediateKind,
  INSTRUCTION_ID,
  isNum,
  NATURAL_ALIGNMENT,
  SIGNATURES,
  type Signature,
  V128,
  type ValType,
} from '@softwasm/syntax';
import { IMMEDIATE_CHECKS } from './rules/plain.ts';

/*
 * Signatures of at most two operands and one result, all numbers or vectors, packed into one integer:
 *
 *   bits 0-1    number of operands
 *   bit  2      has a memarg
 *   bits 3-7    slots of the instruction
 *   bits 8-14   type of the topmost operand
 *   bits 15-21  type of the one below
 *   bits 22-28  type of the result, 0 for none: signatures of 0x400000 and more have one
 *
 * The commonest instructions that are none of these have a negative number of their own.
 */
export const FAST_MEMARG = 4;
export const FAST_SLOTS = 0x1f;
export const FAST_NONE = -1;
export const FAST_LOCAL_GET = -2;
export const FAST_LOCAL_SET = -3;
export const FAST_LOCAL_TEE = -4;

/** By the address type of memory 0: every module asks for one of these. */
const TABLES = new Map<ValType | undefined, Int32Array>();

/** Packed signatures by instruction id. @param memory the address type of memory 0, to which memargs refer */
export function fastSignatures(memory: ValType | undefined): Int32Array {
  let table = TABLES.get(memory);
  if (table === undefined) {
    table = packAll(memory);
    TABLES.set(memory, table);
  }
  return table;
}

function packAll(memory: ValType | undefined): Int32Array {
  const fast = Int32Array.from(SIGNATURES, (signature, id) => {
    if (signature === null) return FAST_NONE;
    const kinds = IMMEDIATES[id] as readonly ImmediateKind[];
    if (!kinds.some((kind) => kind in IMMEDIATE_CHECKS)) return pack(signature, id, 0, 0);
    // Atomic accesses want their natural alignment exactly.
    const plainMemarg = kinds.length === 1 && (NATURAL_ALIGNMENT[id] as number) >= 0 && CATEGORIES[id] !== 'atomic';
    return plainMemarg && memory !== undefined ? pack(signature, id, FAST_MEMARG, memory) : FAST_NONE;
  });
  fast[INSTRUCTION_ID['local.get']] = FAST_LOCAL_GET;
  fast[INSTRUCTION_ID['local.set']] = FAST_LOCAL_SET;
  fast[INSTRUCTION_ID['local.tee']] = FAST_LOCAL_TEE;
  return fast;
}

function pack({ params, results }: Signature, id: number, memarg: number, address: ValType): number {
  if (params.length > 2 || results.length > 1) return FAST_NONE;
  const types = [params[params.length - 1] ?? 0, params[params.length - 2] ?? 0, results[0] ?? 0].map((type) =>
    type === ADDR ? address : type,
  );
  if (types.some((type) => type !== 0 && type !== V128 && !isNum(type))) return FAST_NONE;
  const [top, below, result] = types as [number, number, number];
  return params.length | memarg | ((FIXED_SLOTS[id] as number) << 3) | (top << 8) | (below << 15) | (result << 22);
}
