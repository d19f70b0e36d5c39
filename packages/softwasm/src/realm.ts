import {
  type AggregateInstance,
  type Engine,
  type ExceptionInstance,
  type FunctionInstance,
  type GlobalInstance,
  type Host,
  type MemoryInstance,
  type ModuleInstance,
  Store,
  type TableInstance,
  type TagInstance,
} from '@softwasm/runtime';
import { BROWSER_FEATURES, type FeatureSet, type ValidModule } from '@softwasm/syntax';
import type { NativeErrorConstructor } from './api.ts';
import type { CompiledModule } from './compiled-module.ts';
import { gcObject } from './gc-object.ts';
import { BIGINTS, type Int64Values } from './int64.ts';
import { ModuleCache } from './module-cache.ts';
import { nativeErrorConstructor } from './native-errors.ts';
import { ObjectCache } from './object-cache.ts';

/** Makes a valid module of bytes that do not change any more. @throws DecodeError, ValidationError */
export type ModuleLoader = (bytes: Uint8Array, features: FeatureSet) => ValidModule;

/** What a namespace is made of. */
export interface RealmOptions {
  readonly engine: Engine;
  /** Reads modules. Not a default of this file: who needs no validator shall not get one. */
  readonly load: ModuleLoader;
  /** What modules may use. Absent: {@link BROWSER_FEATURES}. */
  readonly features?: FeatureSet;
  /** What integers of 64 bits are in JavaScript. Absent: bigints. */
  readonly int64?: Int64Values;
  /** What the environment offers. Absent: found out. */
  readonly host?: Host;
  /** Whether there is the API of the proposal "JS Type Reflection". Absent: no. */
  readonly typeReflection?: boolean;
}

/** What belongs to one `WebAssembly` namespace: its store, its engine, and the objects that stand for the store's instances. */
export class Realm {
  readonly store: Store;
  readonly engine: Engine;
  readonly load: ModuleLoader;
  readonly features: FeatureSet;

  readonly int64: Int64Values;
  readonly typeReflection: boolean;

  readonly recentModules: ModuleCache = new ModuleCache();

  readonly modules: ObjectCache<CompiledModule> = new ObjectCache('Module');
  readonly instances: ObjectCache<ModuleInstance> = new ObjectCache('Instance');
  readonly memories: ObjectCache<MemoryInstance> = new ObjectCache('Memory');
  readonly tables: ObjectCache<TableInstance> = new ObjectCache('Table');
  readonly globals: ObjectCache<GlobalInstance> = new ObjectCache('Global');
  readonly tags: ObjectCache<TagInstance> = new ObjectCache('Tag');
  readonly exceptions: ObjectCache<ExceptionInstance> = new ObjectCache('Exception');
  /** Exported functions: JavaScript functions. */
  readonly functions: ObjectCache<FunctionInstance> = new ObjectCache('Function');
  /** Structures and arrays, which JavaScript may hold but not look into. */
  readonly aggregates: ObjectCache<AggregateInstance> = new ObjectCache('Object');

  readonly CompileError: NativeErrorConstructor = nativeErrorConstructor('CompileError');
  readonly LinkError: NativeErrorConstructor = nativeErrorConstructor('LinkError');
  readonly RuntimeError: NativeErrorConstructor = nativeErrorConstructor('RuntimeError');

  constructor({
    engine,
    load,
    features = BROWSER_FEATURES,
    host,
    int64 = BIGINTS,
    typeReflection = false,
  }: RealmOptions) {
    this.int64 = int64;
    this.typeReflection = typeReflection;
    this.store = new Store(host);
    this.engine = engine;
    this.load = load;
    this.features = features;
    this.aggregates.create = gcObject;
  }
}
