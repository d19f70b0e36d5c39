import { type ExternInstance, formatExternType, GlobalInstance } from '@softwasm/runtime';
import { type Import, LinkError, renameValType, type ValidModule } from '@softwasm/syntax';
import type { HostContext } from './api.ts';
import { describeValue } from './describe-value.ts';
import { FUNCTIONS } from './function-handles.ts';
import { GLOBALS } from './global.ts';
import type { Handles, RealmHandle } from './handles.ts';
import { bindHostFunction, bindPlainFunction, HostFunction } from './host-function.ts';
import { MEMORIES } from './memory-handles.ts';
import {
  foreignImport,
  importModuleMissing,
  importSubject,
  importsExpected,
  missingImport,
  wrongImport,
} from './messages.ts';
import type { Realm } from './realm.ts';
import { TABLES } from './table.ts';
import { TAGS } from './tag-handles.ts';
import { checkOf } from './to-wasm.ts';

type Objects = Readonly<Record<string, unknown>>;

/** What reading an import has to do with. */
interface Linking {
  readonly realm: Realm;
  readonly module: ValidModule;
  readonly context: HostContext;
}

/**
 * Finds a module's imports among what the host gives it, of which only own properties count. Whether types match, linking decides.
 *
 * @returns one for each import, in order
 * @throws LinkError where an import is missing, or of another kind than the module wants
 * @throws EmbedError where it belongs to an instance that was disposed
 */
export function readImports(
  realm: Realm,
  module: ValidModule,
  imports: unknown,
  context: HostContext,
): ExternInstance[] {
  if (imports !== undefined && !isObject(imports)) throw new LinkError(importsExpected(describeValue(imports)));
  const linking = { realm, module, context };
  return module.imports.map((wanted) => {
    const from = ownProperty(imports ?? {}, wanted.module);
    if (from === undefined) throw new LinkError(missingImport(wanted.module, wanted.name, expected(linking, wanted)));
    if (!isObject(from)) {
      throw new LinkError(importModuleMissing(wanted.module, wanted.name, describeValue(from)));
    }
    const value = ownProperty(from, wanted.name);
    if (value === undefined) throw new LinkError(missingImport(wanted.module, wanted.name, expected(linking, wanted)));
    const found = readImport(linking, wanted, value);
    if (found !== undefined) return found;
    const { module: named, name } = wanted;
    throw new LinkError(wrongImport(named, name, expected(linking, wanted), describeImport(value)));
  });
}

function isObject(value: unknown): value is Objects {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function ownProperty(object: Objects, name: string): unknown {
  return Reflect.getOwnPropertyDescriptor(object, name) === undefined ? undefined : object[name];
}

function expected({ realm, module }: Linking, { type }: Import): string {
  const ids = realm.store.typesOf(module);
  return formatExternType(realm.store, type, (typeidx) => ids[typeidx] as number);
}

/** Names objects of strict mode as what they are. */
function describeImport(value: unknown): string {
  if (value instanceof HostFunction || FUNCTIONS.find(value) !== undefined) return 'function';
  for (const handles of [MEMORIES, TABLES, GLOBALS, TAGS]) if (handles.find(value) !== undefined) return handles.kind;
  return describeValue(value);
}

/** `undefined` where the value is of another kind. */
function readImport(linking: Linking, wanted: Import, value: unknown): ExternInstance | undefined {
  switch (wanted.type.kind) {
    case 'func':
      return readFunction(linking, wanted, wanted.type.type, value);
    case 'memory':
      return instanceOf(linking, MEMORIES, wanted, value);
    case 'table':
      return instanceOf(linking, TABLES, wanted, value);
    case 'global':
      return instanceOf(linking, GLOBALS, wanted, value) ?? globalOf(linking, wanted, value);
    case 'tag':
      return instanceOf(linking, TAGS, wanted, value);
  }
}

function readFunction(linking: Linking, wanted: Import, typeidx: number, value: unknown): ExternInstance | undefined {
  const { realm, module, context } = linking;
  if (value instanceof HostFunction) return bindHostFunction(realm, value, context, wanted);
  if (typeof value !== 'function') return undefined;
  const known = instanceOf(linking, FUNCTIONS, wanted, value);
  const type = realm.store.typesOf(module)[typeidx] as number;
  return known ?? bindPlainFunction(realm, value as (...args: unknown[]) => unknown, type, wanted);
}

function instanceOf<T extends object>(
  { realm }: Linking,
  handles: Handles<T>,
  { module, name }: Import,
  value: unknown,
): T | undefined {
  const handle: RealmHandle<T> | undefined = handles.find(value);
  if (handle === undefined) return undefined;
  if (handle.realm !== realm) throw new LinkError(foreignImport(module, name));
  return handles.use(value);
}

/** A plain value stands for an immutable global of its type. */
function globalOf({ realm, module }: Linking, wanted: Import, value: unknown): GlobalInstance | undefined {
  if (wanted.type.kind !== 'global' || wanted.type.type.mutable) return undefined;
  if (isObjectOfStrictMode(value)) return undefined;
  const ids = realm.store.typesOf(module);
  const type = renameValType(wanted.type.type.type, (typeidx) => ids[typeidx] as number);
  const subject = {
    text: () => importSubject(wanted.module, wanted.name),
    error: (message: string) => new LinkError(message),
  };
  return new GlobalInstance({ type, mutable: false }, checkOf(realm, type, subject)(value));
}

/** A memory is no external reference by mistake. */
function isObjectOfStrictMode(value: unknown): boolean {
  return value instanceof HostFunction || [MEMORIES, TABLES, TAGS].some((handles) => handles.find(value) !== undefined);
}
