import { INSTRUCTION_NAMES, SIGNATURES } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { RULES_BY_ID } from '../src/rules/index.ts';
import { plainRule } from '../src/rules/plain.ts';
import { bodyProblem } from './text.ts';

type Case = readonly [body: string, type?: string];
type WrongCase = readonly [body: string, reason: string, type?: string];

function family(name: string, fields: string, valid: readonly Case[], invalid: readonly WrongCase[]): void {
  describe(name, () => {
    it.each(valid.map(([body, type = '']) => [body, type] as const))('accepts %s', (body, type) => {
      expect(bodyProblem(body, type, fields)).toBeUndefined();
    });
    it.each(invalid.map(([body, reason, type = '']) => [body, reason, type] as const))(
      'rejects %s: %s',
      (body, reason, type) => {
        expect(bodyProblem(body, type, fields)).toBe(reason);
      },
    );
  });
}

const requires = (types: string, has: string): string =>
  `type mismatch: instruction requires ${types} but stack has ${has}`;

describe('the rules', () => {
  it('are plain exactly where the table has a signature', () => {
    const plain = RULES_BY_ID.map((rule) => rule === plainRule);
    expect(plain).toEqual(SIGNATURES.map((signature) => signature !== null));
    expect(RULES_BY_ID).toHaveLength(INSTRUCTION_NAMES.length);
  });
});

family(
  'parametric instructions',
  '',
  [
    ['i64.const 0 drop'],
    ['local.get 0 drop', '(param externref)'],
    ['f32.const 0 f32.const 1 i32.const 0 select drop'],
    ['local.get 0 local.get 0 i32.const 0 select drop', '(param v128)'],
    ['local.get 0 local.get 0 i32.const 0 select (result externref) drop', '(param externref)'],
    ['unreachable i64.const 0 i32.const 0 select i64.eqz drop'],
    ['unreachable select i64.eqz drop'],
  ],
  [
    ['drop', 'type mismatch: instruction requires an operand but stack has []'],
    ['f32.const 0 i32.const 1 i32.const 0 select drop', requires('[f32 f32]', '[f32 i32]')],
    ['f32.const 0 f32.const 1 f32.const 0 select drop', requires('[i32]', '[f32]')],
    [
      'local.get 0 local.get 0 i32.const 0 select drop',
      requires('numeric or vector type', 'externref'),
      '(param externref)',
    ],
    ['unreachable i64.const 0 i32.const 0 select i32.eqz drop', requires('[i32]', '[i64]')],
    ['i32.const 0 i32.const 0 i32.const 0 select (result i32 i32)', 'invalid result arity other than 1'],
  ],
);

family(
  'variables',
  '(global $c i32 (i32.const 0)) (global $v (mut i64) (i64.const 0))',
  [
    ['local.get 1 local.set 0', '(param i32) (local i32)'],
    ['i32.const 0 local.tee 0 drop', '(local i32)'],
    ['global.get $c drop global.get $v global.set $v'],
    ['local.get 0 local.set 1 local.get 1 drop', '(param (ref func)) (local (ref func))'],
    ['local.get 0 local.set 1 block local.get 1 drop end', '(param (ref func)) (local (ref func))'],
    ['local.get 0 drop', '(local funcref)'],
  ],
  [
    ['local.get 2 drop', 'unknown local 2', '(param i32) (local i32)'],
    ['local.set 4294967295', 'unknown local 4294967295'],
    ['f32.const 0 local.set 0', requires('[i32]', '[f32]'), '(param i32)'],
    ['local.tee 0 drop', requires('[i32]', '[]'), '(param i32)'],
    ['i32.const 0 global.set $c', 'immutable global'],
    ['global.get 7 drop', 'unknown global 7'],
    ['i32.const 0 global.set $v', requires('[i64]', '[i32]')],
    ['local.get 0 drop', 'uninitialized local 0', '(local (ref func))'],
    [
      'block local.get 0 local.set 1 end local.get 1 drop',
      'uninitialized local 1',
      '(param (ref func)) (local (ref func))',
    ],
    [
      'i32.const 0 if local.get 0 local.set 1 else local.get 1 drop end',
      'uninitialized local 1',
      '(param (ref func)) (local (ref func))',
    ],
  ],
);

family(
  'memory',
  '(memory 1) (memory i64 1) (data $d "x")',
  [
    ['i32.const 0 i32.load drop i64.const 0 i32.load 1 offset=4294967296 drop'],
    ['i32.const 0 f64.const 0 f64.store align=1'],
    ['i64.const 0 i64.const 0 i64.store32 1 align=4'],
    ['memory.size drop memory.size 1 i64.eqz drop'],
    ['i32.const 0 memory.grow drop i64.const 0 memory.grow 1 i64.eqz drop'],
    ['i32.const 0 i64.const 0 i32.const 0 memory.copy 0 1'],
    ['i64.const 0 i64.const 0 i64.const 0 memory.copy 1 1'],
    ['i32.const 0 i32.const 0 i32.const 0 memory.fill'],
    ['i64.const 0 i32.const 0 i32.const 0 memory.init 1 $d data.drop $d'],
    ['i32.const 0 local.get 0 v128.load8_lane 15 drop', '(param v128)'],
    ['local.get 0 local.get 0 i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 drop', '(param v128)'],
    ['i32.const 0 i64.const 0 i64.atomic.rmw.add drop'],
  ],
  [
    ['f32.const 0 i32.load drop', requires('[i32]', '[f32]')],
    ['i32.const 0 i32.load 1 drop', requires('[i64]', '[i32]')],
    ['i32.const 0 i32.load 9 drop', 'unknown memory 9'],
    ['i32.const 0 i32.load align=8 drop', 'alignment must not be larger than natural'],
    ['i32.const 0 i32.load8_u align=2 drop', 'alignment must not be larger than natural'],
    ['i32.const 0 i32.load offset=4294967296 drop', 'offset out of range'],
    ['i64.const 0 i64.const 0 i32.const 0 memory.copy 1 1', requires('[i64 i64 i64]', '[i64 i64 i32]')],
    ['i32.const 0 i32.const 0 i32.const 0 memory.init 9', 'unknown data segment 9'],
    ['data.drop 9', 'unknown data segment 9'],
    ['local.get 0 i8x16.extract_lane_s 16 drop', 'invalid lane index', '(param v128)'],
    ['local.get 0 i64x2.extract_lane 2 drop', 'invalid lane index', '(param v128)'],
    ['i32.const 0 local.get 0 v128.store64_lane 2', 'invalid lane index', '(param v128)'],
    [
      'local.get 0 local.get 0 i8x16.shuffle 32 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31 drop',
      'invalid lane index',
      '(param v128)',
    ],
    ['i32.const 0 i32.atomic.load align=2 drop', 'atomic alignment must be natural'],
  ],
);

family(
  'tables',
  '(table $f 1 funcref) (table $e i64 1 externref) (elem $s funcref)',
  [
    ['i32.const 0 table.get $f drop'],
    ['i64.const 0 local.get 0 table.set $e', '(param externref)'],
    ['table.size $e i64.eqz drop'],
    ['local.get 0 i64.const 0 table.grow $e i64.eqz drop', '(param externref)'],
    ['i32.const 0 ref.null nofunc i32.const 0 table.fill $f'],
    ['i32.const 0 i32.const 0 i32.const 0 table.copy $f $f'],
    ['i32.const 0 i32.const 0 i32.const 0 table.init $f $s elem.drop $s'],
  ],
  [
    ['i64.const 0 table.get $f drop', requires('[i32]', '[i64]')],
    ['i32.const 0 local.get 0 table.set $f', requires('[i32 funcref]', '[i32 externref]'), '(param externref)'],
    ['table.size 5 drop', 'unknown table 5'],
    [
      'i64.const 0 i32.const 0 i32.const 0 table.copy $e $f',
      'type mismatch: source element type funcref does not match destination element type externref',
    ],
    [
      'i64.const 0 i32.const 0 i32.const 0 table.init $e $s',
      "type mismatch: element segment's type funcref does not match table's element type externref",
    ],
    ['elem.drop 3', 'unknown elem segment 3'],
  ],
);

family(
  'references',
  '(type $t (func)) (func $d (type $t)) (func $u) (elem declare func $d)',
  [
    ['ref.null func ref.is_null drop ref.func $d ref.is_null drop'],
    ['ref.func $d drop', ''],
    ['local.get 0 ref.as_non_null drop', '(param externref)'],
    ['local.get 0 local.get 0 ref.eq drop', '(param eqref)'],
    ['local.get 0 ref.test (ref i31) drop local.get 0 ref.cast (ref null struct) drop', '(param anyref)'],
    ['unreachable ref.as_non_null ref.is_null drop'],
  ],
  [
    ['ref.func $u drop', 'undeclared function reference 1'],
    ['ref.func 9 drop', 'unknown function 9'],
    ['ref.null 9 drop', 'unknown type 9'],
    ['i32.const 0 ref.is_null drop', requires('reference type', 'i32')],
    ['local.get 0 local.get 0 ref.eq drop', requires('[eqref eqref]', '[anyref anyref]'), '(param anyref)'],
    ['local.get 0 ref.test (ref i31) drop', requires('[anyref]', '[funcref]'), '(param funcref)'],
  ],
);

family(
  'aggregates',
  `(type $s (struct (field i8) (field (mut f64)))) (type $r (struct (field (ref func))))
   (type $b (array (mut i8))) (type $c (array i32)) (type $a (array (mut anyref))) (type $n (array (ref any)))
   (data $d "x") (elem $e i31ref (ref.null none)) (elem $x externref)`,
  [
    ['i32.const 0 f64.const 0 struct.new $s struct.get_u $s 0 drop'],
    ['struct.new_default $s f64.const 0 struct.set $s 1'],
    ['i32.const 0 i32.const 9 array.new $b array.len drop'],
    ['i32.const 9 array.new_default $c i32.const 0 array.get $c drop'],
    ['i32.const 1 i32.const 2 array.new_fixed $c 2 drop'],
    ['i32.const 0 i32.const 1 array.new_data $c $d drop i32.const 0 i32.const 1 array.new_elem $a $e drop'],
    ['local.get 0 i32.const 0 i32.const 1 array.set $b', '(param (ref $b))'],
    ['local.get 0 i32.const 0 i32.const 1 i32.const 2 array.fill $b', '(param (ref $b))'],
    ['local.get 0 i32.const 0 local.get 0 i32.const 1 i32.const 2 array.copy $a $a', '(param (ref $a))'],
    ['local.get 0 i32.const 0 i32.const 1 i32.const 2 array.init_data $b $d', '(param (ref $b))'],
    ['local.get 0 i32.const 0 i32.const 1 i32.const 2 array.init_elem $a $e', '(param (ref $a))'],
    ['i32.const 0 ref.i31 i31.get_s drop'],
    ['local.get 0 any.convert_extern extern.convert_any drop', '(param externref)'],
    ['unreachable array.new_fixed $b 10000 drop'],
  ],
  [
    ['f64.const 0 struct.new $s drop', requires('[i32 f64]', '[f64]')],
    ['struct.new_default $r drop', 'type is not defaultable'],
    ['local.get 0 struct.get $s 0 drop', 'field is packed', '(param (ref $s))'],
    ['local.get 0 struct.get_s $s 1 drop', 'field is unpacked', '(param (ref $s))'],
    ['local.get 0 struct.get $s 2 drop', 'unknown field 2', '(param (ref $s))'],
    ['local.get 0 i32.const 0 struct.set $s 0', 'immutable field', '(param (ref $s))'],
    ['struct.new_default $c drop', 'type mismatch: type 3 is no structure type'],
    ['i32.const 0 array.new_default $s drop', 'type mismatch: type 0 is no array type'],
    ['i32.const 0 array.new_default $n drop', 'type is not defaultable'],
    ['local.get 0 i32.const 0 i32.const 1 array.set $c', 'immutable array', '(param (ref $c))'],
    [
      'local.get 0 i32.const 0 local.get 1 i32.const 1 i32.const 2 array.copy $b $c',
      'array types do not match',
      '(param (ref $b) (ref $c))',
    ],
    ['i32.const 0 i32.const 1 array.new_data $a $d drop', 'array type is not numeric or vector'],
    [
      'i32.const 0 i32.const 1 array.new_elem $a $x drop',
      "type mismatch: element segment's type externref does not match array's field type anyref",
    ],
    ['i32.const 0 i32.const 1 array.new_data $c 9 drop', 'unknown data segment 9'],
    [
      'unreachable array.new_fixed $b 10001 drop',
      'implementation limit: 10001 operands of array.new_fixed, at most 10000 supported',
    ],
    ['i64.const 0 ref.i31 drop', requires('[i32]', '[i64]')],
    ['local.get 0 any.convert_extern drop', requires('[externref]', '[anyref]'), '(param anyref)'],
  ],
);

family(
  'exceptions',
  '(tag $e (param i32)) (tag $n)',
  [
    ['i32.const 0 throw $e'],
    ['local.get 0 throw_ref', '(param exnref)'],
    ['block (result i32) try_table (catch $e 0) end i32.const 0 end drop'],
    ['block (result i32 (ref exn)) try_table (catch_ref $e 0) end unreachable end drop drop'],
    ['block (result exnref) try_table (catch_all_ref 0) (catch_all 1) end unreachable end drop'],
    ['try (result i32) i32.const 0 catch $e catch_all i32.const 1 end drop'],
    ['try throw $n catch_all rethrow 0 end'],
    ['try nop delegate 0'],
    ['block try nop delegate 1 end'],
  ],
  [
    ['throw 7', 'unknown tag 7'],
    ['throw $e', requires('[i32]', '[]')],
    ['local.get 0 throw_ref', requires('[exnref]', '[anyref]'), '(param anyref)'],
    ['block try_table (catch $e 0) end end', 'type mismatch: label requires [] but catch handler has [i32]'],
    [
      'block (result i32) try_table (result i32) (catch_all 0) i32.const 0 end end drop',
      'type mismatch: label requires [i32] but catch handler has []',
    ],
    ['try_table (catch_all 2) end', 'unknown label 2'],
    ['try nop catch $e end', 'type mismatch: block requires [] but stack has [i32]'],
    ['try rethrow 0 catch_all end', 'invalid rethrow label'],
    ['try nop delegate 1', 'unknown label 1'],
  ],
);
