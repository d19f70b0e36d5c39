import type { Expr } from './expr.ts';
import type { FeatureSet } from './features.ts';
import type {
  ExternKind,
  ExternType,
  GlobalType,
  MemoryType,
  RecType,
  SubType,
  TableType,
  TagType,
  ValType,
} from './types.ts';

/**
 * Modules (§2.5). The decoder makes one from a binary, the text parser from source text; validator, compiler, encoder and printer read it. All
 * `offset`s are byte offsets in the binary (0 where there is none). Index spaces begin with the imports, as in the specification.
 *
 * @see https://webassembly.github.io/spec/core/syntax/modules.html
 */
export interface Module {
  readonly recTypes: readonly RecType[];
  /** The members of all `recTypes`, by type index. */
  readonly types: readonly SubType[];
  readonly imports: readonly Import[];
  /** Defined functions; their indices follow the imported ones. So for the next four. */
  readonly funcs: readonly Func[];
  readonly tables: readonly Table[];
  readonly memories: readonly Memory[];
  readonly globals: readonly Global[];
  readonly tags: readonly Tag[];
  readonly exports: readonly Export[];
  readonly start?: Start;
  readonly elements: readonly ElementSegment[];
  readonly datas: readonly DataSegment[];
  /** The count of the data count section, where there is one. */
  readonly dataCount?: number;
  readonly customs: readonly CustomSection[];
}

export interface Import {
  readonly module: string;
  readonly name: string;
  readonly type: ExternType;
  readonly offset: number;
}

/** Consecutive locals of one type, as the binary declares them. */
export interface LocalRun {
  readonly count: number;
  readonly type: ValType;
}

export interface FuncBody {
  /** Declared locals; parameters come before them in the index space. */
  readonly locals: readonly LocalRun[];
  readonly expr: Expr;
}

export interface Func {
  /** Index of its function type. */
  readonly type: number;
  /** Byte offset and size of its entry in the code section, from the locals on. */
  readonly offset: number;
  readonly size: number;
  /**
   * The body. A decoded module reads it anew from the binary at every call, so that large modules stay small in memory: keep it no
   * longer than it is needed.
   *
   * @throws DecodeError where the bytes are malformed
   */
  body(): FuncBody;
  /** Where `offset` is a place in; absent where there is no binary. */
  readonly binary?: Binary;
}

/** The bytes of a module in the binary format, and the features with which they are read. */
export interface Binary {
  readonly bytes: Uint8Array;
  readonly features: FeatureSet;
}

export interface Table {
  readonly type: TableType;
  /** Absent: null. */
  readonly init?: Expr;
  readonly offset: number;
}

export interface Memory {
  readonly type: MemoryType;
  readonly offset: number;
}

export interface Global {
  readonly type: GlobalType;
  readonly init: Expr;
  readonly offset: number;
}

export interface Tag {
  readonly type: TagType;
  readonly offset: number;
}

export interface Export {
  readonly name: string;
  readonly kind: ExternKind;
  readonly index: number;
  readonly offset: number;
}

export interface Start {
  readonly func: number;
  readonly offset: number;
}

/** Where an active segment goes. */
export type SegmentMode =
  | { readonly kind: 'passive' }
  | { readonly kind: 'declarative' }
  | { readonly kind: 'active'; readonly index: number; readonly at: Expr };

/** The elements of a segment: plain function indices, as most segments have it, or constant expressions. */
export type ElementInit =
  | { readonly kind: 'funcs'; readonly funcs: Uint32Array }
  | { readonly kind: 'exprs'; readonly exprs: readonly Expr[] };

/** §2.5.7. */
export interface ElementSegment {
  readonly type: ValType;
  readonly init: ElementInit;
  readonly mode: SegmentMode;
  readonly offset: number;
}

/** §2.5.8. */
export interface DataSegment {
  readonly init: Uint8Array;
  readonly mode: SegmentMode;
  readonly offset: number;
}

/** Ids of the sections of the binary format (§5.5.2), in the order in which they must stand. */
export const SECTION_ORDER = [
  'type',
  'import',
  'function',
  'table',
  'memory',
  'tag',
  'global',
  'export',
  'start',
  'element',
  'datacount',
  'code',
  'data',
] as const;

/** A section other than a custom one. */
export type SectionName = (typeof SECTION_ORDER)[number];

/** Section ids in the binary, by name. */
export const SECTION_IDS: Readonly<Record<SectionName | 'custom', number>> = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  datacount: 12,
  tag: 13,
};

/** §2.5 appendix. Uninterpreted, but for those that `names.ts` and others know. */
export interface CustomSection {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The section that it follows; `undefined` at the very beginning. */
  readonly after?: SectionName;
  /** Byte offset of `bytes`. */
  readonly offset: number;
}

/** A module in which there is nothing. */
export const EMPTY_MODULE: Module = {
  recTypes: [],
  types: [],
  imports: [],
  funcs: [],
  tables: [],
  memories: [],
  globals: [],
  tags: [],
  exports: [],
  elements: [],
  datas: [],
  customs: [],
};

/** How many entities of a kind a module imports: where the index space of the defined ones begins. */
export function importCount(module: Module, kind: ExternKind): number {
  let count = 0;
  for (const { type } of module.imports) if (type.kind === kind) count++;
  return count;
}
