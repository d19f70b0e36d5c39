import { decodeModule } from '@softwasm/decoder';
import {
  DEFAULT_FEATURES,
  DecodeError,
  exprOf,
  type Feature,
  FUNCREF,
  type Module,
  ValidationError,
  WASM_EDITIONS,
  withFeatures,
} from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { isValid, validateModule } from '../src/index.ts';
import { problem } from './text.ts';

describe('modules', () => {
  it.each([
    ['an empty module', ''],
    ['the largest memories', '(memory 65536 65536) (memory i64 0x1000000000000) (memory 0xffffffff (pagesize 1))'],
    [
      'a table with an initial value that is a global',
      '(global $g (import "m" "g") (ref func)) (table 1 (ref func) (global.get $g))',
    ],
    [
      'a global that reads the one before',
      '(global $a i32 (i32.const 1)) (global i32 (i32.add (global.get $a) (i32.const 1)))',
    ],
    [
      'a constant expression with aggregates',
      '(type $s (struct (field anyref))) (global anyref (struct.new $s (ref.i31 (i32.const 1))))',
    ],
    ['segments', '(memory i64 1) (data (i64.const 0) "x") (table 1 funcref) (func $f) (elem (i32.const 0) $f)'],
    ['a start function', '(func $f) (start $f)'],
    [
      'exports of everything',
      '(func (export "f")) (memory (export "m") 1) (table (export "t") 1 funcref) (global (export "g") i32 (i32.const 0)) (tag (export "e"))',
    ],
    ['a reference to a function that is exported', '(func $f (export "f")) (func ref.func $f drop)'],
    ['an import that is not null', '(table (import "m" "t") 1 (ref func))'],
  ])('accepts %s', (_, fields) => {
    expect(problem(fields)).toBeUndefined();
  });

  it.each([
    ['a memory that is too large', '(memory 65537)', 'memory size must be at most 65536 pages (4GiB)'],
    [
      'a maximum that is too large',
      '(memory i64 0 0x1000000000001)',
      'memory size must be at most 2^48 pages (256 TiB)',
    ],
    ['a minimum above the maximum', '(memory 2 1)', 'size minimum must not be greater than maximum'],
    ['a table that is too large', '(table 0x100000000 funcref)', 'table size must be at most 2^32-1'],
    ['pages of another size', '(memory 0 (pagesize 2))', 'invalid custom page size'],
    ['a shared memory without maximum', '(memory 1 shared)', 'shared memory must have maximum'],
    [
      'a table of non-nullable references',
      '(table 1 (ref func))',
      'type mismatch: table without initial value requires a nullable type but it has (ref func)',
    ],
    [
      'a table that reads a global of this module',
      '(global $g funcref (ref.null func)) (table 1 funcref (global.get $g))',
      'unknown global 0',
    ],
    ['a global that reads itself', '(global $a i32 (global.get $a))', 'unknown global 0'],
    [
      'a global that reads a mutable one',
      '(global $a (mut i32) (i32.const 0)) (global i32 (global.get $a))',
      'constant expression required',
    ],
    [
      'a call in a constant expression',
      '(func $f (result i32) unreachable) (global i32 (call $f))',
      'constant expression required',
    ],
    [
      'a global of another type',
      '(global i32 (i64.const 0))',
      'type mismatch: instruction requires [i32] but stack has [i64]',
    ],
    [
      'two values for a global',
      '(global i32 (i32.const 0) (i32.const 0))',
      'type mismatch: block requires [i32] but stack has [i32 i32]',
    ],
    [
      'an offset of another type',
      '(memory i64 1) (data (i32.const 0) "x")',
      'type mismatch: instruction requires [i64] but stack has [i32]',
    ],
    ['a segment for no memory', '(data (i32.const 0) "x")', 'unknown memory 0'],
    ['a segment for no table', '(elem (table 3) (i32.const 0) func)', 'unknown table 3'],
    [
      'a segment for a table of other references',
      '(table 1 externref) (elem (i32.const 0) funcref)',
      "type mismatch: element segment's type funcref does not match table's element type externref",
    ],
    ['a segment with an unknown function', '(elem func 5)', 'unknown function 5'],
    [
      'a start function with parameters',
      '(func $f (param i32)) (start $f)',
      'start function must not have parameters or results',
    ],
    ['an unknown start function', '(start 1)', 'unknown function 1'],
    ['an unknown export', '(export "x" (global 2))', 'unknown global 2'],
    [
      'exports of the same name',
      '(func) (export "x" (func 0)) (memory 1) (export "x" (memory 0))',
      'duplicate export name "x"',
    ],
    ['a tag with results', '(tag (result i32))', 'non-empty tag result type'],
    [
      'a function of a type that is no function type',
      '(type (struct)) (func (type 0))',
      'type mismatch: type 0 is no function type',
    ],
    ['a local of an unknown type', '(func (local (ref null 9)))', 'unknown type 9'],
  ])('rejects %s', (_, fields, reason) => {
    expect(problem(fields)).toBe(reason);
  });

  it.each<[Feature, string, string]>([
    ['multi-memory', '(memory 1) (memory 1)', 'multiple memories'],
    ['reference-types', '(table (import "m" "t") 1 funcref) (table 1 funcref)', 'multiple tables'],
    ['mutable-globals', '(global (import "m" "g") (mut i32))', 'mutable globals cannot be imported'],
    ['mutable-globals', '(global (export "g") (mut i32) (i32.const 0))', 'mutable globals cannot be exported'],
    ['extended-const', '(global i32 (i32.add (i32.const 0) (i32.const 0)))', 'constant expression required'],
    ['gc', '(global $g i32 (i32.const 0)) (global i32 (global.get $g))', 'unknown global 0'],
  ])('rejects without %s: %s', (feature, fields, reason) => {
    expect(problem(fields, DEFAULT_FEATURES)).toBeUndefined();
    expect(problem(fields, withFeatures(DEFAULT_FEATURES, [], [feature]))).toBe(reason);
  });

  it('names the offset and the function at fault', () => {
    // Two functions of type [] -> []; the second one drops what is not there.
    const bytes = [
      0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 3, 2, 0, 0, 10, 9, 2, 2, 0, 0x0b, 4, 0, 1, 0x1a, 0x0b,
    ];
    const module = decodeModule(Uint8Array.from(bytes), { features: WASM_EDITIONS['1.0'] });
    const validate = (): unknown => validateModule(module, { features: WASM_EDITIONS['1.0'] });
    expect(validate).toThrow(ValidationError);
    expect(validate).toThrow(expect.objectContaining({ offset: bytes.length - 2, func: 1 }));
    expect(isValid(module)).toBe(false);
  });

  it('counts imports and parameters where limits mean them, too', () => {
    const table = { kind: 'table', type: { addressType: 'i32', limits: { min: 0 }, element: FUNCREF } } as const;
    const imports = (count: number): Module => {
      const one = { module: '', name: '', type: table, offset: 0 };
      return { ...decodeModule(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)), imports: new Array(count).fill(one) };
    };
    expect(isValid(imports(100_000))).toBe(true);
    expect(isValid(imports(100_001))).toBe(false);
  });

  it('returns the module', () => {
    const module = decodeModule(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    expect(validateModule(module)).toBe(module);
    expect(isValid(module)).toBe(true);
  });

  it('lets malformed bodies through as what they are', () => {
    const bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 5, 1, 3, 0, 0xff, 0x0b];
    const module = decodeModule(Uint8Array.from(bytes), { bodies: 'lazy' });
    expect(() => validateModule(module)).toThrow(DecodeError);
    expect(isValid(module)).toBe(false);
  });

  it('rejects structures that no decoder makes', () => {
    const module = decodeModule(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0));
    const withBody = (...names: ('else' | 'end' | 'catch_all' | 'nop')[]): Module => {
      const body = { locals: [], expr: exprOf(0, ...names.map((name) => [name] as const)) };
      return { ...module, funcs: [{ type: 0, offset: 0, size: 0, body: () => body }] };
    };
    expect(isValid(withBody('nop'))).toBe(true);
    for (const name of ['else', 'catch_all', 'end'] as const) {
      expect(() => validateModule(withBody(name))).toThrow('END opcode expected');
    }
  });
});
