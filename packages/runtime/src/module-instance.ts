import { type ExternKind, type Func, INTERNAL, importCount, type ValidModule } from '@softwasm/syntax';
import type { Code } from './abi.ts';
import type { ExternInstance } from './extern.ts';
import { FunctionInstance } from './function-instance.ts';
import type { GlobalInstance } from './global-instance.ts';
import type { InstanceCode } from './instance-code.ts';
import type { MemoryInstance } from './memory-instance.ts';
import type { DataInstance, ElementInstance } from './segment-instances.ts';
import type { Store } from './store.ts';
import type { TableInstance } from './table-instance.ts';
import type { TagInstance } from './tag-instance.ts';

/**
 * A module instance (§4.2.5). All index spaces begin with the imports. Made and filled by `instantiate`.
 *
 * @see https://webassembly.github.io/spec/core/exec/runtime.html#module-instances
 */
export class ModuleInstance {
  readonly store: Store;
  readonly module: ValidModule;
  /** Canonical type ids by type index. */
  readonly types: Int32Array;
  readonly tables: TableInstance[] = [];
  readonly memories: MemoryInstance[] = [];
  readonly globals: GlobalInstance[] = [];
  readonly tags: TagInstance[] = [];
  readonly elements: ElementInstance[] = [];
  readonly datas: DataInstance[] = [];
  /** In the module's order. */
  readonly exports: Map<string, ExternInstance> = new Map();

  /** How many functions are imported. */
  readonly importedFuncs: number;

  /** Functions that somebody asked for; large modules have many that nobody ever does. */
  private readonly funcs: (FunctionInstance | undefined)[];
  // A property from the beginning: engines take objects that get one later for others.
  private code: InstanceCode | undefined = undefined;

  constructor(store: Store, module: ValidModule) {
    this.store = store;
    this.module = module;
    this.types = store.typesOf(module);
    this.importedFuncs = importCount(module, 'func');
    this.funcs = new Array(this.funcCount);
  }

  /** How many functions there are, imported ones included. */
  get funcCount(): number {
    return this.importedFuncs + this.module.funcs.length;
  }

  /** Fills in an imported function. */
  importFunc(index: number, func: FunctionInstance): void {
    this.funcs[index] = func;
  }

  /** The function of an index of the function index space. */
  func(index: number): FunctionInstance {
    const known = this.funcs[index];
    if (known !== undefined) return known;
    const defined = index - this.importedFuncs;
    const { type } = this.module.funcs[defined] as Func;
    const code = this.code?.code(defined) ?? UNLINKED;
    const func = new FunctionInstance(this.store, this.types[type] as number, code, { instance: this, index });
    this.funcs[index] = func;
    return func;
  }

  /** The function of an index if anybody has asked for it: whoever replaces a stub need not make one. */
  funcIfMade(index: number): FunctionInstance | undefined {
    return this.funcs[index];
  }

  /** Gives the instance its code; constant expressions may have made functions before. */
  link(code: InstanceCode): void {
    this.code = code;
    for (let index = this.importedFuncs; index < this.funcs.length; index++) {
      this.funcs[index]?.replaceCode(code.code(index - this.importedFuncs), false);
    }
  }

  /** The instance behind an index of a kind's index space. */
  extern(kind: ExternKind, index: number): ExternInstance {
    switch (kind) {
      case 'func':
        return this.func(index);
      case 'table':
        return this.tables[index] as TableInstance;
      case 'memory':
        return this.memories[index] as MemoryInstance;
      case 'global':
        return this.globals[index] as GlobalInstance;
      case 'tag':
        return this.tags[index] as TagInstance;
    }
  }
}

/** The code of a function made before its instance is linked. Nothing can call it. */
const UNLINKED: Code = () => {
  throw new Error(INTERNAL.unlinkedFunction);
};
