import { CATEGORIES, HEADER_SLOTS, INSTRUCTION_ID, instructionSlots } from '@softwasm/syntax';
import { mentions } from './mentions.ts';

const CONST = INSTRUCTION_ID['i64.const'];
const ROTL = INSTRUCTION_ID['i64.rotl'];
const ROTR = INSTRUCTION_ID['i64.rotr'];
const LOCAL_GET = INSTRUCTION_ID['local.get'];
const LOCAL_SET = INSTRUCTION_ID['local.set'];
const LOCAL_TEE = INSTRUCTION_ID['local.tee'];

/** So often a value is rotated again before it is set anew. */
const MANY = 2;

/**
 * Whether a body rotates the same values several times, as hash functions of the SHA-2 family do. One rotation is as fast in words, where these are at hand.
 */
export function rotatesAgain(code: Int32Array): boolean {
  if (!mentions(code, ROTL) && !mentions(code, ROTR)) return false;
  const rotated = new Set<number>();
  let again = 0;
  // The local that the last instructions pushed, and whether a constant other than a multiple of 32 lies on it.
  let local = -1;
  let hasCount = false;
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    const id = code[pc]!;
    const operand = code[pc + HEADER_SLOTS]!;
    if (id === CONST) {
      hasCount = (operand & 31) !== 0;
      continue;
    }
    if ((id === ROTL || id === ROTR) && hasCount && local >= 0) {
      if (!rotated.has(local)) rotated.add(local);
      else if (++again === MANY) return true;
    }
    local = id === LOCAL_GET || id === LOCAL_TEE ? operand : -1;
    hasCount = false;
    if (id === LOCAL_SET || id === LOCAL_TEE) rotated.delete(operand);
    else if (CATEGORIES[id] === 'control') rotated.clear();
  }
  return false;
}
