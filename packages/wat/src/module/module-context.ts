import type {
  DataSegment,
  ElementSegment,
  Export,
  FeatureSet,
  Func,
  Global,
  Import,
  Memory,
  Start,
  Table,
  Tag,
} from '@softwasm/syntax';
import type { Cursor } from '../cursor.ts';
import type { ModuleAnnotations } from './annotations.ts';
import type { BranchHint } from './branch-hints.ts';
import { IndexSpace } from './index-space.ts';
import { TypeTable } from './type-table.ts';

/** Kinds of definitions, as the message about imports that follow one calls them. */
export type DefinitionKind = 'function' | 'table' | 'memory' | 'global' | 'tag';

/** A module while it is parsed: its index spaces, filled by a first pass over its fields, and what the second pass has made of them. */
export class ModuleContext {
  readonly cursor: Cursor;
  readonly features: FeatureSet;
  readonly annotations: ModuleAnnotations;
  readonly typeIds: IndexSpace = new IndexSpace('type');
  readonly funcIds: IndexSpace = new IndexSpace('function');
  readonly tableIds: IndexSpace = new IndexSpace('table');
  readonly memoryIds: IndexSpace = new IndexSpace('memory');
  readonly globalIds: IndexSpace = new IndexSpace('global');
  readonly tagIds: IndexSpace = new IndexSpace('tag');
  readonly elemIds: IndexSpace = new IndexSpace('elem segment');
  readonly dataIds: IndexSpace = new IndexSpace('data segment');
  /** By type index. */
  readonly fieldIds: Map<number, IndexSpace> = new Map();
  /** Of the function being parsed. */
  readonly localIds: IndexSpace = new IndexSpace('local');
  readonly localNames: Map<number, Map<number, string>> = new Map();
  readonly labelNames: Map<number, ReadonlyMap<number, string>> = new Map();
  readonly branchHints: Map<number, readonly BranchHint[]> = new Map();

  readonly types: TypeTable = new TypeTable();
  readonly imports: Import[] = [];
  readonly funcs: Func[] = [];
  readonly tables: Table[] = [];
  readonly memories: Memory[] = [];
  readonly globals: Global[] = [];
  readonly tags: Tag[] = [];
  readonly exports: Export[] = [];
  readonly elements: ElementSegment[] = [];
  readonly datas: DataSegment[] = [];
  start: Start | undefined;
  /** What was defined last: no import may follow it. */
  lastDefinition: DefinitionKind | undefined;

  constructor(cursor: Cursor, features: FeatureSet, annotations: ModuleAnnotations) {
    this.cursor = cursor;
    this.features = features;
    this.annotations = annotations;
  }
}
