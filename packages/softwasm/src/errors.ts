import { ExceptionInstance, jsTagOf, markHostError, toTrap } from '@softwasm/runtime';
import { DecodeError, LinkError, ResourceError, STACK_OVERFLOW, Trap, ValidationError } from '@softwasm/syntax';
import type { Realm } from './realm.ts';
import { addFrames } from './trap-stack.ts';

/*
 * Errors at the border. Outwards: traps become RuntimeErrors and so on (JS API §7); inwards: what JavaScript throws becomes what guests can catch.
 */

/** The object that stands for a trap, so that a trap which passes through JavaScript stays one object, and a trap. */
const ERROR_OF_TRAP = new WeakMap<Trap, Error>();
const TRAP_OF_ERROR = new WeakMap<object, Trap>();

/** What JavaScript sees of something that a guest's function threw. */
export function outwards(realm: Realm, thrown: unknown): unknown {
  const error = toTrap(thrown);
  if (error instanceof Trap) return errorOfTrap(realm, error);
  if (error instanceof ExceptionInstance) {
    return error.tag === jsTagOf(realm.store) ? error.words[0] : realm.exceptions.wrap(error);
  }
  return error;
}

/** What guests see of something that JavaScript threw. */
export function inwards(realm: Realm, thrown: unknown): unknown {
  if (typeof thrown === 'object' && thrown !== null) {
    const trap = TRAP_OF_ERROR.get(thrown);
    if (trap !== undefined) return trap;
    const exception = realm.exceptions.enter(thrown);
    if (exception !== undefined) return exception;
  }
  return markHostError(thrown);
}

/**
 * Exhaustion of the stack is what it is for JavaScript, a RangeError with V8's and JavaScriptCore's text: the JS API leaves the choice to the
 * implementation, and programs expect that one. All other traps are RuntimeErrors.
 */
function errorOfTrap(realm: Realm, trap: Trap): Error {
  const known = ERROR_OF_TRAP.get(trap);
  if (known !== undefined) return known;
  const error = trap.code === 'stack-exhausted' ? new RangeError(STACK_OVERFLOW) : new realm.RuntimeError(trap.message);
  ERROR_OF_TRAP.set(trap, error);
  TRAP_OF_ERROR.set(error, trap);
  addFrames(error, trap.frames);
  return error;
}

/** What `compile` throws for what decoder and validator threw. */
export function compileError(realm: Realm, error: unknown): unknown {
  return error instanceof DecodeError || error instanceof ValidationError || error instanceof ResourceError
    ? new realm.CompileError(error.message)
    : error;
}

/** What instantiation throws: errors of linking and allocation, and everything that guests throw. */
export function instantiationError(realm: Realm, error: unknown): unknown {
  if (error instanceof LinkError) return new realm.LinkError(error.message);
  return error instanceof ResourceError ? new RangeError(error.message) : outwards(realm, error);
}

/** Runs something that allocates. @throws RangeError where the host cannot provide it */
export function allocating<T>(allocate: () => T): T {
  try {
    return allocate();
  } catch (error) {
    throw error instanceof ResourceError ? new RangeError(error.message) : error;
  }
}
