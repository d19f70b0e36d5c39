import { type Feature, type FeatureSet, INSTRUCTION_COUNT, INSTRUCTION_FEATURES, MNEMONICS } from '@softwasm/syntax';
import { HASH_SEED, hashByte } from './symbol-table.ts';

/** The keywords that are no mnemonics, with the features that they belong to. */
const STRUCTURAL = {
  // Types
  i8: 'gc',
  i16: 'gc',
  i32: 'mvp',
  i64: 'mvp',
  f32: 'mvp',
  f64: 'mvp',
  v128: 'simd',
  i8x16: 'simd',
  i16x8: 'simd',
  i32x4: 'simd',
  i64x2: 'simd',
  f32x4: 'simd',
  f64x2: 'simd',
  any: 'gc',
  anyref: 'gc',
  none: 'gc',
  nullref: 'gc',
  eq: 'gc',
  eqref: 'gc',
  i31: 'gc',
  i31ref: 'gc',
  structref: 'gc',
  arrayref: 'gc',
  nofunc: 'gc',
  funcref: 'mvp',
  nullfuncref: 'gc',
  exn: 'exceptions',
  noexn: 'exceptions',
  exnref: 'exceptions',
  nullexnref: 'exceptions',
  extern: 'reference-types',
  noextern: 'gc',
  externref: 'reference-types',
  nullexternref: 'gc',
  ref: 'function-references',
  null: 'function-references',
  array: 'gc',
  struct: 'gc',
  field: 'gc',
  sub: 'gc',
  final: 'gc',
  rec: 'gc',
  mut: 'mvp',
  shared: 'threads',
  pagesize: 'custom-page-sizes',
  exact: 'custom-descriptors',
  descriptor: 'custom-descriptors',
  describes: 'custom-descriptors',
  // Clauses of instructions
  // biome-ignore lint/suspicious/noThenProperty: a keyword, and nothing that is awaited
  then: 'mvp',
  do: 'legacy-exceptions',
  catch_ref: 'exceptions',
  catch_all_ref: 'exceptions',
  // Module fields
  module: 'mvp',
  type: 'mvp',
  func: 'mvp',
  param: 'mvp',
  result: 'mvp',
  local: 'mvp',
  global: 'mvp',
  table: 'mvp',
  memory: 'mvp',
  tag: 'exceptions',
  elem: 'mvp',
  item: 'reference-types',
  declare: 'reference-types',
  data: 'mvp',
  offset: 'mvp',
  start: 'mvp',
  import: 'mvp',
  export: 'mvp',
  // Scripts
  binary: 'mvp',
  quote: 'mvp',
  definition: 'mvp',
  instance: 'mvp',
  register: 'mvp',
  invoke: 'mvp',
  get: 'mvp',
  thread: 'mvp',
  wait: 'mvp',
  either: 'mvp',
  'nan:canonical': 'mvp',
  'nan:arithmetic': 'mvp',
  'ref.struct': 'mvp',
  'ref.array': 'mvp',
  'ref.exn': 'mvp',
  'ref.extern': 'mvp',
  'ref.host': 'mvp',
  assert_malformed: 'mvp',
  assert_malformed_custom: 'mvp',
  assert_invalid: 'mvp',
  assert_invalid_custom: 'mvp',
  assert_unlinkable: 'mvp',
  assert_return: 'mvp',
  assert_trap: 'mvp',
  assert_exception: 'mvp',
  assert_exhaustion: 'mvp',
} as const;

STRUCTURAL satisfies Readonly<Record<string, Feature>>;

export type StructuralKeyword = keyof typeof STRUCTURAL;

/**
 * Keywords have ids: a mnemonic has the id of the first instruction that it names, all others follow from `INSTRUCTION_COUNT` on.
 */
const KEYWORDS: readonly string[] = [...MNEMONICS, ...Object.keys(STRUCTURAL)];

/** The ids of the keywords that are no mnemonics. */
export const KEYWORD: Readonly<Record<StructuralKeyword, number>> = Object.fromEntries(
  Object.keys(STRUCTURAL).map((name, i) => [name, INSTRUCTION_COUNT + i]),
) as Record<StructuralKeyword, number>;

/** The features of all keywords, by id. */
const KEYWORD_FEATURES: readonly Feature[] = [...INSTRUCTION_FEATURES, ...Object.values(STRUCTURAL)];

/** Keywords that other features know as well as the one whose instruction they are. */
const SHARED_KEYWORDS: Readonly<Record<string, Feature>> = { catch: 'exceptions', catch_all: 'exceptions' };

/** By keyword id, whether a feature of the set has the keyword. */
export function enabledKeywords(features: FeatureSet): Uint8Array {
  return Uint8Array.from(KEYWORD_FEATURES, (feature, id) => {
    const other = SHARED_KEYWORDS[KEYWORDS[id] as string];
    return features.has(feature) || (other !== undefined && features.has(other)) ? 1 : 0;
  });
}

const SLOTS = 4096;
const table = buildTable();

interface KeywordTable {
  /** Open addressing: keyword id + 1, or 0. */
  readonly slots: Int16Array;
  readonly hashes: Int32Array;
  readonly texts: readonly Uint8Array[];
}

function buildTable(): KeywordTable {
  const slots = new Int16Array(SLOTS);
  const hashes = new Int32Array(KEYWORDS.length);
  const texts: Uint8Array[] = [];
  const seen = new Set<string>();
  for (const [id, word] of KEYWORDS.entries()) {
    const text = Uint8Array.from(word, (character) => character.charCodeAt(0));
    texts.push(text);
    if (seen.has(word)) continue;
    seen.add(word);
    let hash = HASH_SEED;
    for (let i = 1; i < text.length; i++) hash = hashByte(hash, text[i] as number);
    hashes[id] = hash = keywordHash(hash, text[0] as number);
    let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    slots[slot] = id + 1;
  }
  return { slots, hashes, texts };
}

function keywordHash(restHash: number, first: number): number {
  return (restHash + Math.imul(first, 0x9e3779b1)) | 0;
}

/** The id of the keyword `source[start, end)`, or -1; `restHash` is the hash of all its bytes but the first. */
export function lookUpKeyword(source: Uint8Array, start: number, end: number, restHash: number): number {
  const hash = keywordHash(restHash, source[start] as number);
  let slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  for (;;) {
    const id = (table.slots[slot] as number) - 1;
    if (id < 0) return -1;
    if (table.hashes[id] === hash && matches(table.texts[id] as Uint8Array, source, start, end)) return id;
    slot = (slot + 1) & (SLOTS - 1);
  }
}

function matches(text: Uint8Array, source: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text[i] !== source[start + i]) return false;
  return true;
}
