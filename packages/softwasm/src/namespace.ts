import { jsTagOf } from '@softwasm/runtime';
import type { Instance, InstantiatedSource, Module, WebAssemblyNamespace } from './api.ts';
import { compileModuleLater, isValidModule } from './compile-module.ts';
import { type CompileOptions, readCompileOptions } from './compile-options.ts';
import type { CompiledModule } from './compiled-module.ts';
import { exceptionInterface } from './exception.ts';
import { exportedFunction } from './exported-function.ts';
import { globalInterface } from './global.ts';
import { instanceInterface, instantiateCore } from './instance.ts';
import { memoryInterface } from './memory.ts';
import { moduleInterface } from './module.ts';
import { readImports } from './read-imports.ts';
import { Realm, type RealmOptions } from './realm.ts';
import { registerRealm } from './realms.ts';
import { bytesOfResponse } from './streaming.ts';
import { tableInterface } from './table.ts';
import { tagInterface } from './tag.ts';
import { addTypeReflection } from './type-reflection.ts';
import { type Bytes, copyBytes, tag, toBufferSource, toOptionalObject } from './webidl.ts';

type ImportObject = Readonly<Record<string, unknown>> | undefined;

/**
 * Makes a `WebAssembly` namespace on an engine. Namespaces are worlds of their own: objects of one are none of another's.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#webassembly-namespace
 */
export function createNamespace(options: RealmOptions): WebAssemblyNamespace {
  return namespaceOf(new Realm(options));
}

/** The namespace of a realm that has none yet. */
export function namespaceOf(realm: Realm): WebAssemblyNamespace {
  realm.functions.create = (func) => exportedFunction(realm, func);
  const namespace = Object.create(Object.prototype) as WebAssemblyNamespace;
  registerRealm(namespace, realm);
  const constructors: Partial<WebAssemblyNamespace> = {
    Module: moduleInterface(realm),
    Instance: instanceInterface(realm),
    Memory: memoryInterface(realm),
    Table: tableInterface(realm),
    Global: globalInterface(realm),
    Tag: tagInterface(realm),
    Exception: exceptionInterface(realm),
    CompileError: realm.CompileError,
    LinkError: realm.LinkError,
    RuntimeError: realm.RuntimeError,
  };
  for (const [name, value] of Object.entries(constructors)) {
    Object.defineProperty(namespace, name, { value, writable: true, enumerable: false, configurable: true });
  }
  for (const [name, value] of Object.entries(functions(realm))) {
    Object.defineProperty(namespace, name, { value, writable: true, enumerable: true, configurable: true });
  }
  const jsTag = realm.tags.wrap(jsTagOf(realm.store));
  const attributes = {
    get JSTag(): object {
      return jsTag;
    },
  };
  Object.defineProperties(namespace, Object.getOwnPropertyDescriptors(attributes));
  tag(namespace, 'WebAssembly');
  if (realm.typeReflection) addTypeReflection(realm, namespace);
  return namespace;
}

/** The namespace's own functions. Those that are asynchronous turn every error into a rejection, of converting arguments as well. */
function functions(realm: Realm): object {
  const { modules, instances } = realm;

  /** "Asynchronously compile": the bytes are those of now, whatever happens to them until compilation begins. */
  async function compileLater(source: Bytes, options: CompileOptions): Promise<CompiledModule> {
    const bytes = copyBytes(source);
    await undefined;
    return compileModuleLater(realm, bytes, options);
  }

  /** "Asynchronously instantiate": the imports are those of now; guests run later. */
  async function instantiateLater(compiled: CompiledModule, importObject: ImportObject): Promise<Instance> {
    const imports = readImports(realm, compiled, importObject);
    await undefined;
    return instances.wrap(instantiateCore(realm, compiled, imports)) as Instance;
  }

  /** "Instantiate a promise of a module". */
  async function instantiatePromise(
    promise: Promise<CompiledModule>,
    importObject: ImportObject,
  ): Promise<InstantiatedSource> {
    const compiled = await promise;
    const instance = await instantiateLater(compiled, importObject);
    return { module: modules.wrap(compiled), instance };
  }

  async function compileResponse(source: unknown, options: CompileOptions): Promise<CompiledModule> {
    return compileModuleLater(realm, await bytesOfResponse(source), options);
  }

  const promising: Readonly<Record<string, (source: unknown, ...rest: unknown[]) => Promise<unknown>>> = {
    async compile(bytes: unknown, ...[options]: unknown[]): Promise<Module> {
      const source = toBufferSource(bytes);
      return modules.wrap(await compileLater(source, readCompileOptions(options)));
    },

    async instantiate(source: unknown, ...[imports, options]: unknown[]): Promise<InstantiatedSource | Instance> {
      const compiled = modules.find(source);
      if (compiled !== undefined) return instantiateLater(compiled, toOptionalObject(imports));
      const bytes = toBufferSource(source);
      const importObject = toOptionalObject(imports);
      return instantiatePromise(compileLater(bytes, readCompileOptions(options)), importObject);
    },

    async compileStreaming(source: unknown, ...[options]: unknown[]): Promise<Module> {
      return modules.wrap(await compileResponse(source, readCompileOptions(options)));
    },

    async instantiateStreaming(source: unknown, ...[imports, options]: unknown[]): Promise<InstantiatedSource> {
      const importObject = toOptionalObject(imports);
      return instantiatePromise(compileResponse(source, readCompileOptions(options)), importObject);
    },
  };

  const members: Record<string, unknown> = {
    validate(bytes: unknown, ...[options]: unknown[]): boolean {
      const source = toBufferSource(bytes);
      const compileOptions = readCompileOptions(options);
      return isValidModule(realm, copyBytes(source), compileOptions);
    },
  };
  // Web IDL's operations are plain functions, whatever they return.
  for (const [name, operation] of Object.entries(promising)) {
    const { [name]: plain } = {
      [name](source: unknown, ...rest: unknown[]) {
        return operation(source, ...rest);
      },
    };
    members[name] = plain;
  }
  return members;
}
