/** The JavaScript kind of a node or variable: one word, number or reference each; `i64` is a BigInt (`build/longs.ts`). */
export type WordType = 'i32' | 'f32' | 'f64' | 'ref' | 'i64';

/**
 * What is known of a node's result, by its operator alone:
 *
 * - `bool`: an i32 that JavaScript computes as a boolean
 * - `small`: an i32 from 0 to 2^31 - 1, the same signed and unsigned
 * - `arith`: a float that is a JavaScript number, whose NaN is an arithmetic one (`numerics/nan.ts`, rule 4)
 * - `load`: reads a memory, and traps out of bounds
 * - `state`: reads what a call or a store elsewhere may change (globals, sizes)
 */
export type NodeTrait = 'bool' | 'small' | 'arith' | 'load' | 'state' | '';

/** One operator: name, how many of the fields `a`, `b`, `c` are operands, result type, trait. */
export type NodeRow = readonly [name: string, operands: 0 | 1 | 2 | 3, type: WordType, trait: NodeTrait];

/**
 * The operators of the IR. All work on words: an i64 is two nodes, a v128 four. Nothing here has an effect, and nothing traps but loads, so that a
 * node may be evaluated at any time between what it reads and what writes that.
 *
 * Beyond operands, `a` … `d` hold: constants `a` (bits; f64: low and high word in `a`, `b`); `get` the variable `a`; loads the constant offset in `b`,
 * the memory in `c`; `field` and `payload` the word in `b`; `is.type` the type in `b`, its depth in `c`; `is.kind` and `tagged` see `references.ts`;
 * `call` the helper in `a`, or function `-1 - a`, the arguments in `list` from `b`, `c` many; `global` index `a` and word `b`; `entity` kind `a`, index `b`.
 */
export const NODE_OPS = [
  ['i32.const', 0, 'i32', ''],
  ['f32.const', 0, 'f32', ''],
  ['f64.const', 0, 'f64', ''],
  ['ref.null', 0, 'ref', ''],
  ['get', 0, 'i32', ''],
  ['global', 0, 'i32', 'state'],
  ['memory.size', 0, 'i32', 'state'],
  ['table.size', 0, 'i32', 'state'],
  // What a helper is handed: a memory, table, segment, type, function or instance itself.
  ['entity', 0, 'ref', ''],
  // A slot of results, `a`, in the array for its type (docs/CALLING-CONVENTION.md): what a part of this function has left there.
  ['slot', 0, 'i32', 'state'],
  // A helper without effects; its type is its own.
  ['call', 0, 'i32', ''],
  // `a ? b : c`; only one of `b` and `c` is evaluated, so neither may load.
  ['cond', 3, 'i32', ''],

  ['add', 2, 'i32', ''],
  ['sub', 2, 'i32', ''],
  ['mul', 2, 'i32', ''],
  // The divisor is neither 0 nor the operands overflow: a `trapif` asked before.
  ['div_s', 2, 'i32', ''],
  ['div_u', 2, 'i32', ''],
  ['rem_s', 2, 'i32', ''],
  ['rem_u', 2, 'i32', ''],
  // High word of the 64-bit product; the operands are atoms.
  ['mulhi_u', 2, 'i32', ''],
  // The same where `b` is a constant below 2^21.
  ['mulhi_k', 2, 'i32', 'small'],
  // The high word where `c` is the low one of the same product.
  ['mulhi_u.beside', 3, 'i32', ''],
  // The high word of a sum of a product and of words, which `a` is as a float, rounded, and `b` the low word of.
  ['mulhi_u.sum', 2, 'i32', ''],
  ['and', 2, 'i32', ''],
  ['or', 2, 'i32', ''],
  ['xor', 2, 'i32', ''],
  ['shl', 2, 'i32', ''],
  ['shr_s', 2, 'i32', ''],
  ['shr_u', 2, 'i32', ''],
  // Both operands are atoms.
  ['rotl', 2, 'i32', ''],
  ['clz', 1, 'i32', 'small'],
  ['ctz', 1, 'i32', 'small'],
  ['popcnt', 1, 'i32', 'small'],

  ['not', 1, 'i32', 'bool'],
  ['eq', 2, 'i32', 'bool'],
  ['ne', 2, 'i32', 'bool'],
  ['lt_s', 2, 'i32', 'bool'],
  ['le_s', 2, 'i32', 'bool'],
  ['gt_s', 2, 'i32', 'bool'],
  ['ge_s', 2, 'i32', 'bool'],
  ['lt_u', 2, 'i32', 'bool'],
  // `lt_u` of words that are as good as random: whether a sum, `a`, of which `b` is one part wrapped around.
  ['carry', 2, 'i32', 'bool'],
  ['le_u', 2, 'i32', 'bool'],
  ['gt_u', 2, 'i32', 'bool'],
  ['ge_u', 2, 'i32', 'bool'],
  // Lazy, on booleans: `b` may not load.
  ['both', 2, 'i32', 'bool'],
  ['either', 2, 'i32', 'bool'],
  // `a ? b : c` of booleans; `b` and `c` may not load.
  ['cond.bool', 3, 'i32', 'bool'],
  ['feq', 2, 'i32', 'bool'],
  ['fne', 2, 'i32', 'bool'],
  ['flt', 2, 'i32', 'bool'],
  ['fle', 2, 'i32', 'bool'],
  ['fgt', 2, 'i32', 'bool'],
  ['fge', 2, 'i32', 'bool'],
  ['isnull', 1, 'i32', 'bool'],
  ['same', 2, 'i32', 'bool'],
  // What `references.ts` makes: they look into references that are not null.
  ['is.type', 1, 'i32', 'bool'],
  ['is.kind', 1, 'i32', 'bool'],
  ['is.i31', 1, 'i32', 'bool'],
  ['tagged', 1, 'i32', 'bool'],
  ['field', 1, 'i32', 'state'],
  ['field.const', 1, 'i32', ''],
  ['payload', 1, 'i32', ''],
  ['array.len', 1, 'i32', 'small'],
  ['array.slot', 2, 'i32', 'state'],
  // The index counts bytes; both operands are atoms.
  ['array.f32', 2, 'f32', 'state'],
  ['array.f64', 2, 'f64', 'state'],
  ['i31.get', 1, 'i32', ''],
  ['ref.i31', 1, 'ref', ''],
  // Whether a float is above, and below, constants: what truncations ask.
  ['trunc.fits_i32_s', 1, 'i32', 'bool'],
  ['trunc.fits_i32_u', 1, 'i32', 'bool'],
  ['trunc.fits_i64_s', 1, 'i32', 'bool'],
  ['trunc.fits_i64_u', 1, 'i32', 'bool'],
  // `x | 0`; the float is in range.
  ['trunc', 1, 'i32', ''],

  // Words as a BigInt of 64 bits, `a` the low one; the same of one word, extended by its sign.
  ['long', 2, 'i64', ''],
  ['long.of_i32', 1, 'i64', ''],
  // The same as `long`, by way of the scratch.
  ['long.of_words', 2, 'i64', ''],
  ['long.add', 2, 'i64', ''],
  ['long.sub', 2, 'i64', ''],
  ['long.mul', 2, 'i64', ''],
  ['long.and', 2, 'i64', ''],
  ['long.or', 2, 'i64', ''],
  ['long.xor', 2, 'i64', ''],
  // By a constant from 1 to 63; of a rotation, the first operand is an atom.
  ['long.shl', 2, 'i64', ''],
  ['long.shr_u', 2, 'i64', ''],
  ['long.rotl', 2, 'i64', ''],
  // The same of any operand, which is printed once.
  ['long.rotl.once', 2, 'i64', ''],
  // The divisor is not 0; the quotient does not overflow.
  ['long.div', 2, 'i64', ''],
  ['long.rem', 2, 'i64', ''],
  // Whether it is not 0.
  ['long.truth', 1, 'i32', 'bool'],
  ['long.eq', 2, 'i32', 'bool'],
  ['long.ne', 2, 'i32', 'bool'],
  ['long.lt', 2, 'i32', 'bool'],
  ['long.le', 2, 'i32', 'bool'],
  ['long.gt', 2, 'i32', 'bool'],
  ['long.ge', 2, 'i32', 'bool'],
  // The words of a BigInt, which is an atom.
  ['low', 1, 'i32', ''],
  ['high', 1, 'i32', ''],

  ['load8_s', 1, 'i32', 'load'],
  ['load8_u', 1, 'i32', 'load'],
  ['load16_s', 1, 'i32', 'load'],
  ['load16_u', 1, 'i32', 'load'],
  ['load32', 1, 'i32', 'load'],
  // The low word of eight bytes: traps where those eight are out of bounds. `d` is the node of the high word.
  ['load64_lo', 1, 'i32', 'load'],
  ['load_f32', 1, 'f32', 'load'],
  ['load_f64', 1, 'f64', 'load'],
  ['load_i64', 1, 'i64', 'load'],

  ['f64.add', 2, 'f64', 'arith'],
  ['f64.sub', 2, 'f64', 'arith'],
  ['f64.mul', 2, 'f64', 'arith'],
  ['f64.div', 2, 'f64', 'arith'],
  ['f64.sqrt', 1, 'f64', 'arith'],
  ['f64.min', 2, 'f64', 'arith'],
  ['f64.max', 2, 'f64', 'arith'],
  ['f64.ceil', 1, 'f64', 'arith'],
  ['f64.floor', 1, 'f64', 'arith'],
  ['f64.trunc', 1, 'f64', 'arith'],
  // The operand is `arith`.
  ['f64.abs', 1, 'f64', 'arith'],
  ['f64.of_i32', 1, 'f64', 'arith'],
  ['f64.of_u32', 1, 'f64', 'arith'],
  ['f64.promote', 1, 'f64', 'arith'],
  ['f32.add', 2, 'f32', 'arith'],
  ['f32.sub', 2, 'f32', 'arith'],
  ['f32.mul', 2, 'f32', 'arith'],
  ['f32.div', 2, 'f32', 'arith'],
  ['f32.sqrt', 1, 'f32', 'arith'],
  ['f32.min', 2, 'f32', 'arith'],
  ['f32.max', 2, 'f32', 'arith'],
  ['f32.ceil', 1, 'f32', 'arith'],
  ['f32.floor', 1, 'f32', 'arith'],
  ['f32.trunc', 1, 'f32', 'arith'],
  ['f32.abs', 1, 'f32', 'arith'],
  ['f32.of_i32', 1, 'f32', 'arith'],
  ['f32.of_u32', 1, 'f32', 'arith'],
  ['f32.demote', 1, 'f32', 'arith'],
] as const;

// A bare `satisfies` statement: the constant keeps its literal type and is checked all the same.
NODE_OPS satisfies readonly NodeRow[];

/** The name of an operator. */
export type NodeOp = (typeof NODE_OPS)[number][0];

/** The operators on floats. */
export type FloatOp = Extract<
  NodeOp,
  `f32.${string}` | `f64.${string}` | 'feq' | 'fne' | 'flt' | 'fle' | 'fgt' | 'fge'
>;

/** The operators that read a memory. */
export type LoadOp = Extract<NodeOp, `load${string}`>;

/** The others. */
export type WordOp = Exclude<NodeOp, FloatOp | LoadOp | ReferenceOp | LongOp>;

/** The operators on BigInts of 64 bits. */
export type LongOp = Extract<NodeOp, `long${string}` | 'low' | 'high'>;

/** The operators that look into references, or make them. */
export type ReferenceOp = Extract<
  NodeOp,
  | 'field'
  | 'field.const'
  | 'payload'
  | 'array.len'
  | 'array.slot'
  | 'array.f32'
  | 'array.f64'
  | 'i31.get'
  | 'ref.i31'
  | 'is.type'
  | 'is.kind'
  | 'is.i31'
  | 'tagged'
>;

const ROWS: readonly NodeRow[] = NODE_OPS;

/** Names by code. */
export const NODE_NAMES: readonly NodeOp[] = NODE_OPS.map((row) => row[0]);

/** Codes by name: for set-up; whoever compares often keeps the code in a constant of its own. */
export const OP: Readonly<Record<NodeOp, number>> = Object.fromEntries(
  NODE_NAMES.map((name, code) => [name, code]),
) as Record<NodeOp, number>;

/** Word types by their code in `FunctionIR.type`. */
export const WORD_TYPES: readonly WordType[] = ['i32', 'f32', 'f64', 'ref', 'i64'];

export const T_I32: number = 0;
export const T_F32: number = 1;
export const T_F64: number = 2;
export const T_REF: number = 3;
export const T_I64: number = 4;

/** How many of the fields are operands, by code. */
export const OPERANDS: Uint8Array = Uint8Array.from(ROWS, (row) => row[1]);

/** Result types, by code; `get`, `global`, `call` and `cond` have theirs from elsewhere. */
export const RESULT_TYPES: Uint8Array = Uint8Array.from(ROWS, (row) => WORD_TYPES.indexOf(row[2]));

function withTrait(...traits: NodeTrait[]): Uint8Array {
  return Uint8Array.from(ROWS, (row) => (traits.includes(row[3]) ? 1 : 0));
}

/** Whether a node is computed as a boolean, by code. */
export const IS_BOOL: Uint8Array = withTrait('bool');

/** Whether a node's word is the same signed and unsigned, by code. */
export const IS_SMALL: Uint8Array = withTrait('bool', 'small');

/** Whether a float is a number with an arithmetic NaN at most, by code. */
export const IS_ARITH: Uint8Array = withTrait('arith');

/** Flag of `FunctionIR.flags`: a load is somewhere in this tree. */
export const LOADS = 1;

/** Flag: a read of changing state other than memory is somewhere in this tree. */
export const READS_STATE = 2;

/** The flag that a node adds to those of its operands, by code. */
export const OWN_FLAGS: Uint8Array = Uint8Array.from(ROWS, (row) =>
  row[3] === 'load' ? LOADS : row[3] === 'state' ? READS_STATE : 0,
);
