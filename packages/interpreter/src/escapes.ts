import { type LocalRun, Trap, type ValType } from '@softwasm/syntax';
import type { InterpretedFunction } from './context.ts';
import { type Machine, STACK_WORDS } from './machine.ts';
import { registersOf, takeResults } from './registers.ts';
import { Signature } from './signature.ts';
import { copyOf, loopAt, SUCCEEDED } from './warm.ts';

/**
 * What becomes of the innermost frame where the loop cannot go on with it by itself.
 *
 * @param callee the frame's function
 * @param at where in its code it stands
 * @param base where its registers begin
 * @returns whether it has been executed to its end: the results stand at `base`. Else the loop goes on with what is now the frame's function
 */
type Escape = (m: Machine, callee: InterpretedFunction, at: number, base: number) => boolean;

/** Translates a function that is about to run. @throws Trap where its frame has no room */
function translate(_m: Machine, callee: InterpretedFunction, _at: number, base: number): boolean {
  const translation = (callee.translation ??= callee.context.translate(callee.index));
  if (base + translation.frameWords > STACK_WORDS) throw new Trap('stack-exhausted');
  callee.frameWords = translation.frameWords;
  callee.code = translation.code;
  const { context, index } = callee;
  const { upper } = context;
  if (upper === undefined) return false;
  callee.patience = upper.patience(index);
  if (!translation.canBeLeft) {
    callee.successor = upper.code(index);
    if (callee.successor !== undefined) callee.code = SUCCEEDED;
  }
  return false;
}

/** Has the upper tier execute a function that is about to run: the arguments stand at its base. Where it cannot, the frame is one of a function that is interpreted. */
function callSuccessor(m: Machine, callee: InterpretedFunction, _at: number, base: number): boolean {
  const { context, index } = callee;
  callee.successor ??= context.upper!.code(index);
  const { successor, original } = callee;
  if (successor === undefined) {
    const stays = copyOf(original!);
    context.functions[index] = stays;
    m.functions[m.depth] = stays;
    return false;
  }
  callee.signature ??= Signature.of(context.typeOf(index));
  callee.signature.call(m, base, successor);
  return true;
}

/** Has the upper tier go on with a frame, at a loop's beginning. Where it cannot, the frame is interpreted for ever. */
function leaveAtLoop(m: Machine, leaving: InterpretedFunction, at: number, base: number): boolean {
  const { context, index, translation } = leaving;
  const { params, results } = context.typeOf(index);
  const entry = context.entry(index, loopAt(leaving, at)!.offset);
  if (entry === undefined) {
    m.functions[m.depth] = copyOf(leaving);
    return false;
  }
  const locals = [...params, ...translation!.locals.flatMap(typesOf)];
  const { code, operands } = entry;
  const words = registersOf(m, base, locals);
  // One by one: an array that others are copied into would lose the bits of NaNs.
  for (const word of registersOf(m, base + translation!.firstOperand, operands)) words.push(word);
  takeResults(m, base, results, code(...words));
  return true;
}

function typesOf({ count, type }: LocalRun): ValType[] {
  return new Array<ValType>(count).fill(type);
}

/** By their number in the loop. One call for all of them: engines do not make what is in here a part of the loop, which they would give up with the rest for what is new. */
export const ESCAPES: readonly Escape[] = [translate, callSuccessor, leaveAtLoop];
