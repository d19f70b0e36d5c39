/**
 * The operations of the machine: what `generate.mjs` makes the interpreter's loop of.
 *
 * An operation is a row of words in a function's code: its number, then its operands. Operands are named by letters:
 *
 * ```
 * d          the register that takes the result
 * a b c      registers that are read
 * k l j      immediates
 * t          where to go on: an index into the code
 * ```
 *
 * A register is one word of the frame; wider values take the ones after it, too. In bodies `{a}` is the word in register `a`, `{a1}` the one after it, `{fa}` the
 * f32 and `{da}` the f64 whose bits are there, and `{k}` an immediate. For what they compute in between there are variables, declared for all: the loop's function
 * has one frame, in which JavaScript engines give every other declaration a place of its own. Floats are kept as bits, so that whatever only moves them is exact. A body reads all its
 * operands before it writes: `d` may be one of them. `pc` is always set to `… | 0`: else JavaScript engines with a JIT do not keep it as an integer.
 *
 * A body that ends with a jump sets `pc` itself, or breaks out to what several have in common; such rows say `jumps`.
 *
 * @typedef {object} Operation
 * @property {string} name a wasm instruction's mnemonic where it does just what that does
 * @property {string} operands their letters, in order
 * @property {string} body statements
 * @property {boolean} jumps
 * @property {boolean} rare has a function of its own, which the loop calls
 */

/** @type {Operation[]} */
export const OPERATIONS = [];

/**
 * What is in the loop itself: what uses more of the machine than registers and memory, and what QuickJS, SQLite (C) or esbuild (Go) have execute more
 * often than once in 250 operations. In there an operation costs JavaScript engines a millisecond when they optimise the loop; outside, each execution some
 * nanoseconds (docs/RATIONALE.md).
 */
const COMMON = new Set(
  [
    // The one that traps in the loop itself: the training learns from that where it is called.
    'unreachable',
    'br, br_if, br_unless, br_table, br_unless i32.and k',
    'br_if i64.eqz, br_unless i64.eqz, br_if i64.eq, br_if i64.ne, br_if i64.lt_s, br_if i64.lt_u, br_if i64.ge_s, br_if i64.ge_u',
    'br_if i32.eq, br_if i32.ne, br_if i32.lt_s, br_if i32.lt_u, br_if i32.ge_s, br_if i32.ge_u',
    'br_if i32.eq k, br_if i32.ne k, br_if i32.lt_s k, br_if i32.ge_s k, br_if i32.gt_u k',
    'call, call_import, call_indirect, call_ref, return, return_1, return_2, return_ref, return_call, return_call_import, return_call_ref',
    'translate, generated, enter_loop, handler',
    'zero, move_1, move_2, move_1 move_1, const_1, const_2, select_1, global.get_1, global.get_2, global.set_1',
    'i32.load, i32.load shl_add, i32.load8_s, i32.load8_u, i32.load16_u, i64.load, i64.load shl_add, i64.load8_u, i64.load32_s, i64.load32_u',
    'i32.store, i32.store8, i32.store16, i64.store, i64.store k',
    'i32.eqz, i32.add, i32.add k, i32.sub, i32.mul k, i32.and, i32.and k, i32.or, i32.or k, i32.xor k, i32.shl k, i32.shr_u k, i32.shl_add',
    'i64.eqz, i64.add, i64.add k, i64.sub, i64.and, i64.and k, i64.or, i64.xor, i64.mul',
    'i64.shl k, i64.shr_u k, i64.shr_u 32+k, i64.extend_i32_s, i64.extend_i32_u',
  ].flatMap((names) => names.split(', ')),
);

/**
 * @param {string} name
 * @param {string} operands
 * @param {string} body
 */
function define(name, operands, body, jumps = false) {
  OPERATIONS.push({ name, operands, body, jumps, rare: !COMMON.has(name) });
}

/** @param {string} value @returns {string} */
const i32 = (value) => `I[d] = ${value};`;
/** @param {string} condition @returns {string} */
const truth = (condition) => `I[d] = (${condition}) ? 1 : 0;`;
/** @param {string} value @returns {string} */
const f32 = (value) => `S[d] = ${value};`;
/** @param {string} value @returns {string} */
const f64 = (value) => `D[d >> 1] = ${value};`;
/** Evaluates the high word after the low one, writes neither before. @param {string} lo @param {string} hi @returns {string} */
const i64 = (lo, hi) => `lo = ${lo}; I[d + 1] = ${hi}; I[d] = lo;`;
/** Of a numeric function that leaves the high word in `HI[0]`. @param {string} call @returns {string} */
const pair = (call) => i64(call, 'HI[0]!');
const A = '{a}, {a1}';

// Control

define('unreachable', '', "throw new Trap('unreachable');");
define('br', 't', 'pc = {t};', true);
define('br_if', 'a t', 'pc = {a} !== 0 ? {t} : pc + 3 | 0;', true);
define('br_unless', 'a t', 'pc = {a} === 0 ? {t} : pc + 3 | 0;', true);
define('br_if_null', 'a t', 'pc = R[a] === null ? {t} : pc + 3 | 0;', true);
define('br_unless_null', 'a t', 'pc = R[a] !== null ? {t} : pc + 3 | 0;', true);
// Behind the immediate stand k targets, and the default.
define('br_table', 'a k', 'index = {a}; pc = C[pc + 3 + (index >= 0 && index < {k} ? index : {k})]!;', true);

/** Comparisons of words that branches include. The others are these with their operands exchanged; only of those with a constant there are all. */
const COMPARISONS = {
  eq: '{a} === {b}',
  ne: '{a} !== {b}',
  lt_s: '{a} < {b}',
  lt_u: '{a} >>> 0 < {b} >>> 0',
  ge_s: '{a} >= {b}',
  ge_u: '{a} >>> 0 >= {b} >>> 0',
};
const COMPARISONS_WITH_CONSTANT = {
  ...COMPARISONS,
  gt_s: '{a} > {b}',
  gt_u: '{a} >>> 0 > {b} >>> 0',
  le_s: '{a} <= {b}',
  le_u: '{a} >>> 0 <= {b} >>> 0',
};
/** A comparison of pairs. @param {string} operator @param {string} unsigned how the high words are made unsigned */
const comparePairs = (operator, unsigned) =>
  `{a1} === {b1} ? {a} >>> 0 ${operator} {b} >>> 0 : {a1}${unsigned} ${operator} {b1}${unsigned}`;
const PAIR_COMPARISONS = {
  eq: '{a} === {b} && {a1} === {b1}',
  ne: '{a} !== {b} || {a1} !== {b1}',
  lt_s: comparePairs('<', ''),
  lt_u: comparePairs('<', ' >>> 0'),
  ge_s: comparePairs('>=', ''),
  ge_u: comparePairs('>=', ' >>> 0'),
};
const FLOAT_COMPARISONS = { eq: '===', ne: '!==', lt: '<', le: '<=' };

/** A branch where a condition holds. @param {string} name @param {string} operands the last but the target @param {string} condition */
function branch(name, operands, condition) {
  define(name, `${operands} t`, `pc = (${condition}) ? {t} : pc + ${operands.split(' ').length + 2} | 0;`, true);
}
for (const [name, condition] of Object.entries(COMPARISONS)) branch(`br_if i32.${name}`, 'a b', condition);
for (const [name, condition] of Object.entries(COMPARISONS_WITH_CONSTANT)) {
  branch(`br_if i32.${name} k`, 'a k', condition.replaceAll('{b}', '{k}'));
}
branch('br_if i32.and', 'a b', '({a} & {b}) !== 0');
branch('br_unless i32.and', 'a b', '({a} & {b}) === 0');
branch('br_if i32.and k', 'a k', '({a} & {k}) !== 0');
branch('br_unless i32.and k', 'a k', '({a} & {k}) === 0');
branch('br_if i64.eqz', 'a', '({a} | {a1}) === 0');
branch('br_unless i64.eqz', 'a', '({a} | {a1}) !== 0');
for (const [name, condition] of Object.entries(PAIR_COMPARISONS)) branch(`br_if i64.${name}`, 'a b', condition);
// Of floats no comparison is the inverse of another one: of NaNs all are false.
for (const [name, operator] of Object.entries(FLOAT_COMPARISONS)) {
  branch(`br_if f64.${name}`, 'a b', `{da} ${operator} {db}`);
  branch(`br_unless f64.${name}`, 'a b', `!({da} ${operator} {db})`);
}

// How loops end: a local is increased by k, compared, and the loop begins anew.
for (const name of /** @type {const} */ (['lt_s', 'lt_u', 'ne'])) {
  const condition = COMPARISONS[name].replaceAll('{a}', 'x');
  for (const [suffix, other] of [
    ['', 'b'],
    [' l', 'l'],
  ]) {
    const body = `x = {a} + {k} | 0; I[d] = x; pc = (${condition.replaceAll('{b}', `{${other}}`)}) ? {t} : pc + 6 | 0;`;
    define(`i32.add k br_if i32.${name}${suffix}`, `d a k ${other} t`, body, true);
  }
}

// Calls. The loop's text ends with what they have in common: `enter` begins `callee` in a frame at `base`, whose caller goes on at `next`; `call` calls `func`, which may be of
// another instance, of another engine, or of the host, in the same way; `leave` returns to the caller; `escape` has one of ESCAPES deal with the innermost frame, and
// goes on at `at` if that has not executed it.

define('call', 'k a', 'base = a; next = pc + 3 | 0; callee = X.functions[{k}]!; break enter;', true);
define('call_import', 'k a', 'base = a; next = pc + 3 | 0; func = m.imported(X, {k}); break call;', true);
// k is a table, l a type index; b has the index into the table.
define(
  'call_indirect',
  'k l b a',
  'base = a; next = pc + 5 | 0; func = m.indirect(X, {k}, {l}, {b} >>> 0); break call;',
  true,
);
define('call_ref', 'b a', 'base = a; next = pc + 3 | 0; func = m.callee(R[b]); break call;', true);

define('return', '', 'break leave;', true);
define('return_1', 'a', 'I[s] = {a}; break leave;', true);
define('return_2', 'a', 'lo = {a}; I[s + 1] = {a1}; I[s] = lo; break leave;', true);
define('return_ref', 'a', 'R[s] = R[a]; break leave;', true);

// Tail calls: `replace` begins `callee` in the frame's place, `replace_by` calls `func` there. The arguments already stand at the beginning of the frame.

define('return_call', 'k', 'callee = X.functions[{k}]!; break replace;', true);
define('return_call_import', 'k', 'func = m.imported(X, {k}); break replace_by;', true);
// The function, a reference, was put into a register before the arguments were moved.
define('return_call_ref', 'a', 'func = m.callee(R[a]); break replace_by;', true);

// Functions begin with these.

define('translate', '', 'at = 0; index = 0; break escape;', true);

// What an upper tier executes: the whole function, whose frame has just been made; or what is left of it from a loop on. The position is no place in the code, so
// that no handler of the function is found for what that throws. Where the upper tier has nothing, the frame is another function's from now on.
define('generated', '', 'at = pc; pc = -1; index = 1; break escape;', true);
define('enter_loop', '', 'at = pc; pc = -1; index = 2; break escape;', true);
define('zero', 'd k', 'for (at = d, index = d + {k} | 0; at < index; at = at + 1 | 0) I[at] = 0;');
// Constants that loops use have registers. Behind the immediate stand the k words.
define(
  'constants',
  'd k',
  'for (index = 0; index < {k}; index++) I[d + index] = C[pc + 3 + index]!; pc = pc + 3 + {k} | 0;',
  true,
);
define('null', 'd k', 'for (let i = d; i < d + {k}; i++) R[i] = null;');
define('reserve', 'k', 'while (R.length < s + {k}) R.push(null);');

// Everything else: a handler, which finds its operands in the code.

define(
  'handler',
  'k l',
  'P[depth] = pc; m.depth = depth; HANDLERS[{k}]!(m, X, C, pc + 3, s); M = X.view; pc = pc + {l} | 0;',
  true,
);

// Moves

define('move_1', 'd a', 'I[d] = {a};');
define('move_2', 'd a', i64('{a}', '{a1}'));
define(
  'move_4',
  'd a',
  'x = {a}; y = {a1}; lo = I[a + 2]!; I[d + 3] = I[a + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;',
);
define('move_ref', 'd a', 'R[d] = R[a];');
// Two moves, one after the other: c to b.
define('move_1 move_1', 'd a b c', 'I[d] = {a}; I[b] = {c};');
define('move_2 move_2', 'd a b c', `${i64('{a}', '{a1}')} lo = I[c]!; I[b + 1] = I[c + 1]!; I[b] = lo;`);
define('const_1', 'd k', 'I[d] = {k};');
define('const_2', 'd k l', 'I[d] = {k}; I[d + 1] = {l};');
define('select_1', 'd a b c', 'I[d] = {c} !== 0 ? {a} : {b};');
define('select_2', 'd a b c', 'at = {c} !== 0 ? a : b; lo = I[at]!; I[d + 1] = I[at + 1]!; I[d] = lo;');
define(
  'select_4',
  'd a b c',
  'at = {c} !== 0 ? a : b; x = I[at]!; y = I[at + 1]!; lo = I[at + 2]!; I[d + 3] = I[at + 3]!; I[d + 2] = lo; I[d + 1] = y; I[d] = x;',
);
define('select_ref', 'd a b c', 'R[d] = {c} !== 0 ? R[a] : R[b];');
define('ref.is_null', 'd a', truth('R[a] === null'));
define('global.get_1', 'd k', 'I[d] = X.globals[{k}]!.words[0]!;');
define('global.get_2', 'd k', 'G = X.globals[{k}]!.words; I[d] = G[0]!; I[d + 1] = G[1]!;');
define('global.set_1', 'k a', 'X.globals[{k}]!.words[0] = {a};');
define('global.set_2', 'k a', 'G = X.globals[{k}]!.words; G[0] = {a}; G[1] = {a1};');
define('global.get_ref', 'd k', 'R[d] = X.globals[{k}]!.cell[0];');
define('global.set_ref', 'k a', 'X.globals[{k}]!.cell[0] = R[a];');

// Memory 0, where its addresses are 32 bits wide. The last immediate is the offset, which is not negative. Outside of the view the host's RangeError is the trap.

/** How addresses are computed, by what comes behind the name of a load. */
const ADDRESSES = {
  '': { operands: 'a k', address: '({a} >>> 0) + {k}' },
  ' add k': { operands: 'a k l', address: '({a} + {k} >>> 0) + {l}' },
  ' add': { operands: 'a b k', address: '({a} + {b} >>> 0) + {k}' },
  ' shl_add': { operands: 'a b k l', address: '({a} + ({b} << {k}) >>> 0) + {l}' },
  ' shl_add k': { operands: 'a k l j', address: '(({a} << {k}) + {l} >>> 0) + {j}' },
};
const AT = ADDRESSES[''].address;
/** @param {string} name @param {string} word of what is at AT @param {string} [high] the high word, when `lo` is the low one, and `at` AT */
function load(name, word, high) {
  const fused = ['i32.load', 'i32.load8_u', 'i64.load'].includes(name);
  for (const [suffix, { operands, address }] of Object.entries(ADDRESSES)) {
    if (suffix !== '' && !fused) continue;
    const body =
      high === undefined
        ? `I[d] = ${word.replace('AT', address)};`
        : `at = ${address}; ${i64(word.replace('AT', 'at'), high)}`;
    define(name + suffix, `d ${operands}`, body);
  }
}
load('i32.load', 'M.getInt32(AT, true)');
load('i32.load8_s', 'M.getInt8(AT)');
load('i32.load8_u', 'M.getUint8(AT)');
load('i32.load16_s', 'M.getInt16(AT, true)');
load('i32.load16_u', 'M.getUint16(AT, true)');
load('i64.load', 'M.getInt32(AT, true)', 'M.getInt32(at + 4, true)');
load('i64.load8_s', 'M.getInt8(AT)', 'lo >> 31');
load('i64.load8_u', 'M.getUint8(AT)', '0');
load('i64.load16_s', 'M.getInt16(AT, true)', 'lo >> 31');
load('i64.load16_u', 'M.getUint16(AT, true)', '0');
load('i64.load32_s', 'M.getInt32(AT, true)', 'lo >> 31');
load('i64.load32_u', 'M.getInt32(AT, true)', '0');
define('i32.store', 'a b k', `M.setInt32(${AT}, {b}, true);`);
define('i32.store8', 'a b k', `M.setInt8(${AT}, {b});`);
define('i32.store16', 'a b k', `M.setInt16(${AT}, {b}, true);`);
// The high word first: where that is in bounds, the low one is.
define('i64.store', 'a b k', `at = ${AT}; M.setInt32(at + 4, {b1}, true); M.setInt32(at, {b}, true);`);
define('i64.store k', 'a k l j', 'at = ({a} >>> 0) + {j}; M.setInt32(at + 4, {l}, true); M.setInt32(at, {k}, true);');

// i32

define('i32.eqz', 'd a', truth('{a} === 0'));
for (const [name, condition] of Object.entries(COMPARISONS)) {
  define(`i32.${name}`, 'd a b', truth(condition));
}
for (const [name, condition] of Object.entries(COMPARISONS_WITH_CONSTANT)) {
  define(`i32.${name} k`, 'd a k', truth(condition.replaceAll('{b}', '{k}')));
}
define('i32.clz', 'd a', i32('Math.clz32({a})'));
define('i32.ctz', 'd a', 'x = {a}; I[d] = x === 0 ? 32 : 31 - Math.clz32(x & -x);');
define('i32.popcnt', 'd a', i32('i32_popcnt({a})'));
const BINARY = {
  add: '{a} + {b} | 0',
  sub: '{a} - {b} | 0',
  mul: 'Math.imul({a}, {b})',
  and: '{a} & {b}',
  or: '{a} | {b}',
  xor: '{a} ^ {b}',
  shl: '{a} << {b}',
  shr_s: '{a} >> {b}',
  shr_u: '{a} >>> {b}',
};
for (const [name, value] of Object.entries(BINARY)) {
  define(`i32.${name}`, 'd a b', i32(value));
  // A difference with a constant is a sum with another one.
  if (name !== 'sub') define(`i32.${name} k`, 'd a k', i32(value.replaceAll('{b}', '{k}')));
}
define('i32.rotl', 'd a b', 'x = {a}; y = {b}; I[d] = x << y | x >>> 32 - y;');
define('i32.rotr', 'd a b', 'x = {a}; y = {b}; I[d] = x >>> y | x << 32 - y;');
define('i32.rotl k', 'd a k', 'x = {a}; y = {k}; I[d] = x << y | x >>> 32 - y;');
// Shifts by a constant and products, and a sum with these.
define('i32.shl_add', 'd a b k', i32('{a} + ({b} << {k}) | 0'));
define('i32.shl_add k', 'd a k l', i32('({a} << {k}) + {l} | 0'));
define('i32.mul_add', 'd a b c', i32('Math.imul({a}, {b}) + {c} | 0'));
const BY_ZERO = "if (y === 0) throw new Trap('integer-divide-by-zero');";
define(
  'i32.div_s',
  'd a b',
  `x = {a}; y = {b}; ${BY_ZERO} if (y === -1 && x === -0x80000000) throw new Trap('integer-overflow'); I[d] = x / y;`,
);
define('i32.div_u', 'd a b', `y = {b} >>> 0; ${BY_ZERO} I[d] = ({a} >>> 0) / y;`);
define('i32.rem_s', 'd a b', `y = {b}; ${BY_ZERO} I[d] = {a} % y;`);
define('i32.rem_u', 'd a b', `y = {b} >>> 0; ${BY_ZERO} I[d] = ({a} >>> 0) % y;`);
define('i32.extend8_s', 'd a', i32('{a} << 24 >> 24'));
define('i32.extend16_s', 'd a', i32('{a} << 16 >> 16'));

// i64

define('i64.eqz', 'd a', truth('({a} | {a1}) === 0'));
define('i64.nez', 'd a', truth('({a} | {a1}) !== 0'));
for (const [name, condition] of Object.entries(PAIR_COMPARISONS)) define(`i64.${name}`, 'd a b', truth(condition));
// Carries without a comparison: the highest bit tells.
define(
  'i64.add',
  'd a b',
  'x = {a}; y = {b}; lo = x + y | 0; I[d + 1] = {a1} + {b1} + ((x & y | (x | y) & ~lo) >>> 31); I[d] = lo;',
);
define(
  'i64.sub',
  'd a b',
  'x = {a}; y = {b}; lo = x - y | 0; I[d + 1] = {a1} - {b1} - ((~x & y | (~x | y) & lo) >>> 31); I[d] = lo;',
);
define(
  'i64.add k',
  'd a k l',
  'x = {a}; y = {k}; lo = x + y | 0; I[d + 1] = {a1} + {l} + ((x & y | (x | y) & ~lo) >>> 31); I[d] = lo;',
);
define('i64.and k', 'd a k l', i64('{a} & {k}', '{a1} & {l}'));
for (const name of ['and', 'or', 'xor']) {
  const operator = { and: '&', or: '|', xor: '^' }[name];
  define(`i64.${name}`, 'd a b', i64(`{a} ${operator} {b}`, `{a1} ${operator} {b1}`));
}
// As `numerics` does it, but without a call: a double has the upper half of the product of the low words, but for less than a half.
define(
  'i64.mul',
  'd a b',
  'x = {a}; y = {b}; lo = Math.imul(x, y); I[d + 1] = (((x >>> 0) * (y >>> 0) - (lo >>> 0)) * 2 ** -32 + 0.5 >>> 0) + Math.imul(x, {b1}) + Math.imul({a1}, y); I[d] = lo;',
);
// By constants: k from 1 to 31, or 32 and k from 0 to 31.
define('i64.shl k', 'd a k', 'x = {a}; y = {k}; I[d + 1] = {a1} << y | x >>> 32 - y; I[d] = x << y;');
define('i64.shl 32+k', 'd a k', 'I[d + 1] = {a} << {k}; I[d] = 0;');
for (const [name, shift, rest] of [
  ['shr_s', '>>', 'x >> 31'],
  ['shr_u', '>>>', '0'],
]) {
  define(`i64.${name} k`, 'd a k', `x = {a1}; y = {k}; I[d] = {a} >>> y | x << 32 - y; I[d + 1] = x ${shift} y;`);
  define(`i64.${name} 32+k`, 'd a k', `x = {a1}; I[d] = x ${shift} {k}; I[d + 1] = ${rest};`);
}
define(
  'i64.rotl k',
  'd a k',
  'x = {a}; y = {a1}; at = {k}; I[d] = x << at | y >>> 32 - at; I[d + 1] = y << at | x >>> 32 - at;',
);
define(
  'i64.rotl 32+k',
  'd a k',
  'y = {a}; x = {a1}; at = {k}; I[d] = x << at | y >>> 1 >>> 31 - at; I[d + 1] = y << at | x >>> 1 >>> 31 - at;',
);
for (const name of ['shl', 'shr_s', 'shr_u']) define(`i64.${name}`, 'd a b', pair(`i64_${name}(${A}, {b})`));
define('i64.extend_i32_s', 'd a', i64('{a}', 'lo >> 31'));
define('i64.extend_i32_u', 'd a', i64('{a}', '0'));

// Floats. What gives a NaN may give any that is quiet; what does not compute leaves bits alone.

const FLOAT_BINARY = { add: '+', sub: '-', mul: '*', div: '/' };
for (const [type, a, b, set] of /** @type {const} */ ([
  ['f32', '{fa}', '{fb}', f32],
  ['f64', '{da}', '{db}', f64],
])) {
  for (const [name, operator] of Object.entries(FLOAT_COMPARISONS)) {
    define(`${type}.${name}`, 'd a b', truth(`${a} ${operator} ${b}`));
  }
  for (const [name, operator] of Object.entries(FLOAT_BINARY))
    define(`${type}.${name}`, 'd a b', set(`${a} ${operator} ${b}`));
  // Two operations, each of which rounds.
  const product = type === 'f32' ? `Math.fround(${a} * ${b})` : `${a} * ${b}`;
  const other = a.replace('a', 'c');
  define(`${type}.mul_add`, 'd a b c', set(`${product} + ${other}`));
  define(`${type}.sub_mul`, 'd a b c', set(`${other} - ${product}`));
  define(`${type}.sqrt`, 'd a', set(`Math.sqrt(${a})`));
}
define('f32.abs', 'd a', i32('{a} & 0x7fffffff'));
define('f32.neg', 'd a', i32('{a} ^ 0x80000000'));
define('f64.abs', 'd a', i64('{a}', '{a1} & 0x7fffffff'));
define('f64.neg', 'd a', i64('{a}', '{a1} ^ 0x80000000'));

// Conversions

for (const sign of ['s', 'u']) {
  define(
    `i32.trunc_f64_${sign}`,
    'd a',
    `real = {da}; if (!i32_trunc_f64_${sign}_fits(real)) throw truncationTrap(real); I[d] = i32_trunc_f64_${sign}(real);`,
  );
}
define('f32.convert_i32_s', 'd a', f32('{a}'));
define('f32.convert_i32_u', 'd a', f32('{a} >>> 0'));
define('f64.convert_i32_s', 'd a', f64('{a}'));
define('f64.convert_i32_u', 'd a', f64('{a} >>> 0'));
define('f32.demote_f64', 'd a', f32('{da}'));
define('f64.promote_f32', 'd a', f64('{fa}'));

// The common ones have the smallest numbers: a dense table of jumps.
OPERATIONS.sort((a, b) => Number(a.rare) - Number(b.rare));

const missing = [...COMMON].filter((name) => OPERATIONS.every((operation) => operation.name !== name));
if (missing.length > 0) throw new Error(`no such operations: ${missing.join(', ')}`);
