import type { BigIntHelper, RuntimeHelper } from '../emit/runtime-helpers.ts';

/** A function of generated code, in the calling convention. */
// biome-ignore lint/suspicious/noExplicitAny: its parameters are described by a wasm function type, not by TypeScript
export type UnitCode = (...words: any[]) => any;

/** What generated code uses of a memory. */
export interface UnitMemory {
  readonly view: DataView;
  onRebind(listener: () => void): unknown;
}

/** The views of a memory where they may be constants to an engine: properties of one object, replaced when the memory grows. */
export interface MemoryViews {
  /** All of the memory. */
  readonly v: DataView;
  /** Without its last four bytes; an empty one if it has none. */
  readonly n: DataView;
}

/** What generated code uses of a global. */
export interface UnitGlobal {
  readonly words: Int32Array;
  readonly cell: unknown[];
}

/**
 * What a unit of generated code is closed over: the parts of one instance, by index. Instances of `@softwasm/runtime` fit it; the compiler knows them by
 * this shape alone.
 */
export interface Environment {
  /** Those of {@link BigIntHelper} only where generated code may use them. */
  readonly helpers: Readonly<Record<Exclude<RuntimeHelper, BigIntHelper>, unknown>>;
  /** The code of all functions, by function index; elements are replaced when a stub's function is generated. */
  readonly functions: UnitCode[];
  readonly memories: readonly UnitMemory[];
  readonly globals: readonly UnitGlobal[];
  readonly tables: readonly unknown[];
  readonly datas: readonly unknown[];
  readonly elements: readonly unknown[];
  readonly tags: readonly unknown[];
  /** Canonical type ids, by type index. */
  readonly types: Int32Array;
  readonly instance: unknown;
  /** The code that `call_indirect` may call, by element index. */
  codes(table: number, typeidx: number): ReadonlyArray<UnitCode | null>;
  /** The class of a structure type: its words, and its descriptor if it has one. */
  structClass(typeidx: number): unknown;
  /** The class of an array type. */
  arrayClass(typeidx: number): unknown;
  /**
   * A typed array over a memory from byte `offset` on, with as many elements as there are; an empty one where the host has none of its kind, or another
   * order of bytes.
   *
   * @param kind index into `ARRAY_KINDS`
   */
  array(memory: UnitMemory, kind: number, offset: number): ArrayLike<number | bigint>;
  /** A memory's view without its last four bytes; an empty one if it has none. */
  shortView(memory: UnitMemory): DataView;
  /** The views of a memory, which follow it. */
  views(memory: number): MemoryViews;
}

/** Gives a unit its environment. @returns its functions, in their order */
export type UnitFactory = (environment: Environment) => UnitCode[];

/** Evaluates the body of a function of one parameter. */
export type Evaluator = (parameter: string, body: string) => unknown;

/** `new Function`. */
export const defaultEvaluator: Evaluator = (parameter, body) => new Function(parameter, body);
