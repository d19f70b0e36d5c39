import type { Code, GlobalInstance, MemoryInstance, ModuleInstance } from '@softwasm/runtime';
import type { FuncType } from '@softwasm/syntax';
import { OPERATION } from './operations.generated.ts';
import type { Signature } from './signature.ts';
import type { Translation } from './translation.ts';
import type { Entry, UpperTier } from './upper-tier.ts';

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
  /** How many operations it may still execute until it is warm; without an upper tier it never is. */
  patience: number = NEVER_WARM;
  /** Of a warm function that is called: what executes it instead, as soon as somebody has asked for that, and what has executed it so far. */
  successor: Code | undefined;
  original: InterpretedFunction | undefined;
  /** How that is called, once it has been. */
  signature: Signature | undefined;

  constructor(context: Context, index: number) {
    this.context = context;
    this.index = index;
    // Properties from the beginning: engines take objects that get one later for others.
    this.translation = undefined;
    this.successor = undefined;
    this.original = undefined;
    this.signature = undefined;
  }
}

/** As many operations as hardly anything executes in one function: an integer of 31 bits. */
export const NEVER_WARM = 0x3fff_ffff;

const NO_MEMORY = new DataView(new ArrayBuffer(0));

/** The contexts of all instances that are interpreted: how one finds the functions of another. */
const CONTEXTS = new WeakMap<object, Context>();

/** What the machine uses of an instance. */
export class Context {
  readonly instance: ModuleInstance;
  /** By function index; `undefined`: imported. */
  readonly functions: (InterpretedFunction | undefined)[];
  readonly globals: readonly GlobalInstance[];
  readonly memories: readonly MemoryInstance[];
  /** The bytes of memory 0. */
  view: DataView;
  /** Translates a function of the module. */
  readonly translate: (funcidx: number) => Translation;
  /** What takes over functions that are warm. */
  readonly upper: UpperTier | undefined;
  /** What it has given for functions that are left at a loop, by the byte offset of that. */
  private readonly entries = new Map<number, Entry | undefined>();

  constructor(instance: ModuleInstance, translate: (funcidx: number) => Translation, upper?: UpperTier) {
    this.instance = instance;
    this.translate = translate;
    this.upper = upper;
    this.globals = instance.globals;
    this.memories = instance.memories;
    const [memory] = instance.memories;
    this.view = memory?.view ?? NO_MEMORY;
    memory?.onRebind(() => {
      this.view = memory.view;
    });
    // With holes, as the training's: engines take arrays without any for others.
    this.functions = new Array(instance.funcCount);
    for (let i = instance.importedFuncs; i < instance.funcCount; i++) {
      this.functions[i] = new InterpretedFunction(this, i);
    }
    CONTEXTS.set(instance, this);
  }

  /** The type of a defined function. */
  typeOf(index: number): FuncType {
    const { instance } = this;
    return instance.store.types.get(instance.types[instance.module.funcs[index - instance.importedFuncs]!.type]!)
      .composite as FuncType;
  }

  /** What executes the rest of a function from a loop on. @param offset the byte offset of the `loop` */
  entry(index: number, offset: number): Entry | undefined {
    if (!this.entries.has(offset)) this.entries.set(offset, this.upper?.entry(index, offset));
    return this.entries.get(offset);
  }
}

/** The context of an instance, if it is interpreted. */
export function contextOf(instance: object): Context | undefined {
  return CONTEXTS.get(instance);
}
