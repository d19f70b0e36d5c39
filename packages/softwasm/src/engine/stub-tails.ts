import { argumentsInSlots, type Code } from '@softwasm/runtime';
import type { FuncType } from '@softwasm/syntax';

/**
 * What a stub has as its `tail`: without, each first hop to a function would nest a trampoline, and programs in continuation-passing style would run out
 * of stack.
 */
export function stubTail(compile: () => Code, { params }: FuncType): () => unknown {
  return () => {
    const code = compile();
    return code.tail === undefined ? code.apply(undefined, argumentsInSlots(params)) : code.tail();
  };
}
