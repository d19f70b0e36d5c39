import { decodeModule } from '@softwasm/decoder';
import { type Engine, type ExternInstance, instantiate, type ModuleInstance, Store } from '@softwasm/runtime';
import type { FeatureSet, ValidModule } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { spectestExports } from './spectest.ts';

/** A command that asks for something that is not there. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

/** What a script uses of an instance. */
export type ScriptInstance = Pick<ModuleInstance, 'exports' | 'store'>;

/** What a script has built up so far: module definitions, instances, registered names. */
export class Session {
  readonly features: FeatureSet;
  readonly engine: Engine;
  readonly store: Store = new Store();
  readonly #definitions = new Map<string, ValidModule>();
  readonly #instances = new Map<string, ScriptInstance>();
  readonly #registered = new Map<string, ReadonlyMap<string, ExternInstance>>();
  #definition: ValidModule | undefined;
  #instance: ScriptInstance | undefined;

  constructor(features: FeatureSet, engine: Engine, print: (line: string) => void) {
    this.features = features;
    this.engine = engine;
    this.#registered.set('spectest', spectestExports(this.store, features, print));
  }

  /** @throws DecodeError, ValidationError */
  compile(bytes: Uint8Array): ValidModule {
    const { features } = this;
    return validateModule(decodeModule(bytes, { features }), { features });
  }

  /** @throws LinkError, ResourceError, Trap, `ExceptionInstance` */
  instantiate(module: ValidModule): ModuleInstance {
    const imports = module.imports.map((wanted) => this.#registered.get(wanted.module)?.get(wanted.name));
    return instantiate(this.store, this.engine.prepare(module), imports);
  }

  define(id: string | undefined, module: ValidModule): void {
    this.#definition = module;
    if (id !== undefined) this.#definitions.set(id, module);
  }

  add(id: string | undefined, instance: ScriptInstance): void {
    this.#instance = instance;
    if (id !== undefined) this.#instances.set(id, instance);
  }

  /** A module command failed: nothing that follows may act on an older instance instead. */
  forget(id: string | undefined): void {
    this.#definition = undefined;
    this.#instance = undefined;
    if (id === undefined) return;
    this.#definitions.delete(id);
    this.#instances.delete(id);
  }

  register(name: string, instance: ScriptInstance): void {
    this.#registered.set(name, instance.exports);
  }

  /** The definition of this id, or the latest. @throws ScriptError */
  definition(id: string | undefined): ValidModule {
    const found = id === undefined ? this.#definition : this.#definitions.get(id);
    if (found === undefined) throw new ScriptError(`there is no module definition${id === undefined ? '' : ` ${id}`}`);
    return found;
  }

  /** The instance of this id, or the latest. @throws ScriptError */
  instance(id: string | undefined): ScriptInstance {
    const found = id === undefined ? this.#instance : this.#instances.get(id);
    if (found === undefined) throw new ScriptError(`there is no instance${id === undefined ? '' : ` ${id}`}`);
    return found;
  }
}
