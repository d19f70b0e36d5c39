import type { GlobalInstance, MemoryInstance, ModuleInstance } from '@softwasm/runtime';
import { OPERATION } from './operations.generated.ts';
import type { Translation } from './translation.ts';

/** The code of every function before it is called for the first time. */
const UNTRANSLATED = Int32Array.of(OPERATION.translate);

/** A function of an instance, as the machine calls it. */
export class InterpretedFunction {
  readonly context: Context;
  /** In the module's function index space. */
  readonly index: number;
  code: Int32Array = UNTRANSLATED;
  /** 0 until it is translated. */
  frameWords = 0;
  translation: Translation | undefined;

  constructor(context: Context, index: number) {
    this.context = context;
    this.index = index;
    // A property from the beginning: engines take objects that get one later for others.
    this.translation = undefined;
  }
}

const NO_MEMORY = new DataView(new ArrayBuffer(0));

/** The contexts of all instances that are interpreted: how one finds the functions of another. */
const CONTEXTS = new WeakMap<object, Context>();

/** What the machine uses of an instance. */
export class Context {
  readonly instance: ModuleInstance;
  /** By function index; `undefined`: imported. */
  readonly functions: (InterpretedFunction | undefined)[] = [];
  readonly globals: readonly GlobalInstance[];
  readonly memories: readonly MemoryInstance[];
  /** Translates a function of the module. */
  readonly translate: (funcidx: number) => Translation;

  constructor(instance: ModuleInstance, translate: (funcidx: number) => Translation) {
    this.instance = instance;
    this.translate = translate;
    this.globals = instance.globals;
    this.memories = instance.memories;
    for (let i = 0; i < instance.importedFuncs; i++) this.functions.push(undefined);
    for (let i = instance.importedFuncs; i < instance.funcCount; i++) {
      this.functions.push(new InterpretedFunction(this, i));
    }
    CONTEXTS.set(instance, this);
  }

  /** The bytes of memory 0. */
  get view(): DataView {
    return this.memories[0]?.view ?? NO_MEMORY;
  }
}

/** The context of an instance, if it is interpreted. */
export function contextOf(instance: object): Context | undefined {
  return CONTEXTS.get(instance);
}
