import {
  ALL_FEATURES,
  abstractHeapType,
  F64,
  I32,
  INSTRUCTION_NAMES,
  MNEMONICS,
  refType,
  withFeatures,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../src/index.ts';
import { body, listing } from './disassemble.ts';

const options = { features: ALL_FEATURES };
const EMPTY = -0x40;

describe('plain instructions', () => {
  it.each([
    ['br_table 0 1 2', ['br_table 2 0 1 2']],
    ['br_table 3', ['br_table 0 3']],
    [
      'br_on_cast 1 anyref (ref eq)',
      [`br_on_cast 1 ${refType(true, abstractHeapType('any'))} ${refType(false, abstractHeapType('eq'))}`],
    ],
    ['call_indirect', ['call_indirect 0 0']],
    ['call_indirect $t (type 0)', ['call_indirect 0 1']],
    ['call_indirect 1 (param i32) (result i32)', ['call_indirect 1 1']],
    ['select', ['select']],
    ['select (result i32) (result)', [`select t 1 ${I32}`]],
    ['select (result)', ['select t 0']],
    ['table.get', ['table.get 0']],
    ['table.get $t', ['table.get 1']],
    ['table.copy', ['table.copy 0 0']],
    ['table.copy 1 0', ['table.copy 1 0']],
    ['table.init 3', ['table.init 3 0']],
    ['table.init $t 3', ['table.init 3 1']],
    ['memory.init $m $d', ['memory.init 0 1']],
    ['memory.init $d', ['memory.init 0 0']],
    ['memory.copy $m 0', ['memory.copy 1 0']],
    ['memory.size', ['memory.size 0']],
    ['i32.load', ['i32.load 2 0 0 0']],
    ['i32.load 1 offset=3 align=1', ['i32.load 0 1 3 0']],
    ['i64.store offset=0xffff_ffff_ffff_ffff', ['i64.store 3 0 -1 -1']],
    ['i32.load8_u align=0x8000_0000_0000_0000', ['i32.load8_u 63 0 0 0']],
    ['v128.load8_lane 3', ['v128.load8_lane 0 0 0 0 3']],
    ['v128.load8_lane 1 3', ['v128.load8_lane 0 1 0 0 3']],
    ['v128.load8_lane $m offset=5 3', ['v128.load8_lane 0 1 5 0 3']],
    ['v128.load8_lane align=1 3', ['v128.load8_lane 0 0 0 0 3']],
    [
      'i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 255',
      [`i8x16.shuffle ${0x03020100} ${0x07060504} ${0x0b0a0908} ${0xff0e0d0c | 0}`],
    ],
    ['i32.const 0xffffffff', ['i32.const -1']],
    ['i32.const -0x8000_0000', ['i32.const -2147483648']],
    ['i64.const -1', ['i64.const -1 -1']],
    ['i64.const 18446744073709551615', ['i64.const -1 -1']],
    ['f32.const -0', ['f32.const -2147483648']],
    ['f64.const 1', ['f64.const 0 1072693248']],
    [
      'v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 -1',
      [`v128.const ${0x03020100} ${0x07060504} ${0x0b0a0908} ${0xff0e0d0c | 0}`],
    ],
    ['v128.const f64x2 1 nan:0x1', ['v128.const 0 1072693248 1 2146435072']],
    ['ref.null func', [`ref.null ${abstractHeapType('func')}`]],
    ['ref.test (ref null any)', [`ref.test null ${abstractHeapType('any')}`]],
    ['ref.test (ref any)', [`ref.test ${abstractHeapType('any')}`]],
    ['ref.cast anyref', [`ref.cast null ${abstractHeapType('any')}`]],
    ['ref.cast_desc_eq (ref null $s)', ['ref.cast_desc_eq null 2']],
    ['struct.get $s $y', ['struct.get 2 1']],
    ['struct.get 2 0', ['struct.get 2 0']],
    ['array.new_fixed 3 7', ['array.new_fixed 3 7']],
    ['atomic.fence', ['atomic.fence 0']],
    ['i64.add128', ['i64.add128']],
  ])('%s', (text, expected) => {
    const module = `(type (func)) (type (func (param i32) (result i32))) (type $s (struct (field $x i32) (field $y i64))) (type (array i8))
      (table 1 funcref) (table $t 1 funcref) (memory 1) (memory $m 1) (data $d "")`;
    expect(body(`${module} (func ${text})`, options)).toEqual(expected);
    // Folded, it is the same.
    expect(body(`${module} (func (${text}))`, options)).toEqual(expected);
  });

  it('are all known', () => {
    const known = new Set(MNEMONICS);
    for (const name of known) {
      const reason = errorOf(`(func (${name} $nothing))`);
      expect(reason, name).not.toMatch(/^unknown operator/);
    }
    expect(known.size).toBeGreaterThan(500);
    expect(INSTRUCTION_NAMES.length).toBeGreaterThan(known.size);
  });
});

function errorOf(text: string): string {
  try {
    parseModule(text, options);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

describe('blocks', () => {
  it('have block types', () => {
    expect(body('(func block end)')).toEqual([`block ${EMPTY}`, 'end']);
    expect(body('(func block (result f64) end)')).toEqual([`block ${-F64}`, 'end']);
    expect(body('(type (func)) (func block (type 0) end)')).toEqual(['block 0', 'end']);
    expect(body('(func loop (param i32) (result i32) end)')).toEqual(['loop 1', 'end']);
    expect(body('(func (if (result) (i32.const 1) (then)))')).toEqual(['i32.const 1', `if ${EMPTY}`, 'end']);
  });

  it('have labels, the innermost first', () => {
    const text = 'block $a block $b block $a br $a br $b end br $a br $b br 2 end end';
    expect(body(`(func ${text})`).filter((line) => line.startsWith('br'))).toEqual([
      'br 0',
      'br 1',
      'br 1',
      'br 0',
      'br 2',
    ]);
  });

  it('may repeat their label', () => {
    const lines = body('(func (param i32) local.get 0 if $x else $x end $x block $y end $y)');
    expect(lines).toEqual(['local.get 0', `if ${EMPTY}`, 'else', 'end', `block ${EMPTY}`, 'end']);
  });

  it('unfold', () => {
    const folded = `(func (param i32) (result i32)
      (if $l (result i32) (i32.add (local.get 0) (block (result i32) (i32.const 1) nop))
        (then (br $l (i32.const 2))) (else i32.const 3 (i32.const 4) i32.add)))`;
    expect(body(folded)).toEqual([
      'local.get 0',
      `block ${-I32}`,
      'i32.const 1',
      'nop',
      'end',
      'i32.add',
      `if ${-I32}`,
      'i32.const 2',
      'br 0',
      'else',
      'i32.const 3',
      'i32.const 4',
      'i32.add',
      'end',
    ]);
  });

  it('do not have the label of an if in its condition', () => {
    expect(errorOf('(func (if $l (br_if $l (i32.const 0)) (then)))')).toMatch('unknown label $l');
  });

  it('catch exceptions, at labels around them', () => {
    const text = '(try_table $t (catch $e $h) (catch_all_ref 1) (nop))';
    const lines = body(`(tag $e) (func block $h ${text} try_table (catch_ref 0 0) (catch_all 0) end end)`);
    expect(lines).toEqual([
      `block ${EMPTY}`,
      `try_table ${EMPTY} 2 0 0 0 3 0 1`,
      'nop',
      'end',
      `try_table ${EMPTY} 2 1 0 0 2 0 0`,
      'end',
      'end',
    ]);
  });

  it('catch exceptions in the legacy way', () => {
    const legacy = { features: withFeatures(new Set(ALL_FEATURES), []) };
    const flat = 'try $t nop catch $e rethrow $t catch $e catch_all unreachable end';
    const folded = '(try $t (do nop) (catch $e rethrow $t) (catch $e) (catch_all unreachable))';
    expect(body(`(tag $e) (func ${folded})`, legacy)).toEqual(body(`(tag $e) (func ${flat})`, legacy));
    expect(body(`(tag $e) (func ${flat})`, legacy)).toEqual([
      `try ${EMPTY}`,
      'nop',
      'catch 0',
      'rethrow 0',
      'catch 0',
      'catch_all',
      'unreachable',
      'end',
    ]);
    const delegating = [`block ${EMPTY}`, `try ${EMPTY}`, 'nop', 'delegate 0', 'end'];
    expect(body('(func block $l try $t nop delegate $l end)', legacy)).toEqual(delegating);
    expect(body('(func (block $l (try $t (do nop) (delegate $l))))', legacy)).toEqual(delegating);
  });

  it.each([
    ['(func block)', 'unexpected token )'],
    ['(func end)', 'unexpected token end'],
    ['(func else)', 'unexpected token else'],
    ['(func block else end)', 'unexpected token else'],
    ['(func (block end))', 'unexpected token end'],
    ['(func (if (i32.const 1)))', 'unexpected token )'],
    ['(func (if (i32.const 1) (else)))', 'unexpected token else'],
    ['(func (if (i32.const 1) (then) (then)))', 'unexpected token then'],
    ['(func (if (i32.const 1) (then) nop))', 'unexpected token nop'],
    ['(func (if i32.const 1 (then)))', 'unexpected token i32.const'],
    ['(func (then))', 'unexpected token then'],
    ['(func (drop nop))', 'unexpected token nop'],
    ['(func (end))', 'unexpected token end'],
    ['(func block $a end $b)', 'mismatching label'],
    ['(func block end $b)', 'mismatching label'],
    ['(func (param i32) local.get 0 if $a else $b end)', 'mismatching label'],
    ['(func (block $a) br $a)', 'unknown label $a'],
    ['(func try end)', 'unknown operator try'],
    ['(func catch_all)', 'unexpected token catch_all'],
    ['(func (block (param $x i32)))', 'unexpected token $x'],
    ['(func (func))', 'unexpected token func'],
    ['(func i32.add', 'unexpected token at the end of the text'],
    ['(func i32.atomic.load)', 'unknown operator i32.atomic.load'],
  ])('%s: %s', (text, reason) => {
    expect(() => parseModule(text)).toThrow(reason);
  });
});

describe('deep nesting', () => {
  const depth = 100_000;

  it('of flat blocks', () => {
    expect(body(`(func ${'block '.repeat(depth)}${'end '.repeat(depth)})`)).toHaveLength(2 * depth);
  });

  it('of folded blocks and labels', () => {
    const labels = Array.from({ length: depth }, (_, i) => `(block $l${i} `).join('');
    const lines = body(`(func ${labels} (br $l0) ${')'.repeat(depth)})`);
    expect(lines[depth]).toBe(`br ${depth - 1}`);
  });

  it('of folded operands', () => {
    expect(body(`(func ${'(drop '.repeat(depth)}${')'.repeat(depth)})`)).toHaveLength(depth);
  });

  it('of ifs', () => {
    const lines = body(`(func ${'(if (i32.const 0) (then '.repeat(depth)}${'))'.repeat(depth)})`);
    expect(lines).toHaveLength(3 * depth);
  });
});

describe('offsets', () => {
  it('are those of the mnemonics, and of what closes', () => {
    const text = '(func (drop (i32.const 1)) (block) nop)';
    const [func] = parseModule(text).module.funcs;
    const { code } = func?.body().expr ?? { code: new Int32Array() };
    const at = (needle: string) => text.indexOf(needle);
    expect([code[1], code[4], code[6], code[9], code[11], code[13]]).toEqual([
      at('i32.const'),
      at('drop'),
      at('block'),
      at('block') + 5,
      at('nop'),
      text.length - 1,
    ]);
    expect([func?.offset, func?.size]).toEqual([0, text.length]);
  });

  it('count bytes, not characters', () => {
    const [global] = parseModule(';; é\n(global i32 (i32.const 1))').module.globals;
    expect([global?.offset, global?.init.code[1]]).toEqual([6, 19]);
    expect(listing(global?.init ?? { code: new Int32Array() })).toEqual(['i32.const 1', 'end']);
  });
});
