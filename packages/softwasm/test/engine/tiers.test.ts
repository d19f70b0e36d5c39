import { callFunction, type FunctionInstance, type WasmValue } from '@softwasm/runtime';
import { describe, expect, it, test } from 'vitest';
import type { AutomaticOptions } from '../../src/engine/automatic-engine.ts';
import { EvaluationRefused } from '../../src/engine/guarded-evaluator.ts';
import { asNative, callJit, callNative, IMPATIENT, native, tiered } from './harness.ts';

/*
 * Functions that go over from the interpreter to generated code. Here all do so as soon as they can: in every loop, and at the second call.
 */

const call = (text: string, args: readonly WasmValue[] = [10], options: AutomaticOptions = {}): void => {
  const instance = tiered(text, options);
  const host = native(text);
  // The first call goes over in the midst, later ones are generated from the beginning.
  for (let i = 0; i < 3; i++) {
    expect(asNative(callJit(instance, 'f', args), false), `call ${i}`).toEqual(callNative(host, 'f', args));
  }
};

const TUNES = ['jit', 'jitless'] as const;

/** Of a function of one parameter: what its body is, and locals before it. */
const BODIES: Readonly<Record<string, string>> = {
  'a loop': `(local $sum i32)
    (loop $l (local.set $sum (i32.add (local.get $sum) (local.get $n)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)`,
  'one that begins with a test': `(local $sum i32)
    (block $out (loop $l
      (br_if $out (i32.eqz (local.get $n)))
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (local.get $n)))
      (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br $l)))
    (local.get $sum)`,
  'one in another': `(local $i i32) (local $sum i32)
    (loop $outer
      (local.set $i (i32.const 3))
      (loop $inner
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 5)) (local.get $i)))
        (br_if $inner (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (local.set $sum (i32.xor (local.get $sum) (local.get $n)))
      (br_if $outer (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)`,
  'two that begin at once': `(local $i i32) (local $sum i32)
    (loop $outer (loop $inner
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 5)) (local.get $n)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $inner (i32.and (local.get $i) (i32.const 1)))
      (br_if $outer (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
    (local.get $sum)`,
  'one in both arms of an if in a loop': `(local $i i32) (local $sum i32)
    (loop $outer
      (local.set $i (i32.const 4))
      (if (i32.and (local.get $n) (i32.const 1))
        (then (local.set $sum (i32.add (local.get $sum) (i32.const 100)))
          (loop $a (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (local.get $i)))
            (br_if $a (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
        (else (local.set $sum (i32.sub (local.get $sum) (i32.const 1000)))
          (loop $b (local.set $sum (i32.xor (i32.mul (local.get $sum) (i32.const 7)) (local.get $i)))
            (br_if $b (local.tee $i (i32.sub (local.get $i) (i32.const 2)))))))
      (br_if $outer (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)`,
  'one in an arm, and another if behind it': `(local $sum i32)
    (if (i32.gt_s (local.get $n) (i32.const 2))
      (then (loop $l (local.set $sum (i32.add (local.get $sum) (local.get $n)))
        (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
      (else (local.set $sum (i32.const -1))))
    (if (result i32) (i32.gt_s (local.get $sum) (i32.const 20))
      (then (i32.const 1)) (else (local.get $sum)))`,
  'operands below it': `(local $i i32)
    (i32.sub (i32.mul (local.get $n) (i32.const 1000))
      (block (result i32)
        (local.set $i (local.get $n))
        (i64.extend_i32_s (i32.add (local.get $n) (i32.const 5)))
        (f32.const 2.5)
        (loop $l
          (local.set $n (i32.mul (local.get $n) (i32.const 3)))
          (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
        (i64.trunc_f32_s) (i64.mul) (i32.wrap_i64)
        (i32.add (local.get $n))))`,
  'operands below it that are new in each iteration around': `(local $i i32) (local $sum i32)
    (loop $outer
      (local.set $i (i32.const 3))
      (i32.mul (local.get $n) (i32.const 11))
      (i64.extend_i32_u (i32.add (local.get $n) (i32.const 7)))
      (loop $inner
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 5)) (local.get $i)))
        (br_if $inner (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (i32.wrap_i64) (i32.sub) (i32.add (local.get $sum)) (local.set $sum)
      (br_if $outer (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)`,
  parameters: `(local $i i32)
    (local.set $i (local.get $n))
    (i32.const 1) (i64.const 2)
    (loop $l (param i32 i64) (result i32 i64)
      (i64.mul (i64.const 3)) (local.set $wide) (i32.add (local.get $i))
      (local.get $wide)
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (i32.wrap_i64) (i32.add)`,
  'constructs with parameters around it': `(local $i i32)
    (local.get $n) (i32.const 9)
    (block $b (param i32 i32) (result i32)
      (i32.mul) (i32.const 4)
      (loop $outer (param i32 i32) (result i32)
        (i32.add (local.get $n)) (local.set $i)
        (if (param i32) (result i32) (i32.and (local.get $n) (i32.const 1))
          (then (i32.add (i32.const 5))
            (local.set $i (i32.const 3))
            (loop $inner (param i32) (result i32)
              (i32.mul (i32.const 3))
              (br_if $inner (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
          (else (i32.sub (i32.const 2))))
        (local.get $i)
        (br_if $outer (local.tee $n (i32.sub (local.get $n) (i32.const 1))))
        (i32.add)))`,
  'branches out of what stands in front of it': `(local $i i32) (local $sum i32)
    (block $done (loop $outer
      (block $skip
        (br_if $done (i32.eqz (local.get $n)))
        (block $other (br_table $other $skip $done $other (i32.rem_u (local.get $n) (i32.const 5))))
        (local.set $i (i32.const 3))
        (loop $inner
          (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 5)) (local.get $n)))
          (br_if $done (i32.gt_u (local.get $sum) (i32.const 1000000)))
          (br_if $inner (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
      (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br $outer)))
    (local.get $sum)`,
  'a construct in front of it': `(local $i i32) (local $sum i32)
    (loop $outer
      (block $b (br_if $b (i32.and (local.get $n) (i32.const 1))) (local.set $sum (i32.add (local.get $sum) (i32.const 50)))
        (br_if $outer (i32.eq (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const 4))))
      (local.set $i (i32.const 2))
      (loop $inner
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 5)) (local.get $i)))
        (br_if $inner (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (br_if $outer (i32.gt_s (local.tee $n (i32.sub (local.get $n) (i32.const 1))) (i32.const 0))))
    (local.get $sum)`,
  'a trap in it': `(local $sum i32)
    (loop $l (local.set $sum (i32.add (local.get $sum) (i32.div_u (i32.const 1000) (i32.sub (local.get $n) (i32.const 4)))))
      (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br $l))
    (unreachable)`,
};

const moduleOf = (body: string): string =>
  `(module (func (export "f") (param $n i32) (result i32) ${body.includes('$wide') ? '(local $wide i64)' : ''} ${body}))`;

describe.each(TUNES)('a function that goes over in the midst of a call, %s', (tune) => {
  test.each(Object.entries(BODIES))('%s', (_, body) => call(moduleOf(body), [10], { tune }));

  test('keeps locals of all types', () => {
    call(
      `(module (func (export "f") (param $n i32) (param $l i64) (param $s f32) (param $d f64) (result i64 f32 f64 i32)
        (local $zero i64) (local $x f64) (local $r externref) (local $v v128)
        (local.set $v (i32x4.splat (local.get $n)))
        (loop $again
          (local.set $v (i32x4.add (local.get $v) (v128.const i32x4 1 2 3 4)))
          (local.set $l (i64.add (i64.mul (local.get $l) (i64.const 3)) (local.get $zero)))
          (local.set $s (f32.mul (local.get $s) (f32.const 1.5)))
          (local.set $x (f64.add (local.get $x) (local.get $d)))
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get $l) (local.get $s) (local.get $x)
        (i32.add (ref.is_null (local.get $r)) (i32x4.extract_lane 3 (local.get $v)))))`,
      [10, 0x1234_5678_9abc_def0n, 1.25, -0.1],
      { tune },
    );
  });

  test('keeps the bits of NaNs', () => {
    const text = `(module (func (export "f") (param $n i32) (result i32 i64) (local $s f32) (local $d f64)
      (local.set $s (f32.reinterpret_i32 (i32.const 0x7fa12345)))
      (local.set $d (f64.reinterpret_i64 (i64.const 0x7ff4123456789abc)))
      (loop $l (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
      (i32.reinterpret_f32 (local.get $s)) (i64.reinterpret_f64 (local.get $d))))`;
    const f = tiered(text, { tune }).exports.get('f') as FunctionInstance;
    for (let i = 0; i < 3; i++) expect(callFunction(f, [5])).toEqual([0x7fa12345, 0x7ff4123456789abcn]);
  });

  test('has its handlers', () => {
    const text = `(module (tag $e (param i32))
      (func $throw (param i32) (throw $e (local.get 0)))
      (func (export "f") (param $n i32) (result i32) (local $caught i32)
        (loop $outer
          (block $h (result i32)
            (try_table (catch $e $h)
              (local.set $caught (i32.add (local.get $caught) (i32.const 1)))
              (loop $l (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                (if (i32.eqz (i32.rem_u (local.get $n) (i32.const 3))) (then (call $throw (local.get $n))))
                (br $l)))
            (unreachable))
          (local.set $caught (i32.add (i32.add (local.get $caught) (i32.const 100))))
          (br_if $outer (i32.gt_s (local.get $n) (i32.const 0))))
        (local.get $caught)))`;
    const f = tiered(text, { tune }).exports.get('f') as FunctionInstance;
    for (let i = 0; i < 3; i++) expect(callFunction(f, [10])).toEqual([4 + 400 + 9 + 6 + 3]);
  });

  test('does not catch what it lets out', () => {
    const text = `(module (tag $e)
      (func (export "f") (param $n i32)
        (block $h
          (loop $l
            (if (i32.eqz (local.tee $n (i32.sub (local.get $n) (i32.const 1)))) (then (throw $e)))
            (br $l))))
      (func (export "g") (param $n i32) (result i32)
        (block $h (try_table (catch_all $h) (call 0 (local.get $n))) (return (i32.const 1))) (i32.const 2)))`;
    const g = tiered(text, { tune }).exports.get('g') as FunctionInstance;
    for (let i = 0; i < 3; i++) expect(callFunction(g, [6])).toEqual([2]);
  });
});

describe('tail calls', () => {
  it('take no stack, whoever executes the functions', () => {
    const text = `(module (table funcref (elem $even $odd $plain))
      (func $even (export "f") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
        (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
      (func $odd (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (call $plain (i32.const 0)))))
        (return_call_indirect (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))
      (func $plain (param i32) (result i32) (local.get 0)))`;
    const f = tiered(text).exports.get('f') as FunctionInstance;
    for (let i = 0; i < 2; i++) expect(callFunction(f, [300_001])).toEqual([0]);
  });
});

describe('the host', () => {
  const LOOP = moduleOf(BODIES['a loop']!);
  const units = (texts: readonly string[]): number => texts.filter((text) => /sourceURL=softwasm-\d/.test(text)).length;

  it('is asked to evaluate only what is warm', () => {
    const texts: string[] = [];
    const evaluate = (parameter: string, body: string): unknown => {
      texts.push(body);
      return new Function(parameter, body);
    };
    const patient = tiered(LOOP, { evaluate, tiers: { ...IMPATIENT.tiers, operationsPerByte: 1e6 } });
    expect(callFunction(patient.exports.get('f') as FunctionInstance, [100])).toEqual([5050]);
    expect(units(texts)).toBe(0);
    const impatient = tiered(LOOP, { evaluate });
    expect(callFunction(impatient.exports.get('f') as FunctionInstance, [100])).toEqual([5050]);
    // What is left from the loop on.
    expect(units(texts)).toBe(1);
    expect(callFunction(impatient.exports.get('f') as FunctionInstance, [100])).toEqual([5050]);
    expect(units(texts)).toBe(2);
  });

  it('is not asked again once it has refused: everything stays interpreted', () => {
    let allows = true;
    let asked = 0;
    const evaluate = (parameter: string, body: string): unknown => {
      asked++;
      if (!allows) throw new EvalError('not here');
      return new Function(parameter, body);
    };
    const instance = tiered(LOOP, { evaluate });
    allows = false;
    const before = asked;
    for (let i = 0; i < 5; i++) {
      expect(callFunction(instance.exports.get('f') as FunctionInstance, [100])).toEqual([5050]);
    }
    // The text, and whether anything passes.
    expect(asked - before).toBe(2);
  });

  it('may refuse what then is an error of the call, where the policy is to throw', () => {
    let allows = true;
    const evaluate = (parameter: string, body: string): unknown => {
      if (!allows) throw new EvalError('not here');
      return new Function(parameter, body);
    };
    const f = tiered(LOOP, { evaluate, fallback: 'throw' }).exports.get('f') as FunctionInstance;
    allows = false;
    expect(() => callFunction(f, [100])).toThrow(EvaluationRefused);
  });

  it('gets all functions generated at their first call where the interpreter is not wanted below', () => {
    const texts: string[] = [];
    const evaluate = (parameter: string, body: string): unknown => {
      texts.push(body);
      return new Function(parameter, body);
    };
    const instance = tiered(LOOP, { ...IMPATIENT, evaluate, tiered: false });
    expect(callFunction(instance.exports.get('f') as FunctionInstance, [3])).toEqual([6]);
    expect(units(texts)).toBe(1);
    expect(texts.some((text) => text.includes('f0'))).toBe(true);
  });
});
