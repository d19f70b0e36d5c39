import type { FunctionIR } from './function-ir.ts';
import { OP, T_I32 } from './node-ops.ts';

/*
 * Nodes that look into what a reference refers to. The reference is not null: something asked before.
 */

/** In `b` of a `field`: the descriptor. */
export const DESCRIPTOR = -1;

/** In `c` of `is.type`: the type itself, no subtypes. */
export const EXACTLY = -1;

/** In `b` of `is.kind`. */
export const KINDS = ['struct', 'array'] as const;

/** A node of one operand with a type of its own. */
function looksInto(ir: FunctionIR, op: number, type: number, reference: number, b: number): number {
  const n = ir.unary(op, reference);
  ir.type[n] = type;
  ir.b[n] = b;
  return n;
}

/** Word `word` of a structure; {@link DESCRIPTOR} for its descriptor. */
export function field(ir: FunctionIR, struct: number, word: number, type: number, mutable: boolean): number {
  return looksInto(ir, mutable ? OP.field : OP['field.const'], type, struct, word);
}

/** Word `word` of an exception's payload. */
export function payload(ir: FunctionIR, exception: number, word: number, type: number): number {
  return looksInto(ir, OP.payload, type, exception, word);
}

/** Whether an exception has a tag. */
export function tagged(ir: FunctionIR, exception: number, tag: number): number {
  return looksInto(ir, OP.tagged, T_I32, exception, tag);
}

/** A slot of an array's storage: a word or a reference. */
export function slot(ir: FunctionIR, array: number, index: number, type: number): number {
  const n = ir.binary(OP['array.slot'], array, index);
  ir.type[n] = type;
  return n;
}

/** Whether a structure or array is of a type of this depth in its hierarchy, or {@link EXACTLY} of it. */
export function isType(ir: FunctionIR, reference: number, typeidx: number, depth: number): number {
  const n = looksInto(ir, OP['is.type'], T_I32, reference, typeidx);
  ir.c[n] = depth;
  return n;
}

/** Whether a reference is to a structure, or to an array. */
export function isKind(ir: FunctionIR, reference: number, kind: (typeof KINDS)[number]): number {
  return looksInto(ir, OP['is.kind'], T_I32, reference, KINDS.indexOf(kind));
}
