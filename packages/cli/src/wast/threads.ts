import { MemoryInstance, Store } from '@softwasm/runtime';
import type { Feature, MemoryType } from '@softwasm/syntax';
import type { Command, ThreadCommand } from '@softwasm/wat';
import { ScriptError, type Session } from './session.ts';

/** A shared memory, as another agent can get hold of it. */
export interface SharedMemory {
  readonly name: string;
  /** With the current size as its minimum. */
  readonly type: MemoryType;
  readonly buffer: SharedArrayBuffer;
}

/** The shared memories that an instance exports: all that threads can share of it. */
export interface SharedInstance {
  readonly id: string;
  readonly memories: readonly SharedMemory[];
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

/** Runs a thread in another agent. @returns the commands that failed, when all are through */
export type StartThread = (task: ThreadTask) => Promise<readonly string[]>;

/** What a thread may see of a session. @throws ScriptError where an instance exports something that cannot be shared */
export function shareInstances(session: Session, ids: readonly string[]): SharedInstance[] {
  return ids.map((id) => {
    const memories: SharedMemory[] = [];
    for (const [name, extern] of session.instance(id).exports) {
      if (!(extern instanceof MemoryInstance) || extern.buffer instanceof ArrayBuffer) {
        throw new ScriptError(`the export ${name} of ${id} cannot be shared`);
      }
      const limits = { ...extern.type.limits, min: BigInt(extern.pages) };
      memories.push({ name, type: { ...extern.type, limits }, buffer: extern.buffer });
    }
    return { id, memories };
  });
}

/** Adds instances that another agent shares. */
export function addShared(session: Session, shared: readonly SharedInstance[]): void {
  const store = new Store();
  for (const { id, memories } of shared) {
    const exports = new Map(
      memories.map(({ name, type, buffer }) => [name, new MemoryInstance(store, type, buffer)] as const),
    );
    session.add(id, { store, exports });
  }
}

/** The commands of the thread at a path. */
export function commandsAt(commands: readonly Command[], path: readonly number[]): readonly Command[] {
  return path.reduce((inside, index) => (inside[index] as ThreadCommand).commands, commands);
}
