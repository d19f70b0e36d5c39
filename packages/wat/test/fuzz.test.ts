import { ALL_FEATURES, ParseError, ValidationError } from '@softwasm/syntax';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseModule, parseScript } from '../src/index.ts';

const options = { features: ALL_FEATURES };

/** Pieces that texts are put together from: enough of them in a row reach most of the grammar. */
const PIECES = [
  ...[
    '(',
    ')',
    ' ',
    '\n',
    '"',
    '"a"',
    '"\\ff"',
    '$x',
    '$y',
    '$',
    '0',
    '1',
    '-1',
    '1.5',
    'nan:0x1',
    'offset=1',
    'align=4',
    ';;',
    '(;',
    ';)',
  ],
  ...[
    '(module ',
    '(func ',
    '(type ',
    '(func)',
    '(param ',
    '(result ',
    '(local ',
    '(import "" "" ',
    '(export "e" ',
    '(table ',
    '(memory ',
  ],
  ...[
    '(global ',
    '(elem ',
    '(data ',
    '(rec ',
    '(struct ',
    '(field ',
    '(array ',
    '(sub ',
    'final ',
    '(mut ',
    '(ref null ',
    '(exact ',
    '(tag ',
  ],
  ...[
    'block ',
    '(block ',
    'loop ',
    '(if ',
    '(then ',
    '(else ',
    'else ',
    'end ',
    'try_table ',
    '(catch ',
    '(try ',
    '(do ',
    'delegate ',
  ],
  ...[
    'i32 ',
    'v128 ',
    'anyref ',
    'i32.const ',
    'f64.const ',
    '(v128.const i32x4 ',
    'call_indirect ',
    'select ',
    'br_table ',
    'i32.load ',
  ],
  ...[
    '(@custom ',
    '(@name "n") ',
    '(@metadata.code.branch_hint "\\00") ',
    '(@a ',
    'quote ',
    'binary ',
    '(assert_return ',
    '(invoke "f" ',
    '(thread ',
  ],
  ...['é', '\u0000', '\u007f', 'foo', ',', '{'],
];

function survive(parse: () => unknown, length: number): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof ParseError || error instanceof ValidationError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(length);
  }
}

function survivesAsAnything(source: Uint8Array): void {
  survive(() => parseModule(source, options), source.length);
  survive(() => {
    for (const command of parseScript(source, options).commands) {
      if (command.kind === 'module' && command.module.kind === 'text') command.module.parse();
    }
  }, source.length);
}

it('rejects pieces in any order with an error of its own', () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, (source) => survivesAsAnything(new TextEncoder().encode(source))),
    { numRuns: 20_000 },
  );
});

const MODULE = `(module $m (type $t (func (param i32) (result i32))) (rec (type $s (sub (struct (field $a (mut i8)) (field (ref null $s))))))
  (import "a" "b" (func $i (type $t))) (table $tab 1 2 funcref) (memory $mem 1) (global $g (mut f64) (f64.const 0x1.8p-3)) (tag $e (param i64))
  (elem $el (table $tab) (offset (i32.const 0)) func $f $i) (data $d (i32.const 8) "abc\\00\\u{1f600}")
  (func $f (export "f") (param $x i32) (result i32) (local $y i64) (@metadata.code.branch_hint "\\01")
    (if $l (result i32) (i32.load8_u offset=4 align=1 (local.get $x)) (then (br_table $l 0 (i32.const 1) (i32.const -1)))
      (else (block $h (try_table (catch $e 0) (catch_all $h) (throw $e (i64.const 0xffff_ffff_ffff)))) i32.const 2)))
  (func (local v128) (local.set 0 (v128.const f32x4 1 nan -inf 0x1p3)) (drop (struct.get_s $s $a (struct.new_default $s)))
    (call_indirect $tab (param f32) (f32.const 1e10) (i32.const 0)) (@custom "x"))) (; end ;)`;

it('rejects damaged modules with an error of its own', () => {
  const intact = new TextEncoder().encode(MODULE.replace('(@custom "x")', ''));
  expect(parseModule(intact, options).module.funcs).toHaveLength(2);
  const edit = fc.record({ at: fc.nat(intact.length - 1), byte: fc.nat(255), remove: fc.nat(12) });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let bytes = Array.from(intact);
      for (const { at, byte, remove } of edits) bytes = [...bytes.slice(0, at), byte, ...bytes.slice(at + remove)];
      survivesAsAnything(Uint8Array.from(bytes));
    }),
    { numRuns: 5000 },
  );
});

it('rejects truncated modules', () => {
  const bytes = new TextEncoder().encode(MODULE);
  for (let length = 0; length < bytes.length; length++) survivesAsAnything(bytes.slice(0, length));
});
