/*
 * A script about the bits of NaNs, where the official suite says little or nothing: every NaN below, signalling or not, is moved along every path below
 * and must arrive as it was.
 */

/** By type: mantissas, as the text format has them. The quiet bit is the highest one. */
const NANS = {
  f32: [
    'nan',
    '-nan',
    'nan:0x1',
    '-nan:0x1',
    'nan:0x200000',
    '-nan:0x3fffff',
    'nan:0x400001',
    'nan:0x612345',
    '-nan:0x7fffff',
  ],
  f64: [
    'nan',
    '-nan',
    'nan:0x1',
    '-nan:0x4000000000000',
    'nan:0x7ffffffffffff',
    'nan:0x8000000000001',
    'nan:0x8000000000000',
    '-nan:0x9abcd00000000',
    'nan:0x80000007fffff',
    '-nan:0xfffffffffffff',
  ],
} as const;

type FloatType = keyof typeof NANS;

const INTEGER = { f32: 'i32', f64: 'i64' } as const;
const OTHER = { f32: 'f64', f64: 'f32' } as const;
const LANES = { f32: 'f32x4', f64: 'f64x2' } as const;

/** The module that others import from. `T` is the float type, `I` the integer of its size. */
const PROVIDER = `
(module $provider
  (memory (export "memory") 1)
  (global (export "mutable") (mut T) (T.const 0))
  (table (export "table") 4 funcref)
  (tag (export "tag") (param i64 T))
  (func (export "identity") (param T) (result T) (local.get 0))
  (func (export "throw") (param T) (throw 0 (i64.const 7) (local.get 0)))
  (func (export "pair") (param T) (result O T i64 T) (O.const 1) (local.get 0) (i64.const -1) (local.get 0)))
(register "provider" $provider)`;

/** Ways of a float through a module: the body of a function \`(param T) (result T)\` with a local of each type that is mentioned. */
const PATHS: Readonly<Record<string, string>> = {
  parameter: '(local.get 0)',
  local: '(local.set 1 (local.get 0)) (local.get 1)',
  tee: '(drop (local.tee 1 (local.get 0))) (local.get 1)',
  swap: '(local.set 1 (T.const 1)) (local.get 0) (local.get 1) (local.set 0) (local.set 1) (local.get 1)',
  'select true': '(select (local.get 0) (T.const 1) (i32.const 1))',
  'select false': '(select (T.const 1) (local.get 0) (i32.const 0))',
  'select by the value': '(select (result T) (local.get 0) (T.const 1) (T.ne (local.get 0) (local.get 0)))',
  if: '(if (result T) (i32.const 1) (then (local.get 0)) (else (T.const 1)))',
  'br with a value': '(block (result T) (br 0 (local.get 0)))',
  'br_if with a value': '(block (result T) (drop (br_if 0 (local.get 0) (i32.const 1))) (T.const 1))',
  'br_table with a value': '(block (result T) (br_table 0 0 (local.get 0) (i32.const 5)))',
  'parameters of a loop': `(local.get 0) (i32.const 3) (loop $again (param T i32) (result T)
    (local.set 2) (if (param T) (result T) (local.get 2)
      (then (br $again (i32.sub (local.get 2) (i32.const 1)))) (else)))`,
  'global of one’s own': '(global.set $own (local.get 0)) (global.get $own)',
  'global of another module': '(global.set $imported (local.get 0)) (global.get $imported)',
  reinterpret: '(T.reinterpret_I (I.reinterpret_T (local.get 0)))',
  memory: '(T.store offset=3 (i32.const 8) (local.get 0)) (T.load offset=3 (i32.const 8))',
  'memory as an integer': '(T.store (i32.const 8) (local.get 0)) (T.reinterpret_I (I.load (i32.const 8)))',
  'an integer in memory': '(I.store (i32.const 8) (I.reinterpret_T (local.get 0))) (T.load (i32.const 8))',
  call: '(call $identity (local.get 0))',
  'call of another module': '(call $other (local.get 0))',
  return_call: '(return_call $other (local.get 0))',
  call_indirect: '(call_indirect (type $unary) (local.get 0) (i32.const 0))',
  'call_indirect of another module': '(call_indirect (type $unary) (local.get 0) (i32.const 1))',
  return_call_indirect: '(return_call_indirect (type $unary) (local.get 0) (i32.const 1))',
  call_ref: '(call_ref $unary (local.get 0) (ref.func $identity))',
  'second of many results': '(call $pair (local.get 0)) (drop) (drop) (local.set 1) (drop) (local.get 1)',
  'last of many results': '(call $pair (local.get 0)) (local.set 1) (drop) (drop) (drop) (local.get 1)',
  'many parameters':
    '(call $many (i64.const 1) (T.const 1) (O.const 2) (local.get 0) (i32.const 3) (T.const 4) (i64.const 5) (T.const 6))',
  recursion: '(call $deep (local.get 0) (i32.const 50))',
  structure: '(struct.get $struct 1 (struct.new $struct (i32.const 1) (local.get 0)))',
  'structure, set': `(local.set 3 (struct.new_default $struct)) (struct.set $struct 1 (local.get 3) (local.get 0))
    (struct.get $struct 1 (local.get 3))`,
  array: '(array.get $array (array.new $array (local.get 0) (i32.const 3)) (i32.const 2))',
  'fixed array': '(array.get $array (array.new_fixed $array 2 (T.const 1) (local.get 0)) (i32.const 1))',
  'array, set and copied': `(local.set 4 (array.new_default $array (i32.const 4)))
    (array.set $array (local.get 4) (i32.const 0) (local.get 0))
    (array.copy $array $array (local.get 4) (i32.const 2) (local.get 4) (i32.const 0) (i32.const 2))
    (array.get $array (local.get 4) (i32.const 2))`,
  'array, filled': `(local.set 4 (array.new_default $array (i32.const 4)))
    (array.fill $array (local.get 4) (i32.const 1) (local.get 0) (i32.const 3))
    (array.get $array (local.get 4) (i32.const 3))`,
  exception:
    '(block $caught (result i64 T) (try_table (catch $tag $caught) (throw $tag (i64.const 1) (local.get 0))) (unreachable)) (local.set 1) (drop) (local.get 1)',
  'exception of another module': `(block $caught (result i64 T) (try_table (catch $tag $caught) (call $throw (local.get 0))) (unreachable))
    (local.set 1) (drop) (local.get 1)`,
  'exception, thrown again': `(block $caught (result i64 T)
      (try_table (catch $tag $caught)
        (block $ref (result exnref) (try_table (catch_all_ref $ref) (call $throw (local.get 0))) (unreachable))
        (throw_ref))
      (unreachable))
    (local.set 1) (drop) (local.get 1)`,
  'lane of a vector': '(L.extract_lane 1 (L.replace_lane 1 (L.splat (T.const 1)) (local.get 0)))',
  'vector in memory': '(v128.store (i32.const 16) (L.splat (local.get 0))) (T.load (i32.const 24))',
  'neg twice': '(T.neg (T.neg (local.get 0)))',
  'abs, sign put back': '(T.copysign (T.abs (local.get 0)) (local.get 0))',
};

/** What is there for the paths. */
const AROUND = `
  (type $unary (func (param T) (result T)))
  (type $struct (struct (field i32) (field (mut T))))
  (type $array (array (mut T)))
  (import "provider" "memory" (memory 1))
  (import "provider" "mutable" (global $imported (mut T)))
  (import "provider" "table" (table $table 4 funcref))
  (import "provider" "tag" (tag $tag (param i64 T)))
  (import "provider" "identity" (func $other (type $unary)))
  (import "provider" "throw" (func $throw (param T)))
  (import "provider" "pair" (func $pair (param T) (result O T i64 T)))
  (global $own (mut T) (T.const 0))
  (elem (table $table) (i32.const 0) func $identity $other)
  (func $identity (type $unary) (local.get 0))
  (func $many (param i64 T O T i32 T i64 T) (result T) (local.get 3))
  (func $deep (param T i32) (result T)
    (if (result T) (local.get 1)
      (then (call $deep (local.get 0) (i32.sub (local.get 1) (i32.const 1))))
      (else (local.get 0))))`;

/** Puts the names of types and instructions into a text about `T`, `I`, `O` and `L`. */
function of(type: FloatType, text: string): string {
  const names: Readonly<Record<string, string>> = { T: type, I: INTEGER[type], O: OTHER[type], L: LANES[type] };
  return text.replace(/\b(T|I|O|L)\b|_(T|I)\b/g, (_, word: string | undefined, suffix: string) =>
    word === undefined ? `_${names[suffix]}` : (names[word] as string),
  );
}

/** A module for each path, called with every NaN as a parameter. */
function pathsOf(type: FloatType): string {
  const modules = Object.entries(PATHS).map(([name, body]) => {
    const path = `(func (export "${name}") (type $unary) (local T i32 (ref null $struct) (ref null $array)) ${body})`;
    const asserts = NANS[type].map((nan) => `(assert_return (invoke "${name}" (T.const ${nan})) (T.const ${nan}))`);
    return `(module ${AROUND}\n${path})\n${asserts.join('\n')}\n`;
  });
  return of(type, `${PROVIDER}\n${modules.join('')}`);
}

/** NaNs that are constants of the module, and never were a parameter. */
function constantsOf(type: FloatType): string {
  const all = NANS[type].map(
    (nan, i) => `
    (global $g${i} (export "global ${i}") T (T.const ${nan}))
    (func (export "const ${i}") (result T) (T.const ${nan}))
    (func (export "bits ${i}") (result I) (I.reinterpret_T (global.get $g${i})))
    (func (export "inverted ${i}") (result T) (T.neg (T.const ${nan})))
    (func (export "equals ${i}") (result i32) (local T) (local.set 0 (T.const ${nan}))
      (i32.or (T.eq (local.get 0) (local.get 0)) (T.eq (global.get $g${i}) (global.get $g${i}))))`,
  );
  const asserts = NANS[type].map((nan, i) => {
    const inverted = nan.startsWith('-') ? nan.slice(1) : `-${nan}`;
    return `(assert_return (get "global ${i}") (T.const ${nan})) (assert_return (invoke "const ${i}") (T.const ${nan}))
    (assert_return (invoke "inverted ${i}") (T.const ${inverted}))
    (assert_return (invoke "bits ${i}") (I.const ${bitsOf(type, nan)})) (assert_return (invoke "equals ${i}") (i32.const 0))`;
  });
  return of(type, `(module ${all.join('')})\n${asserts.join('\n')}\n`);
}

function bitsOf(type: FloatType, nan: string): string {
  const width = type === 'f32' ? 23n : 52n;
  const exponent = type === 'f32' ? 0xffn : 0x7ffn;
  const payload = nan.includes(':') ? BigInt(nan.slice(nan.indexOf(':') + 1)) : 1n << (width - 1n);
  const sign = nan.startsWith('-') ? 1n << (type === 'f32' ? 31n : 63n) : 0n;
  return `0x${(sign | (exponent << width) | payload).toString(16)}`;
}

/** A loop moves a NaN around in memory, locals, globals and calls until engines have optimised it. */
function hotLoopOf(type: FloatType): string {
  const functions = `
    (memory 1) (global $g (mut T) (T.const 0))
    (func $id (param T) (result T) (local.get 0))
    (func (export "hot") (param $x T) (param $n i32) (result T) (local $y T)
      (loop $again
        (local.set $y (call $id (local.get $x)))
        (global.set $g (local.get $y))
        (T.store (i32.const 0) (global.get $g))
        (local.set $x (select (T.load (i32.const 0)) (T.const 1) (local.get $n)))
        (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (local.get $x))`;
  const asserts = NANS[type].map(
    (nan) => `(assert_return (invoke "hot" (T.const ${nan}) (i32.const 5000)) (T.const ${nan}))`,
  );
  return of(type, `(module ${functions})\n${asserts.join('\n')}\n`);
}

/** The script. */
export function nanScript(): string {
  const types: readonly FloatType[] = ['f32', 'f64'];
  return types.map((type) => pathsOf(type) + constantsOf(type) + hotLoopOf(type)).join('\n');
}
