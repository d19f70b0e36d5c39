/** Names by index. */
export type NameMap = ReadonlyMap<number, string>;

/** Names by two indices: locals and labels by function, fields by type. */
export type IndirectNameMap = ReadonlyMap<number, NameMap>;

/**
 * The name section: names for diagnostics and disassembly, without any meaning for execution. Subsections 4 to 10 are the extended name
 * section's, which the text format's identifiers want.
 *
 * @see https://webassembly.github.io/spec/core/appendix/custom.html#name-section
 */
export interface NameSection {
  readonly module?: string;
  readonly functions: NameMap;
  readonly locals: IndirectNameMap;
  readonly labels: IndirectNameMap;
  readonly types: NameMap;
  readonly tables: NameMap;
  readonly memories: NameMap;
  readonly globals: NameMap;
  readonly elements: NameMap;
  readonly datas: NameMap;
  readonly fields: IndirectNameMap;
  readonly tags: NameMap;
}

/** The subsections of the name section, by id. */
export const NAME_SUBSECTIONS = [
  'module',
  'functions',
  'locals',
  'labels',
  'types',
  'tables',
  'memories',
  'globals',
  'elements',
  'datas',
  'fields',
  'tags',
] as const;

/** A name section that names nothing. */
export const NO_NAMES: NameSection = {
  functions: new Map(),
  locals: new Map(),
  labels: new Map(),
  types: new Map(),
  tables: new Map(),
  memories: new Map(),
  globals: new Map(),
  elements: new Map(),
  datas: new Map(),
  fields: new Map(),
  tags: new Map(),
};
