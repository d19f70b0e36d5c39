import type {
  Export,
  ExternType,
  FuncType,
  Import,
  Limits,
  MemoryType,
  Module,
  RecType,
  SubType,
  TableType,
  ValidModule,
  ValType,
} from '@softwasm/syntax';
import { EMPTY_MODULE, FUNCREF } from '@softwasm/syntax';
import type { Code, Engine, ExternInstance, InstanceCode, ModuleInstance } from '../src/index.ts';
import { instantiate, type Store } from '../src/index.ts';

/* Modules written down by hand, and an engine whose functions are: the runtime needs neither decoder nor compiler. */

export function funcType(params: readonly ValType[], results: readonly ValType[]): FuncType {
  return { kind: 'func', params, results };
}

/** Final function types, or whole subtypes, each in a group of its own. */
export function recTypes(...types: readonly (FuncType | SubType)[]): RecType[] {
  return types.map((type) => ({
    subtypes: ['composite' in type ? type : { final: true, supertypes: [], composite: type }],
    explicit: false,
    offset: 0,
  }));
}

export function importOf(module: string, name: string, type: ExternType): Import {
  return { module, name, type, offset: 0 };
}

export function exportOf(name: string, kind: Export['kind'], index: number): Export {
  return { name, kind, index, offset: 0 };
}

export function limits(min: number, max?: number): Limits {
  return max === undefined ? { min } : { min, max };
}

export function memoryType(min: number, max?: number, more: Partial<MemoryType> = {}): MemoryType {
  return { addressType: 'i32', limits: limits(min, max), shared: false, pageSizeLog2: 16, ...more };
}

export function tableType(min: number, max?: number, element: ValType = FUNCREF): TableType {
  return { addressType: 'i32', limits: limits(min, max), element };
}

/** A module of these parts. It counts as valid: tests give sensible ones. */
export function moduleOf(parts: Partial<Module>): ValidModule {
  const groups = parts.recTypes ?? [];
  return {
    ...EMPTY_MODULE,
    recTypes: groups,
    types: groups.flatMap(({ subtypes }) => subtypes),
    ...parts,
  } as Partial<ValidModule> as ValidModule;
}

/** Functions of these type indices. Their bodies are the engine's. */
export function funcs(...types: readonly number[]): Module['funcs'] {
  return types.map((type) => ({
    type,
    offset: 0,
    size: 0,
    body: () => {
      throw new Error('no body');
    },
  }));
}

/** An engine whose instances have the code that `link` gives. */
export function handEngine(link: (instance: ModuleInstance) => readonly Code[]): Engine {
  const engine: Engine = {
    name: 'by hand',
    prepare: (module) => ({
      engine,
      module,
      link: (instance): InstanceCode => {
        const codes = link(instance);
        return { code: (index) => codes[index] as Code };
      },
    }),
  };
  return engine;
}

export function instanceOf(
  store: Store,
  module: ValidModule,
  imports: readonly (ExternInstance | undefined)[] = [],
  link: (instance: ModuleInstance) => readonly Code[] = () => [],
): ModuleInstance {
  return instantiate(store, handEngine(link).prepare(module), imports);
}
