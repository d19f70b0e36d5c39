import { I32 } from '@softwasm/syntax';
import { memoryAddress } from './plain.ts';
import type { PolymorphicOf, Rule } from './rule.ts';

/** The memory instruction whose operands depend on two memories (§3.4.7). */
export const MEMORY_RULES: Readonly<Record<PolymorphicOf<'memory'>, Rule>> = {
  'memory.copy': (state, at) => {
    const target = memoryAddress(state, at);
    const source = memoryAddress(state, at + 1);
    // The count is as wide as the narrower of both.
    state.operands.popAll([target, source, target === I32 ? I32 : source]);
  },
};
