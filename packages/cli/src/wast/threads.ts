import { MemoryInstance, type SharedMemory } from '@softwasm/runtime';
import type { Feature } from '@softwasm/syntax';
import type { Command, ThreadCommand } from '@softwasm/wat';
import { ScriptError, type Session } from './session.ts';

/** The shared memories that an instance exports: all that threads can share of it. */
export interface SharedInstance {
  readonly id: string;
  readonly memories: readonly (readonly [name: string, memory: SharedMemory])[];
}

/** A thread of a script for another agent; all of it can be cloned. */
export interface ThreadTask {
  /** The whole script. */
  readonly source: Uint8Array;
  /** Index of the thread's command, of the command in it, and so on. */
  readonly path: readonly number[];
  readonly features: readonly Feature[];
  /** Name of the engine. */
  readonly engine: string;
  readonly shared: readonly SharedInstance[];
}

/**
 * Runs a thread in another agent.
 *
 * @param print receives what functions of `spectest` print there
 * @returns the commands that failed, when all are through
 */
export type StartThread = (task: ThreadTask, print: (line: string) => void) => Promise<readonly string[]>;

/** What a thread may see of a session. @throws ScriptError where an instance exports something that cannot be shared */
export function shareInstances(session: Session, ids: readonly string[]): SharedInstance[] {
  return ids.map((id) => {
    const memories = [...session.instance(id).exports].map(([name, extern]) => {
      const memory = extern instanceof MemoryInstance ? extern.share() : undefined;
      if (memory === undefined) throw new ScriptError(`the export ${name} of ${id} cannot be shared`);
      return [name, memory] as const;
    });
    return { id, memories };
  });
}

/** Adds instances that another agent shares. */
export function addShared(session: Session, shared: readonly SharedInstance[]): void {
  const { store } = session;
  // What was one memory there is one here.
  const known = new Map<SharedArrayBuffer, MemoryInstance>();
  for (const { id, memories } of shared) {
    const exports = new Map<string, MemoryInstance>();
    for (const [name, memory] of memories) {
      const instance = known.get(memory.buffer) ?? new MemoryInstance(store, memory.type, memory);
      known.set(memory.buffer, instance);
      exports.set(name, instance);
    }
    session.add(id, { store, exports });
  }
}

/** The commands of the thread at a path. */
export function commandsAt(commands: readonly Command[], path: readonly number[]): readonly Command[] {
  return path.reduce((inside, index) => (inside[index] as ThreadCommand).commands, commands);
}
