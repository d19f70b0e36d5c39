import { ExceptionInstance, jsTagOf, markHostError, toTrap } from '@softwasm/runtime';
import { Trap } from '@softwasm/syntax';
import { addFrames } from '../trap-stack.ts';
import type { Realm } from './realm.ts';

/** Traps whose stack trace has the guest's frames already: one may pass several borders. */
const WITH_FRAMES = new WeakSet<Trap>();

/** What the host sees of something that a guest's function threw: a `Trap`, an `Exception`, or what a host function threw, as it was. */
export function outwards(realm: Realm, thrown: unknown): unknown {
  const error = toTrap(thrown);
  if (error instanceof Trap) {
    if (!WITH_FRAMES.has(error)) {
      WITH_FRAMES.add(error);
      addFrames(error, error.frames);
    }
    return error;
  }
  if (!(error instanceof ExceptionInstance)) return error;
  return error.tag === jsTagOf(realm.store) ? error.words[0] : realm.references.exceptionObject(realm, error);
}

/** What guests see of something that the host threw: they can catch exceptions and errors, but never traps. */
export function inwards(realm: Realm, thrown: unknown): unknown {
  if (thrown instanceof Trap) return thrown;
  return realm.references.exceptionOf(realm, thrown) ?? markHostError(thrown);
}
