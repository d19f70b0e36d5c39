import { CATEGORIES, MNEMONICS, SIGNATURES } from './instruction-set.ts';
import { isNum } from './types.ts';

/** The edition of the specification that all anchors are of. */
export const SPECIFICATION_URL = 'https://webassembly.github.io/spec/core/';

/** Where the specification explains an instruction: paths below {@link SPECIFICATION_URL}. */
export interface SpecificationAnchors {
  readonly validation: string;
  readonly execution: string;
}

/** Conversions that keep no type: their names say so where their signatures cannot. */
const CONVERSION = /(wrap|extend_i32|trunc|convert|demote|promote|reinterpret)/;

/** The specification treats numeric instructions in groups, by the shape of their signatures. */
function numericGroup(mnemonic: string, params: readonly number[], results: readonly number[]): string {
  if (params.length === 0) return 'const';
  if (CONVERSION.test(mnemonic) && !/^f\d\d\.trunc$/.test(mnemonic)) return 'cvtop';
  if (mnemonic.endsWith('.eqz')) return 'testop';
  if (params.length === 1) return 'unop';
  return /\.(eq|ne|[lg][te](_[su])?)$/.test(mnemonic) && results.length === 1 ? 'relop' : 'binop';
}

const VECTOR_GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^v128\.load\d+_lane$/, 'vload-lane'],
  [/^v128\.store\d+_lane$/, 'vstore-lane'],
  [/^v128\.load\d+_splat$/, 'vload-splat'],
  [/^v128\.load\d+_zero$/, 'vload-zero'],
  [/^v128\.load\d+x/, 'vload-pack'],
  [/^v128\.load$/, 'vload-val'],
  [/^v128\.store$/, 'vstore'],
  [/\.const$/, 'vconst'],
  [/^v128\.not$/, 'vvunop'],
  [/^v128\.(and|andnot|or|xor)$/, 'vvbinop'],
  [/^v128\.bitselect$/, 'vvternop'],
  [/^v128\.any_true$/, 'vvtestop'],
  [/\.all_true$/, 'vtestop'],
  [/\.bitmask$/, 'vbitmask'],
  [/\.shuffle$/, 'vshuffle'],
  [/swizzle$/, 'vswizzlop'],
  [/\.splat$/, 'vsplat'],
  [/\.extract_lane/, 'vextract-lane'],
  [/\.replace_lane$/, 'vreplace-lane'],
  [/\.narrow_/, 'vnarrow'],
  [/\.extadd_pairwise_/, 'vextunop'],
  [/\.(extmul_|dot_|relaxed_dot_i8x16_i7x16_s)/, 'vextbinop'],
  [/\.relaxed_dot_i8x16_i7x16_add_s$/, 'vextternop'],
  [/\.(extend_|relaxed_trunc|trunc_sat|convert|demote|promote)/, 'vcvtop'],
  [/\.(shl|shr_[su])$/, 'vshiftop'],
  [/\.(eq|ne|[lg][te](_[su])?)$/, 'vrelop'],
  [/\.relaxed_(n?madd|laneselect)$/, 'vternop'],
];

function vectorGroup(mnemonic: string, params: number): string {
  const found = VECTOR_GROUPS.find(([pattern]) => pattern.test(mnemonic));
  return found?.[1] ?? (params === 1 ? 'vunop' : 'vbinop');
}

function memoryGroup(mnemonic: string): string {
  const access = /^[if]\d\d\.(load|store)(\d*)/.exec(mnemonic);
  if (access === null) return mnemonic;
  return `${access[1]}-${access[2] === '' ? 'val' : 'pack'}`;
}

/** What the specification has no heading for: the proposals that are not merged into it, and what is explained with another. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  else: 'if',
  end: 'block',
  try: 'try_table',
  catch: 'try_table',
  catch_all: 'try_table',
  delegate: 'try_table',
  rethrow: 'throw_ref',
  br_on_cast_desc_eq: 'br_on_cast',
  br_on_cast_desc_eq_fail: 'br_on_cast_fail',
  'ref.get_desc': 'struct.get',
  'ref.cast_desc_eq': 'ref.cast',
  'struct.new_desc': 'struct.new',
  'struct.new_default_desc': 'struct.new_default',
  'i31.get_s': 'i31.get',
  'i31.get_u': 'i31.get',
};

function groupOf(id: number): string {
  const mnemonic = MNEMONICS[id] as string;
  const signature = SIGNATURES[id] ?? { params: [], results: [] };
  switch (CATEGORIES[id]) {
    case 'numeric':
      return numericGroup(mnemonic, signature.params.filter(isNum), signature.results);
    case 'vector':
      return vectorGroup(mnemonic, signature.params.length);
    case 'memory':
      return memoryGroup(mnemonic);
    case 'atomic':
      // The threads proposal: atomic accesses are explained beside the plain ones.
      return 'memarg';
    default:
      return ELSEWHERE[mnemonic] ?? mnemonic;
  }
}

/** Where the specification validates and executes the instruction with this id. Instructions of unmerged proposals lead to their nearest kin. */
export function specificationAnchors(id: number): SpecificationAnchors {
  const group = groupOf(id);
  const anchor = group.replace(/[._]/g, '-');
  // Only here do the two chapters name things differently.
  const execution = anchor.replace(/^(struct|array)-get-[su]$/, '$1-get-sx');
  return {
    validation: `valid/instructions.html#valid-${anchor}`,
    execution: `exec/instructions.html#exec-${execution}`,
  };
}
