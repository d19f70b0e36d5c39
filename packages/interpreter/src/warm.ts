import { InterpretedFunction } from './context.ts';
import { OPERATION } from './operations.generated.ts';
import type { LoopHead } from './translation.ts';

/*
 * Functions whose operations are enough go over to the upper tier: first their calls, which for most is all that it takes. A function that goes on to be executed all
 * the same is one of long calls: when as much has been executed again, the frame that is found at it goes over at the next iteration of any loop.
 */

/** The code of functions that something else executes. */
export const SUCCEEDED: Int32Array = Int32Array.of(OPERATION.generated);

/** A function is warm. @returns what its innermost frame goes on with, at the same places in its code */
export function warmUp(warm: InterpretedFunction): InterpretedFunction {
  const { context, index } = warm;
  warm.patience = context.upper!.patience(index);
  if (context.functions[index] !== warm) return leaving(warm);
  const successor = new InterpretedFunction(context, index);
  successor.code = SUCCEEDED;
  successor.frameWords = warm.frameWords;
  successor.original = warm;
  context.functions[index] = successor;
  return warm;
}

/** The same function, left at the next iteration of any loop. */
function leaving(func: InterpretedFunction): InterpretedFunction {
  const copy = copyOf(func);
  copy.code = func.code.slice();
  for (const { start, behindTest } of func.translation!.loops) {
    copy.code[start] = OPERATION.enter_loop;
    if (behindTest >= 0) copy.code[behindTest] = OPERATION.enter_loop;
  }
  return copy;
}

/** The same function, interpreted for ever: what a frame goes on with that cannot be left after all. */
export function copyOf({ context, index, frameWords, translation }: InterpretedFunction): InterpretedFunction {
  const copy = new InterpretedFunction(context, index);
  copy.frameWords = frameWords;
  copy.translation = translation;
  copy.code = translation!.code;
  return copy;
}

/** The loop whose next iteration begins at a place in the code. */
export function loopAt({ translation }: InterpretedFunction, at: number): LoopHead | undefined {
  return translation!.loops.find(({ start, behindTest }) => start === at || behindTest === at);
}
