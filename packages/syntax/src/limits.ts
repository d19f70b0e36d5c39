/**
 * Implementation limits: what a module may declare before it is turned away. The numbers are those of the JavaScript API specification, which all
 * browsers share, so that a module accepted here is accepted there.
 *
 * @see https://webassembly.github.io/spec/js-api/index.html#limits
 */
export const LIMITS = {
  moduleSize: 1_073_741_824,
  types: 1_000_000,
  recTypes: 1_000_000,
  subtypesInRecType: 1_000_000,
  subtypeDepth: 63,
  functions: 1_000_000,
  imports: 1_000_000,
  exports: 1_000_000,
  globals: 1_000_000,
  tags: 1_000_000,
  dataSegments: 100_000,
  elementSegments: 10_000_000,
  tables: 100_000,
  memories: 100,
  tableElements: 10_000_000,
  functionBodySize: 7_654_321,
  functionLocals: 50_000,
  functionParams: 1_000,
  functionResults: 1_000,
  structFields: 10_000,
  arrayNewFixedOperands: 10_000,
} as const;

/** 2^16: bytes in a page of memory, unless custom page sizes say otherwise. */
export const PAGE_SIZE = 65536;

/** log2 of {@link PAGE_SIZE}. */
export const PAGE_SIZE_LOG2 = 16;
