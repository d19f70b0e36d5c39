import {
  CATEGORIES,
  HEADER_SLOTS,
  INSTRUCTION_ID,
  INSTRUCTION_NAMES,
  instructionSlots,
  SIGNATURES,
} from '@softwasm/syntax';

const LOCAL_GET = INSTRUCTION_ID['local.get'];
const LOCAL_SET = INSTRUCTION_ID['local.set'];
const LOCAL_TEE = INSTRUCTION_ID['local.tee'];
const CONST = INSTRUCTION_ID['i64.const'];

/** What becomes of a value that an instruction takes. */
const ENDS = 0;
/** The result has the value's place: a sum, which carries, or what the words do each on its own. */
const ADDS = 1;
const KEEPS = 2;
/** Both words get into each word of the result. */
const MIXES = 3;
/** The same for shifts by less than a word. */
const SHIFTS = 4;

/** By instruction. */
const EFFECTS: Uint8Array = Uint8Array.from(INSTRUCTION_NAMES, (name) => {
  if (/^i64\.(?:add|sub)$/.test(name)) return ADDS;
  if (/^i64\.(?:and|or|xor|shl)$/.test(name)) return KEEPS;
  if (/^i64\.(?:mul|rotl|rotr)$/.test(name)) return MIXES;
  return /^i64\.shr_[su]$/.test(name) ? SHIFTS : ENDS;
});

/** How far to look, in instructions. */
const REACH = 32;

/** What is known of a product by the instructions behind it. */
export interface Fate {
  /** Whether its words get mixed: by a rotation, a shift, another multiplication. */
  readonly isMixed: boolean;
  /** How many sums it goes into before. */
  readonly sums: number;
}

/**
 * Follows a value that lies on top of the stack through straight-line code, also by way of one local.
 *
 * @param pc the instruction behind the one that made it
 */
export function fateOf(code: Int32Array, pc: number): Fate {
  let sums = 0;
  // How many values lie above it; below 0, it is in the local alone.
  let above = 0;
  let local = -1;
  let constant = 0;
  for (let n = 0; n < REACH && pc < code.length; n++, pc += instructionSlots(code, pc)) {
    const id = code[pc]!;
    const operand = code[pc + HEADER_SLOTS]!;
    if (id === LOCAL_GET) {
      if (above >= 0) above++;
      else if (operand === local) above = 0;
    } else if (id === LOCAL_TEE) {
      if (above === 0) local = operand;
    } else if (id === LOCAL_SET) {
      if (above === 0) local = operand;
      else if (above < 0 && operand === local) break;
      above--;
      if (above < -1) above = -1;
    } else {
      const signature = SIGNATURES[id];
      if (signature === null || signature === undefined || CATEGORIES[id] === 'control') break;
      const takes = signature.params.length;
      if (above < 0) continue;
      if (above >= takes) {
        above += signature.results.length - takes;
        constant = id === CONST ? operand & 63 : 0;
        continue;
      }
      const effect = EFFECTS[id]!;
      if (effect === MIXES || (effect === SHIFTS && constant > 0 && constant < 32)) return { isMixed: true, sums };
      if (effect === ADDS) sums++;
      if (effect === ADDS || effect === KEEPS) above = 0;
      else if (local >= 0) above = -1;
      else break;
    }
  }
  return { isMixed: false, sums };
}
