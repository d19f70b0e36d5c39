import type { Evaluator } from '@softwasm/compiler';
import type { Engine } from '@softwasm/runtime';
import type { AddressType, FeatureSet, U64 } from '@softwasm/syntax';
import type { Limits } from './limits.ts';
import type { Memory } from './memory.ts';
import type { Store } from './store.ts';

// TypeScript's own declaration, for those who compile for editions without it.
declare global {
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
}

/** What a module is compiled with; everything has a default. */
export interface CompileOptions {
  /** What it may use. Absent: WebAssembly 3.0, threads and legacy exception handling. */
  readonly features?: FeatureSet;
  /** Evaluates generated JavaScript, e.g. under a policy of Trusted Types. Absent: `new Function`. Has no effect together with `engine`. */
  readonly evaluator?: Evaluator;
  /** Executes functions. Absent: JavaScript is generated where it may be evaluated, and functions are interpreted elsewhere. */
  readonly engine?: Engine;
  /** What it may take; those of instances hold for all that are made without limits of their own. */
  readonly limits?: Limits;
}

/** What an instance is made with; everything has a default. */
export interface InstanceOptions<Data = unknown> {
  /** What it may take. Absent: what its module was compiled with. */
  readonly limits?: Limits;
  /** Where it lives. Absent: where all others do. */
  readonly store?: Store;
  /** What host functions find in their context. */
  readonly data?: Data;
}

/** How a serialized module is read. */
export interface DeserializeOptions extends CompileOptions {
  /**
   * Whether to execute the generated code that is stored with the module. It is JavaScript, which can do anything that this program can: say `true` only for
   * bytes that nobody else could have written. Absent: no; the module is compiled anew from its binary.
   */
  readonly trusted?: boolean;
}

/** Modules of imports by name, and imports by name within. Only own properties are looked at. */
export type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** An instance's exports, where nobody says what they are. */
// biome-ignore lint/suspicious/noExplicitAny: what each is, the module alone knows
export type Exports = Readonly<Record<string, any>>;

/** The type of an import or export. Value types are as the text format writes them; sizes in pages or elements: bigints from 2^53 on. */
export type ExternType =
  | { readonly kind: 'function'; readonly params: readonly string[]; readonly results: readonly string[] }
  | {
      readonly kind: 'memory';
      readonly minimum: U64;
      readonly maximum?: U64;
      readonly addressType: AddressType;
      readonly shared: boolean;
      /** Bytes. */
      readonly pageSize: number;
    }
  | {
      readonly kind: 'table';
      readonly element: string;
      readonly minimum: U64;
      readonly maximum?: U64;
      readonly addressType: AddressType;
    }
  | { readonly kind: 'global'; readonly value: string; readonly mutable: boolean }
  | { readonly kind: 'tag'; readonly params: readonly string[] };

/** What a module imports. */
export interface ImportType {
  readonly module: string;
  readonly name: string;
  readonly type: ExternType;
}

/** What a module exports. */
export interface ExportType {
  readonly name: string;
  readonly type: ExternType;
}

/** A compiled module: validated once, instantiated any number of times. */
export interface Module {
  /** In the module's order. */
  readonly imports: readonly ImportType[];
  /** In the module's order. */
  readonly exports: readonly ExportType[];
  /** Whether the functions are those of a serialized module, and not generated here. */
  readonly precompiled: boolean;

  /** Copies of the contents of all custom sections with this name. */
  customSections(name: string): Uint8Array[];

  /**
   * Makes an instance.
   *
   * @throws LinkError for imports that do not fit; ResourceError for limits that are exceeded; a Trap, an Exception or a host function's error, from the start
   * function and active segments
   */
  instantiateSync<E extends object = Exports>(imports?: Imports, options?: InstanceOptions): Instance<E>;

  /** {@link instantiateSync}, with a promise that is rejected with what that throws. */
  instantiate<E extends object = Exports>(imports?: Imports, options?: InstanceOptions): Promise<Instance<E>>;

  /** The module with the code that is generated for it, all functions, for `deserialize`. */
  serialize(): Uint8Array;
}

/** A module's instance. `Symbol.dispose` is the key `disposeSymbol()` where the host lacks it. */
export interface Instance<E extends object = Exports> {
  readonly module: Module;
  /** Functions, memories, tables, globals and tags by name: a frozen object without a prototype. @throws EmbedError where it is disposed */
  readonly exports: E;
  readonly disposed: boolean;

  /** Ends it: its functions, memories, tables, globals and tags are of no use to the host any more, and their memory is free. Idempotent. */
  dispose(): void;
  [Symbol.dispose](): void;
}

/** What a host function gets beside its arguments. */
export interface HostContext<Data = unknown> {
  /** The instance that imports the function. */
  readonly instance: Instance;
  /** Its first memory, exported or not. @throws EmbedError where it has none */
  readonly memory: Memory;
  /** What it was made with. */
  readonly data: Data;
}
