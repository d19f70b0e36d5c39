import { DEFAULT_FEATURES, withFeatures } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { problem } from './text.ts';

describe('types', () => {
  it.each([
    ['a type that refers to itself', '(type (struct (field (ref null 0))))'],
    ['members of a group that refer to each other', '(rec (type (struct (field (ref 1)))) (type (array (ref 0))))'],
    ['a subtype with more fields', '(type (sub (struct (field i32)))) (type (sub 0 (struct (field i32 i64))))'],
    [
      'an immutable field that is narrower',
      '(type (sub (struct (field anyref)))) (type (sub 0 (struct (field i31ref))))',
    ],
    [
      'contravariant parameters and covariant results',
      '(type (sub (func (param i31ref) (result anyref)))) (type (sub 0 (func (param eqref) (result (ref i31)))))',
    ],
    [
      'groups that are equal',
      '(rec (type $a (struct (field (ref null $a))))) (rec (type $b (struct (field (ref null $b))))) (func (param (ref $a)) (result (ref $b)) local.get 0)',
    ],
    [
      '63 levels of subtypes',
      '(type (sub (struct)))' + Array.from({ length: 63 }, (_, i) => `(type (sub ${i} (struct)))`).join(''),
    ],
  ])('accepts %s', (_, fields) => {
    expect(problem(fields)).toBeUndefined();
  });

  it.each([
    ['a type that is not there yet', '(type (struct (field (ref 1)))) (type (struct))', 'unknown type 1'],
    ['a supertype that is not there', '(type (sub 7 (struct)))', 'unknown type 7'],
    [
      'a supertype that comes later',
      '(rec (type (sub 1 (struct))) (type (sub (struct))))',
      'forward use of type 1 in sub type definition',
    ],
    ['a final supertype', '(type (struct)) (type (sub 0 (struct)))', 'sub type 1 has final super type 0'],
    [
      'a subtype with fewer fields',
      '(type (sub (struct (field i32)))) (type (sub 0 (struct)))',
      'sub type 1 does not match super type 0',
    ],
    [
      'a mutable field that is narrower',
      '(type (sub (struct (field (mut anyref))))) (type (sub 0 (struct (field (mut i31ref)))))',
      'sub type 1 does not match super type 0',
    ],
    [
      'a subtype of another kind',
      '(type (sub (struct))) (type (sub 0 (array i32)))',
      'sub type 1 does not match super type 0',
    ],
    [
      'groups of different size as equal',
      '(rec (type $a (struct)) (type (struct))) (type $b (struct)) (func (param (ref $a)) (result (ref $b)) local.get 0)',
      'type mismatch: instruction requires [(ref 2)] but stack has [(ref 0)]',
    ],
    [
      '64 levels of subtypes',
      '(type (sub (struct)))' + Array.from({ length: 64 }, (_, i) => `(type (sub ${i} (struct)))`).join(''),
      'implementation limit: 64 levels of subtypes, at most 63 supported',
    ],
  ])('rejects %s', (_, fields, reason) => {
    expect(problem(fields)).toBe(reason);
  });

  it('allows several results with multiple values alone', () => {
    const fields = '(type (func (result i32 i32)))';
    expect(problem(fields)).toBeUndefined();
    expect(problem(fields, withFeatures(DEFAULT_FEATURES, [], ['multi-value']))).toBe(
      'invalid result arity other than 1',
    );
  });
});

describe('custom descriptors', () => {
  const pair = '(rec (type $a (descriptor $b) (struct (field i32))) (type $b (describes $a) (struct)))';

  it.each([
    ['a type and its descriptor', ''],
    ['allocation with a descriptor', '(func (result (ref (exact $a))) i32.const 0 struct.new $b struct.new_desc $a)'],
    [
      'the descriptor of an exact reference',
      '(func (param (ref (exact $a))) (result (ref (exact $b))) local.get 0 ref.get_desc $a)',
    ],
    ['the descriptor of any reference', '(func (param (ref $a)) (result (ref $b)) local.get 0 ref.get_desc $a)'],
    [
      'a cast by descriptor',
      '(func (param anyref (ref $b)) (result (ref $a)) local.get 0 local.get 1 ref.cast_desc_eq (ref $a))',
    ],
    [
      'an exact function reference',
      '(type $t (func)) (func $f (type $t)) (elem declare func $f) (func (result (ref (exact $t))) ref.func $f)',
    ],
  ])('accepts %s', (_, fields) => {
    expect(problem(`${pair} ${fields}`)).toBeUndefined();
  });

  it.each([
    ['a descriptor out of its group', '(type (descriptor 0) (struct))', 'descriptor type is outside rec group'],
    [
      'a descriptor that describes another type',
      '(rec (type (descriptor 3) (struct)) (type (struct)))',
      'type is not described by its descriptor',
    ],
    [
      'a described array',
      '(rec (type (descriptor 3) (array i32)) (type (describes 2) (struct)))',
      'descriptor type must be a struct',
    ],
    [
      'allocation without its descriptor',
      '(func (result anyref) i32.const 0 struct.new $a)',
      'type with descriptor requires descriptor allocation',
    ],
    [
      'allocation with a descriptor that there is not',
      '(func (result anyref) struct.new_desc $b)',
      'type without descriptor requires non-descriptor allocation',
    ],
    [
      'an exact descriptor of any reference',
      '(func (param (ref $a)) (result (ref (exact $b))) local.get 0 ref.get_desc $a)',
      'type mismatch: instruction requires [(ref (exact 1))] but stack has [(ref 1)]',
    ],
    [
      'a cast to a type without descriptor',
      '(func (param anyref anyref) (result anyref) local.get 0 local.get 1 ref.cast_desc_eq (ref any))',
      'type any does not have a descriptor',
    ],
  ])('rejects %s', (_, fields, reason) => {
    expect(problem(`${pair} ${fields}`)).toBe(reason);
  });

  it('knows no imported function exactly, unless the import says so', () => {
    const fields = (type: string): string =>
      `(type $t (func)) (import "m" "f" (func $f ${type})) (elem declare func $f)
       (func (result (ref (exact $t))) ref.func $f)`;
    expect(problem(fields('(exact (type $t))'))).toBeUndefined();
    expect(problem(fields('(type $t)'))).toBe(
      'type mismatch: instruction requires [(ref (exact 0))] but stack has [(ref 0)]',
    );
  });
});
