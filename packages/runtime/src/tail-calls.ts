import { F32, F64, isRef, type ValType } from '@softwasm/syntax';
import { RF, RI, RR } from './abi.ts';
import { newWords, wordCount } from './words.ts';

/**
 * What code returns instead of results where a call in its place is still to be made (§4.6.14): whoever gets it calls `next`, again and again, until
 * something else is returned. Only trampolines ever see it; docs/CALLING-CONVENTION.md says how they work.
 */
export const TAIL_CALL: { next: () => unknown } = { next: () => undefined };

/** The words of a tail call's arguments, taken out of the slots. */
export function argumentsInSlots(params: readonly ValType[]): unknown[] {
  const words = newWords();
  params.forEach((type, k) => {
    if (type === F32 || type === F64) words.push(RF[k]);
    else if (isRef(type)) words.push(RR[k]);
    else for (let word = 0; word < wordCount(type); word++) words.push(RI[4 * k + word]);
  });
  return words;
}
