import type { Engine } from '@softwasm/runtime';
import type { FeatureSet } from '@softwasm/syntax';
import type { ThreadCommand, WaitCommand } from '@softwasm/wat';
import type { Session } from './session.ts';
import { type StartThread, shareInstances } from './threads.ts';

/** Where commands stand: a script, and the path of the thread in it, as `ThreadTask` has them. */
export interface Place {
  readonly source: Uint8Array;
  readonly path: readonly number[];
}

/** What of `ScriptOptions` threads are run with. */
interface ThreadOptions {
  readonly features: FeatureSet;
  readonly engine: Engine;
  readonly print: (line: string) => void;
  readonly startThread?: StartThread;
}

/** A thread that runs, or has run. */
interface RunningThread {
  /** Of the command that started it. */
  readonly index: number;
  /** What failed in it, or `undefined`; never rejected. */
  readonly ended: Promise<string | undefined>;
}

const UNSUPPORTED = 'threads are not supported in this host';

/** The threads that a script, or a thread of it, has started. */
export class ScriptThreads {
  private readonly session: Session;
  private readonly place: Place;
  private readonly options: ThreadOptions;
  private readonly byId = new Map<string, RunningThread>();
  private readonly waitedFor = new Set<RunningThread>();
  private readonly all: RunningThread[] = [];

  constructor(session: Session, place: Place, options: ThreadOptions) {
    this.session = session;
    this.place = place;
    this.options = options;
  }

  /** @param index of the command @returns why it cannot begin */
  start({ id, shared }: ThreadCommand, index: number): string | undefined {
    const { startThread, features, engine, print } = this.options;
    if (startThread === undefined) return UNSUPPORTED;
    const { source, path } = this.place;
    let ended: Promise<readonly string[]>;
    try {
      const instances = shareInstances(this.session, shared);
      const task = { source, path: [...path, index], features: [...features], engine: engine.name, shared: instances };
      ended = startThread(task, print);
    } catch (error) {
      if (id !== undefined) this.byId.delete(id);
      return String(error);
    }
    const thread = {
      index,
      ended: ended.then(
        (failures) => (failures.length === 0 ? undefined : failures.join('; ')),
        (error) => `the thread broke off: ${String(error)}`,
      ),
    };
    this.all.push(thread);
    if (id !== undefined) this.byId.set(id, thread);
    return undefined;
  }

  /** Waits for the thread of this id, or the latest. @returns what failed in it */
  wait({ id }: WaitCommand): Promise<string | undefined> {
    if (this.options.startThread === undefined) return Promise.resolve(UNSUPPORTED);
    const thread = id === undefined ? this.all[this.all.length - 1] : this.byId.get(id);
    if (thread === undefined) return Promise.resolve(`there is no thread${id === undefined ? '' : ` ${id}`}`);
    this.waitedFor.add(thread);
    return thread.ended;
  }

  /** The threads that no command has waited for. */
  unawaited(): RunningThread[] {
    return this.all.filter((thread) => !this.waitedFor.has(thread));
  }
}
