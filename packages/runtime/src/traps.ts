import { TRAP_MESSAGES, Trap, type TrapCode, type TrapFrame, unknownIndex } from '@softwasm/syntax';
import { isOutOfBounds, isStackOverflow } from './engine-errors.ts';
import { ExceptionInstance } from './exception-instance.ts';
import { framesOf } from './frames.ts';
import { isHostError } from './host-errors.ts';

/** Traps; for generated code, which calls it out of line. */
export function trap(code: TrapCode): never {
  throw new Trap(code);
}

/** The trap of `call_indirect` at a null element. */
export function uninitializedElement(index: number): Trap {
  return new Trap('uninitialized-element', unknownIndex(TRAP_MESSAGES['uninitialized-element'], index));
}

/**
 * What left guest code, as whoever called it shall see it: traps that were errors of the JavaScript engine become a `Trap`, with the frames of the guest's
 * functions where an engine can tell them. Everything else is returned as it is: host errors, exceptions, and errors that guest code cannot cause.
 *
 * @param frames finds the frames in a stack trace; asked once for a trap, by whoever sees it first
 */
export function toTrap(error: unknown, frames: (stack: string | undefined) => TrapFrame[] = framesOf): unknown {
  if (error instanceof Trap) {
    if (error.frames.length === 0) error.frames = frames(error.stack);
    return error;
  }
  if (isHostError(error) || error instanceof ExceptionInstance) return error;
  const code = trapCodeOf(error as Error);
  if (code === undefined) return error;
  const converted = new Trap(code, undefined, { cause: error });
  converted.frames = frames((error as Error).stack);
  return converted;
}

function trapCodeOf(error: Error): TrapCode | undefined {
  if (isOutOfBounds(error)) return 'memory-out-of-bounds';
  return isStackOverflow(error) ? 'stack-exhausted' : undefined;
}

/** Whether a guest's `catch_all` catches this: exceptions and what host functions throw, never traps (§4.2.15). */
export function isCatchable(error: unknown): boolean {
  return !(error instanceof Trap) && (error instanceof ExceptionInstance || isHostError(error));
}
