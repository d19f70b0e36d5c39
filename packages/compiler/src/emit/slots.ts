import { F32, F64, isRef, type ValType } from '@softwasm/syntax';
import { T_F32, T_F64, T_REF } from '../ir/node-ops.ts';
import { P_ASSIGN, type Printer, SIGNED, UNSIGNED } from './printer.ts';

/** Puts the slot of word `word` of result or argument `k` (docs/CALLING-CONVENTION.md). */
export function putSlot(p: Printer, type: ValType, k: number, word: number): void {
  const slots = type === F32 || type === F64 ? 'RF' : isRef(type) ? 'RR' : 'RI';
  p.putHelper(slots);
  p.put(`[${slots === 'RI' ? 4 * k + word : k}]`);
}

/** Puts the code that an indirect call of a type through a table calls; the index is an atom. */
export function putIndirect(p: Printer, typeidx: number, table: number, index: number): void {
  p.uses.codes.add(table * 2 ** 32 + typeidx);
  p.uses.tables.add(table);
  p.uses.types.add(typeidx);
  p.put('(');
  p.putOuter(`C${table}_${typeidx}`, false);
  p.put('[');
  p.expr(index, P_ASSIGN, SIGNED);
  // Machine code compares with null, where `||` asks what is falsy; an interpreter jumps twice for it.
  p.put(p.options.tune === 'jit' ? ']??' : ']||');
  p.putHelper('indirect');
  p.put(`(table${table},type${typeidx},`);
  p.expr(index, P_ASSIGN, UNSIGNED);
  p.put('))');
}

/** `[slot]`, as far as it was put before. */
const INDICES: string[] = [];

/** Puts a slot by its place in the array for a type of words. */
export function putSlotAt(p: Printer, type: number, slot: number): void {
  p.putHelper(type === T_F32 || type === T_F64 ? 'RF' : type === T_REF ? 'RR' : 'RI');
  p.put((INDICES[slot] ??= `[${slot}]`));
}
