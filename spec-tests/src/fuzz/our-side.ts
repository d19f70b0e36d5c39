import {
  callFunction,
  type ExternInstance,
  type FunctionInstance,
  GlobalInstance,
  hostFuncType,
  hostFunction,
  instantiate,
  MemoryInstance,
  type ModuleInstance,
  type PreparedModule,
  Store,
} from '@softwasm/runtime';
import { type Import, renameValType, Trap } from '@softwasm/syntax';
import { describeValue, HostError, hashBytes, type Outcome } from './outcome.ts';
import { crossesApi, importedValue, type Side, typeAt } from './side.ts';

/** softwasm. */
export class OurSide implements Side {
  readonly log: string[] = [];
  readonly #prepared: PreparedModule;
  readonly #store = new Store();
  #instance: ModuleInstance | undefined;

  constructor(prepared: PreparedModule) {
    this.#prepared = prepared;
  }

  start(): Outcome {
    return this.#attempt(() => {
      const imports = this.#prepared.module.imports.map((wanted) => this.#import(wanted));
      this.#instance = instantiate(this.#store, this.#prepared, imports);
      return [];
    });
  }

  call(name: string, args: readonly unknown[]): Outcome {
    return this.#attempt(() => {
      const func = this.#instance?.exports.get(name) as FunctionInstance;
      const { results } = func.funcType;
      return callFunction(func, args).map((value, i) => describeValue(results[i] as number, value));
    });
  }

  state(): string {
    const parts: string[] = [];
    for (const [name, extern] of this.#instance?.exports ?? []) {
      if (extern instanceof MemoryInstance) {
        parts.push(
          `${name}: ${extern.pages} pages, hash ${hashBytes(new Uint8Array(extern.buffer, 0, extern.byteLength))}`,
        );
      } else if (extern instanceof GlobalInstance && crossesApi([extern.type.type])) {
        parts.push(`${name}: ${describeValue(extern.type.type, extern.value)}`);
      }
    }
    return parts.join('\n');
  }

  #import({ name, type }: Import): ExternInstance {
    const { module } = this.#prepared;
    const ids = this.#store.typesOf(module);
    const rename = (typeidx: number): number => ids[typeidx] as number;
    if (type.kind === 'global') {
      return new GlobalInstance(
        { ...type.type, type: renameValType(type.type.type, rename) },
        importedValue(type.type.type),
      );
    }
    if (type.kind !== 'func') throw new Error(`no import of kind ${type.kind} is expected`);
    const { params, results } = typeAt(module, type.type);
    const renamed = [params, results].map((types) => types.map((param) => renameValType(param, rename)));
    return hostFunction(this.#store, hostFuncType(this.#store, renamed[0] ?? [], renamed[1] ?? []), (values) => {
      if (!crossesApi([...params, ...results])) throw new HostError('v128');
      this.log.push(`${name}(${values.map((value, i) => describeValue(params[i] as number, value)).join(' ')})`);
      return results.map(importedValue);
    });
  }

  #attempt(work: () => string[]): Outcome {
    try {
      return { kind: 'returned', values: work() };
    } catch (error) {
      if (error instanceof HostError) return { kind: 'host error' };
      if (!(error instanceof Trap)) throw error;
      return error.code === 'stack-exhausted' ? { kind: 'exhausted' } : { kind: 'trap', codes: [error.code] };
    }
  }
}
