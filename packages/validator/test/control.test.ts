import { DEFAULT_FEATURES } from '@softwasm/syntax';
import { describe, expect, it } from 'vitest';
import { bodyProblem, problem } from './text.ts';

describe('structured control', () => {
  it.each([
    ['nothing at all', '', ''],
    ['a block that gives its result to the function', 'block (result i32) i32.const 1 end', '(result i32)'],
    [
      'a block with parameters',
      'i32.const 1 f32.const 2 block (param i32 f32) (result f32) drop drop f32.const 0 end',
      '(result f32)',
    ],
    ['a loop whose label takes its parameters', 'i32.const 1 loop (param i32) i32.const 0 br_if 0 drop end', ''],
    ['an if with both branches', 'i32.const 0 if (result i64) i64.const 0 else i64.const 1 end', '(result i64)'],
    [
      'an if without else that passes its parameter on',
      'f32.const 0 i32.const 0 if (param f32) (result f32) end',
      '(result f32)',
    ],
    ['code after a branch', 'block br 0 i32.add drop end', ''],
    ['operands of any type in unreachable code', 'unreachable f64.add i32.trunc_f64_s drop', ''],
    ['results after unreachable', 'unreachable', '(result i32 i64)'],
    ['some results in unreachable code', 'unreachable i64.const 0', '(result i32 i64)'],
  ])('accepts %s', (_, body, type) => {
    expect(bodyProblem(body, type)).toBeUndefined();
  });

  it.each([
    ['a missing result', '', '(result i32)', 'type mismatch: instruction requires [i32] but stack has []'],
    ['a result too many', 'i32.const 0', '', 'type mismatch: block requires [] but stack has [i32]'],
    [
      'a result of another type',
      'i64.const 0',
      '(result i32)',
      'type mismatch: instruction requires [i32] but stack has [i64]',
    ],
    [
      'operands of the block around',
      'i32.const 0 block drop end',
      '',
      'type mismatch: instruction requires an operand but stack has []',
    ],
    [
      'an if without else that has a result',
      'i32.const 0 if (result i32) i32.const 0 end',
      '(result i32)',
      'type mismatch: instruction requires [i32] but stack has []',
    ],
    [
      'branches that differ',
      'i32.const 0 if (result i32) i32.const 0 else f32.const 0 end',
      '(result i32)',
      'type mismatch: instruction requires [i32] but stack has [f32]',
    ],
    [
      'a condition of another type',
      'i64.const 0 if end',
      '',
      'type mismatch: instruction requires [i32] but stack has [i64]',
    ],
    [
      'parameters that are not there',
      'block (param i32) drop end',
      '',
      'type mismatch: instruction requires [i32] but stack has []',
    ],
    [
      'operands left in unreachable code',
      'unreachable i32.const 0',
      '',
      'type mismatch: block requires [] but stack has [i32]',
    ],
    [
      'a reachable block after an unreachable one',
      'block unreachable end drop',
      '',
      'type mismatch: instruction requires an operand but stack has []',
    ],
    [
      'unreachable code with an operand of its own that is wrong',
      'unreachable f32.const 0 i32.eqz drop',
      '',
      'type mismatch: instruction requires [i32] but stack has [f32]',
    ],
  ])('rejects %s', (_, body, type, reason) => {
    expect(bodyProblem(body, type)).toBe(reason);
  });

  it('shows the end of a long list of operands alone', () => {
    expect(bodyProblem('i32.const 0 '.repeat(30))).toBe(
      `type mismatch: block requires [] but stack has [... ${Array(20).fill('i32').join(' ')}]`,
    );
  });

  it('copes with blocks nested 200,000 deep', () => {
    const depth = 200_000;
    expect(bodyProblem(`${'block '.repeat(depth)}${'end '.repeat(depth)}`)).toBeUndefined();
  });
});

describe('branches', () => {
  it.each([
    ['br out of a block with its result', 'block (result i32) i32.const 1 br 0 end drop', ''],
    ['br to a loop without one', 'loop (result i32) br 0 end drop', ''],
    ['br out of the function', 'i32.const 1 br 0', '(result i32)'],
    ['br_if that keeps its operands', 'block (result i32) i32.const 1 i32.const 0 br_if 0 end drop', ''],
    [
      'br_table to labels of one type',
      'block (result i32) block (result i32) i32.const 1 i32.const 0 br_table 0 1 0 end end drop',
      '',
    ],
    [
      'br_table without operands in unreachable code',
      'block (result i32) block (result f32) unreachable br_table 0 1 end drop i32.const 0 end drop',
      '',
    ],
    ['br_on_null', 'block local.get 0 br_on_null 0 drop end', '(param funcref)'],
    [
      'br_on_non_null',
      'block (result (ref func)) local.get 0 br_on_non_null 0 unreachable end drop',
      '(param funcref)',
    ],
    [
      'br_on_cast',
      'block (result (ref i31)) local.get 0 br_on_cast 0 anyref (ref i31) drop unreachable end drop',
      '(param anyref)',
    ],
    [
      'br_on_cast_fail',
      'block (result anyref) local.get 0 br_on_cast_fail 0 anyref (ref i31) i31.get_s drop unreachable end drop',
      '(param anyref)',
    ],
    [
      'what br_on_cast leaves when null would have been taken',
      'block (result (ref null i31)) local.get 0 br_on_cast 0 anyref (ref null i31) ref.is_null drop unreachable end drop',
      '(param anyref)',
    ],
  ])('accepts %s', (_, body, type) => {
    expect(bodyProblem(body, type)).toBeUndefined();
  });

  it.each([
    ['br beyond the function', 'br 1', '', 'unknown label 1'],
    ['br far beyond', 'block br 4294967295 end', '', 'unknown label 4294967295'],
    [
      'br without its operand',
      'block (result i32) br 0 end drop',
      '',
      'type mismatch: instruction requires [i32] but stack has []',
    ],
    [
      'br_if of another type',
      'block (result i32) f32.const 0 i32.const 0 br_if 0 drop i32.const 0 end drop',
      '',
      'type mismatch: instruction requires [i32] but stack has [f32]',
    ],
    [
      'br_table to labels of different lengths',
      'block (result i32) block unreachable br_table 0 1 end i32.const 0 end drop',
      '',
      'type mismatch: instruction requires [i32] but label has []',
    ],
    [
      'br_table to labels of different types',
      'block (result i32) block (result f32) i32.const 1 i32.const 0 br_table 1 0 1 end drop i32.const 0 end drop',
      '',
      'type mismatch: instruction requires [f32] but stack has [i32]',
    ],
    ['br_table to no label', 'i32.const 0 br_table 0 7 0', '', 'unknown label 7'],
    [
      'br_on_null of a number',
      'i32.const 0 br_on_null 0 drop',
      '',
      'type mismatch: instruction requires reference type but stack has i32',
    ],
    [
      'br_on_non_null to a label without a reference',
      'block (result i32) local.get 0 br_on_non_null 0 i32.const 0 end drop',
      '(param funcref)',
      'type mismatch: instruction requires reference type but label has [i32]',
    ],
    [
      'br_on_cast up the hierarchy',
      'block (result anyref) local.get 0 br_on_cast 0 i31ref (ref func) end drop',
      '(param i31ref)',
      'type mismatch: type (ref func) does not match type i31ref',
    ],
    [
      'br_on_cast to a label of another type',
      'block (result i32) local.get 0 br_on_cast 0 anyref (ref i31) drop i32.const 0 end drop',
      '(param anyref)',
      'type mismatch: instruction requires (ref i31) but label has [i32]',
    ],
  ])('rejects %s', (_, body, type, reason) => {
    expect(bodyProblem(body, type)).toBe(reason);
  });

  it('casts sideways with custom descriptors alone', () => {
    const sideways = '(func (result anyref) (br_on_cast 0 structref arrayref (unreachable)))';
    expect(problem(sideways)).toBeUndefined();
    expect(problem(sideways, DEFAULT_FEATURES)).toBe('type mismatch: type arrayref does not match type structref');
  });
});

describe('calls', () => {
  const fields =
    '(type $t (func (param i32) (result i64))) (func $f (type $t) unreachable) (table $p 1 funcref) (table $e 1 externref) (elem declare func $f)';

  it.each([
    ['call', 'i32.const 0 call $f drop', ''],
    ['call_indirect', 'i32.const 0 i32.const 1 call_indirect $p (type $t) drop', ''],
    ['call_ref', 'i32.const 0 ref.func $f call_ref $t drop', ''],
    ['return', 'i64.const 0 return', '(result i64)'],
    ['return_call', 'i32.const 0 return_call $f', '(result i64)'],
    ['return_call_indirect', 'i32.const 0 i32.const 1 return_call_indirect $p (type $t)', '(result i64)'],
    ['return_call_ref', 'i32.const 0 ref.func $f return_call_ref $t', '(result i64)'],
    ['operands below those of return', 'f32.const 0 i64.const 0 return', '(result i64)'],
  ])('accepts %s', (_, body, type) => {
    expect(bodyProblem(body, type, fields)).toBeUndefined();
  });

  it.each([
    [
      'an argument of another type',
      'f32.const 0 call $f drop',
      '',
      'type mismatch: instruction requires [i32] but stack has [f32]',
    ],
    ['an unknown function', 'call 99', '', 'unknown function 99'],
    ['an unknown table', 'call_indirect 7 (type $t)', '', 'unknown table 7'],
    [
      'a table of other references',
      'i32.const 0 i32.const 1 call_indirect $e (type $t) drop',
      '',
      'type mismatch: instruction requires table of function type but table has externref',
    ],
    ['an unknown type', 'call_ref 99', '', 'unknown type 99'],
    [
      'a reference to another function type',
      'i32.const 0 local.get 0 call_ref $t drop',
      '(param (ref null func))',
      'type mismatch: instruction requires [(ref null 0)] but stack has [funcref]',
    ],
    [
      'a tail call with another result',
      'i32.const 0 return_call $f',
      '',
      'type mismatch: current function requires [] but callee has [i64]',
    ],
    ['return without result', 'return', '(result i64)', 'type mismatch: instruction requires [i64] but stack has []'],
  ])('rejects %s', (_, body, type, reason) => {
    expect(bodyProblem(body, type, fields)).toBe(reason);
  });
});
