import type { Engine, PreparedModule } from '@softwasm/runtime';
import { generatorOf } from '../engine/generator-of.ts';
import type { Exports, ExportType, Imports, ImportType, Instance, InstanceOptions, Module } from './api.ts';
import { writeArtefact } from './artefact.ts';
import { codeKey } from './code-key.ts';
import { exportTypes, importTypes } from './extern-types.ts';
import { makeInstance } from './instance-object.ts';
import type { Limits } from './limits.ts';
import { writeUnits } from './stored-units.ts';
import { encodeUtf8 } from './utf8.ts';

/** What a module is made of. */
export interface ModuleParts {
  /** Nobody else's: they do not change any more. */
  readonly bytes: Uint8Array;
  readonly prepared: PreparedModule;
  /** What it was compiled with. */
  readonly engine: Engine;
  readonly limits: Limits | undefined;
  readonly precompiled: boolean;
}

/** A compiled module. */
export class ModuleObject implements Module {
  readonly precompiled: boolean;
  private readonly parts: ModuleParts;

  constructor(parts: ModuleParts) {
    this.parts = parts;
    this.precompiled = parts.precompiled;
  }

  get imports(): readonly ImportType[] {
    return importTypes(this.parts.prepared.module);
  }

  get exports(): readonly ExportType[] {
    return exportTypes(this.parts.prepared.module);
  }

  customSections(name: string): Uint8Array[] {
    const { customs } = this.parts.prepared.module;
    return customs.filter((section) => section.name === name).map(({ bytes }) => bytes.slice());
  }

  instantiateSync<E extends object = Exports>(imports?: Imports, options: InstanceOptions = {}): Instance<E> {
    const { prepared, limits } = this.parts;
    return makeInstance<E>(this, prepared, imports, limits === undefined ? options : { limits, ...options });
  }

  async instantiate<E extends object = Exports>(imports?: Imports, options?: InstanceOptions): Promise<Instance<E>> {
    return this.instantiateSync<E>(imports, options);
  }

  serialize(): Uint8Array {
    const { bytes, prepared } = this.parts;
    const { module } = prepared;
    const generator = generatorOf(this.parts.engine);
    const key = generator === undefined ? '' : codeKey(generator.options);
    const code = generator === undefined ? new Uint8Array(0) : writeUnits(generator.generator(module));
    const keyBytes = new Uint8Array(key.length);
    encodeUtf8(key, keyBytes);
    return writeArtefact({ key: keyBytes, binary: bytes, code });
  }
}
