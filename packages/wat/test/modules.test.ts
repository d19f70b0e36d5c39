import {
  ALL_FEATURES,
  ANYREF,
  abstractHeapType,
  concreteHeapType,
  F32,
  F64,
  FUNCREF,
  I8,
  I32,
  I64,
  type Module,
  refType,
  type SubType,
  WASM_EDITIONS,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { parseModule } from '../src/index.ts';
import { body, listing } from './disassemble.ts';

const options = { features: ALL_FEATURES };

function parse(text: string): Module {
  return parseModule(text, options).module;
}

/** A final function type that extends nothing. */
function func(params: readonly number[], results: readonly number[]): SubType {
  return { final: true, supertypes: [], composite: { kind: 'func', params, results } };
}

describe('modules', () => {
  it('may do without their parentheses', () => {
    const wrapped = parseModule('(module $m (func $f) (memory 0))');
    const bare = parseModule('(func $f) (memory 0)');
    expect(wrapped.module.funcs).toHaveLength(1);
    expect(bare.module.memories).toHaveLength(1);
    expect([wrapped.id, wrapped.names.module, bare.id]).toEqual(['m', 'm', undefined]);
    expect(parseModule('').module.funcs).toEqual([]);
    expect(parseModule('(module)').module.types).toEqual([]);
  });

  it('are read from bytes or a string', () => {
    const text = '(func (export "é漢😀"))';
    expect(parseModule(new TextEncoder().encode(text)).module.exports).toEqual(parseModule(text).module.exports);
    expect(parse(text).exports[0]?.name).toBe('é漢😀');
  });

  it('refer to what comes later', () => {
    const { exports, start, globals } = parse(
      '(export "f" (func $f)) (start $f) (global funcref (ref.func $f)) (global i32 (i32.const 0)) (func) (func $f)',
    );
    expect([exports[0]?.index, start?.func]).toEqual([1, 1]);
    expect(listing(globals[0]?.init ?? { code: new Int32Array() })).toEqual(['ref.func 1', 'end']);
  });
});

describe('types', () => {
  it('are composite', () => {
    const { types, recTypes } = parse(`
      (type $f (func (param $x i32) (param i64 f32) (result f64) (result f32)))
      (type $s (struct (field $a i8) (field (mut i32) f64) (field)))
      (rec (type $a (array (mut (ref null $s)))) (type $b (sub final $a (array (mut (ref $b))))))
      (type $open (sub (func)))`);
    const array = (type: number) => ({ kind: 'array', field: { type, mutable: true } });
    expect(types).toEqual([
      func([I32, I64, F32], [F64, F32]),
      {
        final: true,
        supertypes: [],
        composite: {
          kind: 'struct',
          fields: [
            { type: I8, mutable: false },
            { type: I32, mutable: true },
            { type: F64, mutable: false },
          ],
        },
      },
      { final: true, supertypes: [], composite: array(refType(true, concreteHeapType(1))) },
      { final: true, supertypes: [2], composite: array(refType(false, concreteHeapType(3))) },
      { final: false, supertypes: [], composite: { kind: 'func', params: [], results: [] } },
    ]);
    expect(recTypes.map(({ subtypes, explicit }) => [subtypes.length, explicit])).toEqual([
      [1, false],
      [1, false],
      [2, true],
      [1, false],
    ]);
  });

  it('may be exact, described and descriptors', () => {
    const { types } = parse(`(rec (type $a (descriptor $b) (struct (field (ref (exact $b)))))
      (type $b (sub (describes $a) (struct))))`);
    expect(types[0]).toMatchObject({ descriptor: 1 });
    expect(types[1]).toMatchObject({ describes: 0, final: false });
    expect(types[0]?.composite).toMatchObject({ fields: [{ type: refType(false, concreteHeapType(1, true)) }] });
  });

  it('are added for type uses, in the order of the text, behind those that are written', () => {
    const { types, funcs } = parse(`
      (func (param i32) (block (param f32) (result f32)) (call_indirect (param f64)))
      (type (func (param i64)))
      (func (param f32) (result f32))
      (func (param i64)) (func (param i32)) (func)
      (table 0 funcref)`);
    expect(types).toEqual([func([I64], []), func([I32], []), func([F32], [F32]), func([F64], []), func([], [])]);
    expect(funcs.map(({ type }) => type)).toEqual([1, 2, 0, 1, 4]);
  });

  it('are not found for type uses where they are open, in a group, or subtypes', () => {
    const { funcs } =
      parse(`(type (sub (func))) (rec (type (func)) (type (func))) (type $o (sub (func))) (type (sub final $o (func)))
      (func)`);
    expect(funcs[0]?.type).toBe(5);
    expect(parse('(rec (type (func))) (func)').funcs[0]?.type).toBe(0);
  });

  it('too large an index stays too large', () => {
    const { tables, types } = parse('(table 0 (ref null 0xffff_ffff)) (type (sub 0xffff_ffff (func)))');
    expect(tables[0]?.type.element).toBe(refType(true, concreteHeapType((1 << 26) - 1)));
    expect(types[0]?.supertypes).toEqual([0xffff_ffff]);
    expect(body('(func block (type 0xffff_ffff) end)')).toEqual(['block 2147483647', 'end']);
  });
});

describe('fields', () => {
  it('import, in either form', () => {
    const types = (text: string) => parse(text).imports.map(({ module, name, type }) => [module, name, type]);
    const long = types(`(import "a" "f" (func $f (param i32))) (import "a" "t" (table $t i64 1 2 anyref))
      (import "a" "m" (memory 1 2 shared (pagesize 1))) (import "a" "g" (global (mut i32))) (import "a" "e" (tag))`);
    const short = types(`(func (import "a" "f") (param i32)) (table (import "a" "t") i64 1 2 anyref)
      (memory (import "a" "m") 1 2 shared (pagesize 1)) (global (import "a" "g") (mut i32)) (tag (import "a" "e"))`);
    expect(short).toEqual(long);
    expect(long).toEqual([
      ['a', 'f', { kind: 'func', type: 0, exact: false }],
      ['a', 't', { kind: 'table', type: { addressType: 'i64', limits: { min: 1, max: 2 }, element: ANYREF } }],
      [
        'a',
        'm',
        { kind: 'memory', type: { addressType: 'i32', limits: { min: 1, max: 2 }, shared: true, pageSizeLog2: 0 } },
      ],
      ['a', 'g', { kind: 'global', type: { type: I32, mutable: true } }],
      ['a', 'e', { kind: 'tag', type: { type: 1 } }],
    ]);
    expect(types('(import "" "" (func (exact (param i32))))')).toEqual([
      ['', '', { kind: 'func', type: 0, exact: true }],
    ]);
  });

  it('export inline, more than once', () => {
    const { exports } = parse(`(func (export "c") (import "" ""))
      (func (export "a") (export "b")) (table (export "t") 0 funcref) (memory (export "m") (data "x"))
      (global (export "g") i32 (i32.const 0)) (tag (export "e") (param i32))`);
    expect(exports.map(({ name, kind, index }) => [name, kind, index])).toEqual([
      ['c', 'func', 0],
      ['a', 'func', 1],
      ['b', 'func', 1],
      ['t', 'table', 0],
      ['m', 'memory', 0],
      ['g', 'global', 0],
      ['e', 'tag', 0],
    ]);
  });

  it('have locals in runs', () => {
    const [f] = parse('(func (local i32 i32) (local $x i32) (local f64) (local))').funcs;
    expect(f?.body().locals).toEqual([
      { count: 3, type: I32 },
      { count: 1, type: F64 },
    ]);
  });

  it('count parameters of the type that is used before locals', () => {
    expect(body('(type $t (func (param i32 i64))) (func (type $t) (local $x f32) local.get $x)')).toEqual([
      'local.get 2',
    ]);
    expect(
      body('(type $t (func (param i32 i64))) (func (type $t) (param $a i32) (param $b i64) local.get $b)'),
    ).toEqual(['local.get 1']);
  });

  it('have tables with initial values or elements', () => {
    const { tables, elements } = parse(`(func $f) (type $t (func))
      (table 1 (ref func) (ref.func $f)) (table funcref (elem $f $f)) (table i64 (ref $t) (elem $f)) (table funcref (elem (ref.null func) (item ref.func $f)))`);
    expect(tables.map(({ type }) => type.limits)).toEqual([
      { min: 1 },
      { min: 2, max: 2 },
      { min: 1, max: 1 },
      { min: 2, max: 2 },
    ]);
    expect(tables.map(({ init }) => init && listing(init))).toEqual([
      ['ref.func 0', 'end'],
      undefined,
      undefined,
      undefined,
    ]);
    expect(elements.map(({ type, init }) => [type, init.kind])).toEqual([
      [refType(false, abstractHeapType('func')), 'funcs'],
      [refType(false, concreteHeapType(0)), 'exprs'],
      [FUNCREF, 'exprs'],
    ]);
    expect(elements.map(({ mode }) => mode.kind === 'active' && [mode.index, listing(mode.at)[0]])).toEqual([
      [1, 'i32.const 0'],
      [2, 'i64.const 0 0'],
      [3, 'i32.const 0'],
    ]);
  });

  it('have memories with data, as many pages as it takes', () => {
    const { memories, datas } =
      parse(`(memory (data "ab" "\\63")) (memory (data)) (memory i64 (pagesize 1) (data "abc"))
      (memory (data "${'\\00'.repeat(65537)}"))`);
    expect(memories.map(({ type }) => type.limits.max)).toEqual([1, 0, 3, 2]);
    expect(memories.map(({ type }) => type.pageSizeLog2)).toEqual([16, 16, 0, 16]);
    expect(Array.from(datas[0]?.init ?? [])).toEqual([97, 98, 99]);
  });

  it('have segments of all modes', () => {
    const { elements, datas } = parse(`(table $a 1 funcref) (table $b 1 funcref) (memory $m 1) (memory $n 1) (func $f)
      (elem $e func $f) (elem declare func 0) (elem (i32.const 1) $f) (elem (table $b) (offset i32.const 1) func)
      (elem (ref null func) (ref.func 0) (item (ref.null func))) (elem (offset (i32.const 1)) funcref)
      (data $d "x") (data (i32.const 1) "x") (data (memory $n) (offset i32.const 1) "y" "z")`);
    const summary = elements.map(({ mode, init }) => [
      mode.kind,
      init.kind,
      init.kind === 'funcs' ? init.funcs.length : init.exprs.length,
    ]);
    expect(summary).toEqual([
      ['passive', 'funcs', 1],
      ['declarative', 'funcs', 1],
      ['active', 'funcs', 1],
      ['active', 'funcs', 0],
      ['passive', 'exprs', 2],
      ['active', 'exprs', 0],
    ]);
    expect(elements[3]?.mode).toMatchObject({ index: 1 });
    expect(datas.map(({ mode }) => (mode.kind === 'active' ? mode.index : mode.kind))).toEqual(['passive', 0, 1]);
    expect(Array.from(datas[2]?.init ?? [])).toEqual([121, 122]);
  });

  it('have limits as large as 64 bits', () => {
    const { memories } = parse('(memory i64 0xffff_ffff_ffff_ffff 18446744073709551615)');
    expect(memories[0]?.type.limits).toEqual({ min: (1n << 64n) - 1n, max: (1n << 64n) - 1n });
  });
});

describe('names', () => {
  it('are the identifiers', () => {
    const { names } = parseModule(
      `(module $m (type $t (func)) (type $s (struct (field i32) (field $y i32)))
        (import "" "" (func $i)) (func $f (param $a i32) (local i32) (local $b i32) block $l block block $"l 2" end end end)
        (func (local $c i32)) (table $tab 0 funcref) (memory $mem 0) (global $g i32 (i32.const 0)) (tag $e)
        (elem $el func) (data $d ""))`,
    );
    expect(names).toEqual({
      module: 'm',
      types: new Map([
        [0, 't'],
        [1, 's'],
      ]),
      fields: new Map([[1, new Map([[1, 'y']])]]),
      functions: new Map([
        [0, 'i'],
        [1, 'f'],
      ]),
      locals: new Map([
        [
          1,
          new Map([
            [0, 'a'],
            [2, 'b'],
          ]),
        ],
        [2, new Map([[0, 'c']])],
      ]),
      labels: new Map([
        [
          1,
          new Map([
            [0, 'l'],
            [2, 'l 2'],
          ]),
        ],
      ]),
      tables: new Map([[0, 'tab']]),
      memories: new Map([[0, 'mem']]),
      globals: new Map([[0, 'g']]),
      tags: new Map([[0, 'e']]),
      elements: new Map([[0, 'el']]),
      datas: new Map([[0, 'd']]),
    });
  });

  it('of labels are numbered as the binary format has the blocks', () => {
    const { names } = parseModule(
      `(module (func (param i32)
        (if $outer (if $condition (result i32) (block $c (result i32) (local.get 0)) (then (i32.const 1)) (else (i32.const 0)))
          (then (block $then)) (else (loop $else)))
        local.get 0 (block $before) if $flat block $in end end
        (if (block (result i32) (i32.const 1)) (then (block $last)))))`,
    );
    const order = ['c', 'condition', 'outer', 'then', 'else', 'before', 'flat', 'in', undefined, undefined, 'last'];
    expect(names.labels.get(0)).toEqual(new Map(order.flatMap((name, i) => (name === undefined ? [] : [[i, name]]))));
  });
});

describe('malformed modules', () => {
  it.each([
    ['(module', 'unexpected token at the end of the text'],
    ['(module))', 'unexpected token )'],
    ['(module) (module)', 'unexpected token ('],
    ['(func) nop', 'unexpected token nop'],
    ['(nop)', 'unexpected token nop'],
    ['(func', 'unexpected token at the end of the text'],
    ['(type (func)', 'unexpected token at the end of the text'],
    ['(func $f) (func $f)', 'duplicate function $f'],
    ['(import "" "" (func $f)) (func $f)', 'duplicate function $f'],
    ['(func (param $x i32) (local $x i32))', 'duplicate local $x'],
    ['(type (struct (field $x i32) (field $x i32)))', 'duplicate field $x'],
    ['(type $t (func)) (rec (type $t (func)))', 'duplicate type $t'],
    ['(data $d "") (data $d "")', 'duplicate data segment $d'],
    ['(start $f)', 'unknown function $f'],
    ['(func (local.get $x))', 'unknown local $x'],
    ['(func (param (ref $t)))', 'unknown type $t'],
    ['(type $s (struct)) (func struct.get $s $x)', 'unknown field $x'],
    ['(func (struct.get 7 $x))', 'unknown field $x'],
    ['(func) (import "" "" (memory 0))', 'import after function definition'],
    ['(memory 0) (func (import "" ""))', 'import after memory definition'],
    ['(start 0) (start 0)', 'multiple start sections'],
    ['(type (func (param i32))) (func (type 0) (param i64))', 'inline function type'],
    ['(type (struct)) (func (type 0) (param i64))', 'inline function type'],
    ['(func (type 3) (param i64))', 'unknown type 3'],
    ['(func (result i32) (param i32))', 'unexpected token param'],
    ['(func (param $x i32 i32))', 'unexpected token i32'],
    ['(func (param i32 $x i32))', 'unexpected token $x'],
    ['(func (i32.const 4294967296))', 'constant out of range'],
    ['(func (i32.const -2147483649))', 'constant out of range'],
    ['(func (i32.const 1.0))', 'constant out of range'],
    ['(func (i64.const 0x1_0000_0000_0000_0000))', 'constant out of range'],
    ['(func (i64.const -0x8000_0000_0000_0001))', 'constant out of range'],
    ['(func (f32.const 1e39))', 'constant out of range'],
    ['(func (v128.const i8x16 256 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0))', 'constant out of range'],
    ['(func (v128.const i16x8 -32769 0 0 0 0 0 0 0))', 'constant out of range'],
    ['(func (v128.const i32x4 0 0 0))', 'wrong number of lane literals'],
    ['(func (v128.const i32x4 0 0 0 0 0))', 'wrong number of lane literals'],
    ['(func (i8x16.shuffle 0 1))', 'invalid lane length'],
    ['(func (i8x16.extract_lane_s 256))', 'i8 constant out of range'],
    ['(func (local.get 0x1_0000_0000))', 'i32 constant out of range'],
    ['(memory i64 0x1_0000_0000_0000_0000)', 'i64 constant out of range'],
    ['(func (i32.load align=3))', 'alignment must be a power of two'],
    ['(func (i32.load align=0))', 'alignment must be a power of two'],
    ['(func (i32.load offset=0x1_0000_0000_0000_0000))', 'i64 constant out of range'],
    ['(func (export "\\ff"))', 'malformed UTF-8 encoding'],
    ['(memory 0 (pagesize 3))', 'invalid custom page size'],
    ['(table 0 funcref extern)', 'unexpected token extern'],
    ['(elem (table 0) (i32.const 0) 0)', 'unexpected token 0'],
    ['(type (struct (field (ref (exact any)))))', 'unexpected token any'],
    ['(func (param foo))', 'unknown operator foo'],
    ['(func "a"b)', 'unknown operator "a"b'],
    ['(func (drop) é)', 'illegal character'],
    ['(export "a" (type 0))', 'unexpected token type'],
    ['(export "a" 0)', 'unexpected token 0'],
    ['(import "a" "b" (elem))', 'unexpected token elem'],
  ])('%s: %s', (text, reason) => {
    expect(() => parse(text)).toThrow(reason);
  });

  it('are errors with a place', () => {
    expect(() => parseModule(';; é\r\n(func\n  (i32.cost 1))')).toThrow(
      expect.objectContaining({
        name: 'ParseError',
        reason: 'unknown operator i32.cost',
        offset: 16,
        line: 3,
        column: 4,
      }),
    );
  });

  it('use what is off', () => {
    const wasm1 = { features: WASM_EDITIONS['1.0'] };
    for (const text of [
      '(func (i32.extend8_s (i32.const 0)))',
      '(func (param v128))',
      '(type (struct))',
      '(tag)',
      '(memory i64 1)',
      '(memory 0x1_0000_0000)',
      '(elem declare func)',
      '(func (i32.load offset=0x1_0000_0000 (i32.const 0)))',
    ]) {
      expect(() => parseModule(text, wasm1), text).toThrow(
        /^(unknown operator|unexpected token|i32 constant out of range)/,
      );
    }
    expect(parseModule('(memory 0xffff_ffff) (func (drop (i32.load (i32.const 0))))', wasm1).module.funcs).toHaveLength(
      1,
    );
  });
});
