import { MemoryInstance, type SharedMemory } from '@softwasm/runtime';
import { API_ERRORS } from '@softwasm/syntax';
import { compileModule } from '../compile-module.ts';
import type { Realm } from '../realm.ts';
import { dataCloneError } from './data-clone-error.ts';

/** The property by which envelopes are known. */
const KEY = 'softwasm:message';

/** A `Module` as agents hand it to each other: to be compiled anew. */
interface ModuleEnvelope {
  readonly [KEY]: 'module';
  readonly bytes: Uint8Array;
  readonly builtins: readonly string[];
  readonly importedStrings: string | undefined;
}

/** A shared `Memory`, likewise. */
interface MemoryEnvelope {
  readonly [KEY]: 'memory';
  readonly memory: SharedMemory;
}

/** What stands in a message for an object of a namespace: plain data, which the host clones. */
export type Envelope = ModuleEnvelope | MemoryEnvelope;

/**
 * Puts an object of a namespace into an envelope.
 *
 * @returns `undefined` for what is none of the namespace's
 * @throws DataCloneError for a memory that is not shared, and for anything else but modules
 * @see https://webassembly.github.io/spec/web-api/index.html#serialization
 */
export function envelopeOf(realm: Realm, object: object): Envelope | undefined {
  const compiled = realm.modules.find(object);
  if (compiled !== undefined) {
    const { bytes, options } = compiled;
    return { [KEY]: 'module', bytes, builtins: options.builtins, importedStrings: options.importedStrings };
  }
  const memory = realm.memories.find(object);
  if (memory !== undefined) {
    const shared = memory.share();
    if (shared === undefined) throw dataCloneError(API_ERRORS.unsharedMemory);
    return { [KEY]: 'memory', memory: shared };
  }
  const { instances, tables, globals, tags, exceptions, aggregates } = realm;
  const isOther = [instances, tables, globals, tags, exceptions, aggregates].some(
    (cache) => cache.find(object) !== undefined,
  );
  if (isOther) throw dataCloneError(API_ERRORS.notCloneable);
  return undefined;
}

/** Whether something that came in a message is an envelope. */
export function isEnvelope(object: object): object is Envelope {
  const { bytes, memory, [KEY]: kind } = object as Partial<ModuleEnvelope & Omit<MemoryEnvelope, typeof KEY>>;
  if (kind === 'module') return bytes instanceof Uint8Array;
  return kind === 'memory' && memory?.buffer instanceof SharedArrayBuffer && memory.size instanceof SharedArrayBuffer;
}

/**
 * Makes the object that an envelope stands for. Modules are validated again: whoever sends need not be trusted.
 *
 * @throws CompileError where the realm's features are others than the sender's; RangeError where a memory's parts do not fit together
 */
export function openEnvelope(realm: Realm, envelope: Envelope): object {
  if (envelope[KEY] === 'memory') {
    const { memory } = envelope;
    return realm.memories.wrap(new MemoryInstance(realm.store, memory.type, memory));
  }
  const { bytes, builtins, importedStrings } = envelope;
  return realm.modules.wrap(compileModule(realm, bytes, { builtins: [...builtins], importedStrings }));
}
