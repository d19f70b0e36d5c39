import type { FunctionInstance } from './function-instance.ts';
import { toTrap } from './traps.ts';
import type { WasmValue } from './values.ts';
import { takeResults, wordsOf } from './words.ts';

/**
 * Calls a function with words of the calling convention, from outside of guest code (§4.7.3). The results beyond what it returns are in the result slots.
 *
 * @throws Trap, `ExceptionInstance`, or what a host function threw
 */
export function invoke(func: FunctionInstance, words: readonly unknown[]): unknown {
  func.store.catchUp();
  try {
    return func.code(...words);
  } catch (error) {
    throw toTrap(error);
  }
}

/**
 * Calls a function with values as `values.ts` has them; they must be as many as its type says, and of its types.
 *
 * @throws as {@link invoke}
 */
export function callFunction(func: FunctionInstance, values: readonly WasmValue[]): WasmValue[] {
  const { params, results } = func.funcType;
  const words = wordsOf(params, values);
  return takeResults(results, invoke(func, words));
}
