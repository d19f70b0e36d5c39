import { type FeatureSet, WASM_EDITIONS, withFeatures } from '@softwasm/syntax';

/** Files of the suite that are run under one set of features, and make one row of the conformance table. */
export interface Group {
  /** Folder of the suite, as a prefix of file names. */
  readonly folder: string;
  /** What the conformance table calls it. */
  readonly title: string;
  readonly features: FeatureSet;
}

const WASM_3 = WASM_EDITIONS['3.0'];

/*
 * The folders contradict each other in places (a proposal changes a rule that `core` pins), so each has features of its own. The scripts of the
 * threads proposal predate 3.0 and reference types, and want the limits of their day: one memory, one table.
 */
const GROUPS: readonly Group[] = [
  { folder: 'core/bulk-memory', title: 'Bulk memory', features: WASM_3 },
  { folder: 'core/exceptions', title: 'Exceptions', features: WASM_3 },
  { folder: 'core/gc', title: 'Garbage collection', features: WASM_3 },
  { folder: 'core/memory64', title: '64-bit memories and tables', features: WASM_3 },
  { folder: 'core/multi-memory', title: 'Multiple memories', features: WASM_3 },
  { folder: 'core/relaxed-simd', title: 'Relaxed vector instructions', features: WASM_3 },
  { folder: 'core/simd', title: 'Vector instructions', features: WASM_3 },
  { folder: 'core', title: 'Core', features: WASM_3 },
  { folder: 'custom', title: 'Custom sections and annotations', features: WASM_3 },
  { folder: 'legacy', title: 'Legacy exceptions', features: withFeatures(WASM_3, ['legacy-exceptions']) },
  {
    folder: 'proposals/custom-descriptors',
    title: 'Proposal: custom descriptors',
    features: withFeatures(WASM_3, ['custom-descriptors']),
  },
  {
    folder: 'proposals/custom-page-sizes',
    title: 'Proposal: custom page sizes',
    features: withFeatures(WASM_3, ['custom-page-sizes']),
  },
  {
    folder: 'proposals/threads',
    title: 'Proposal: threads',
    features: withFeatures(WASM_EDITIONS['2.0'], ['threads'], ['reference-types']),
  },
  {
    folder: 'proposals/wide-arithmetic',
    title: 'Proposal: wide arithmetic',
    features: withFeatures(WASM_3, ['wide-arithmetic']),
  },
];

/** Where files outside all known folders go, e.g. those of a suite of one's own. */
const OTHER: Group = { folder: '', title: 'Other', features: WASM_3 };

/** The rows of the conformance table, in their order: `core` itself first. */
export const TABLE_ORDER: readonly Group[] = [
  ...GROUPS.filter(({ folder }) => folder === 'core'),
  ...GROUPS.filter(({ folder }) => folder !== 'core'),
  OTHER,
];

/** The group of a file, named by its path in the suite with `/`. Sub-folders are listed before their folder, so the first match is the closest. */
export function groupOf(file: string): Group {
  return GROUPS.find(({ folder }) => file.startsWith(`${folder}/`)) ?? OTHER;
}
