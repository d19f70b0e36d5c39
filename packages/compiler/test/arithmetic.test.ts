import { decodeModule } from '@softwasm/decoder';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { compileOptions, Generator, ModuleShape } from '../src/index.ts';
import { findArithmetic } from '../src/passes/arithmetic.ts';

/** Whether local `local` of a function of these instructions is arithmetic: parameter 0, then three locals, all f64. */
function isArithmetic(local: number, body: string): boolean {
  const text = `(module (memory 1) (func $f (param f64) (local f64 f64 f64) ${body}) (func $g (result f64) (f64.const 0)))`;
  const shape = new ModuleShape(validateModule(decodeModule(assemble(text))));
  const passes = { demand: false, forward: false, copies: false, returns: false, calls: false };
  const ir = new Generator(shape, compileOptions({ passes }), 'names').build(0);
  return findArithmetic(ir)[ir.varLocal.indexOf(local)] === 1;
}

const assign = (local: number, value: string): string => `(local.set ${local} ${value})`;
const LOAD = '(f64.load (i32.const 0))';

describe('variables that only arithmetic computes', () => {
  it.each([
    ['zero', ''],
    ['numbers', assign(1, '(f64.const 1.5)')],
    ['sums, also of what is none', assign(1, `(f64.add (local.get 0) ${LOAD})`)],
    ['others of them', assign(2, '(f64.sqrt (local.get 0))') + assign(1, '(local.get 2)')],
    ['a choice of them', assign(1, '(select (local.get 2) (f64.const 3) (i32.load (i32.const 0)))')],
    ['themselves', `(loop ${assign(1, '(f64.mul (local.get 1) (local.get 0))')} (br_if 0 (i32.load (i32.const 0))))`],
  ])('hold %s', (_, body) => {
    expect(isArithmetic(1, body)).toBe(true);
  });

  it.each([
    ['what a memory holds', assign(1, LOAD)],
    ['parameters', assign(1, '(local.get 0)')],
    ['results of calls', assign(1, '(call $g)')],
    ['NaNs', assign(1, '(f64.const nan:0x4000000000001)')],
    ['bits', assign(1, '(f64.reinterpret_i64 (i64.load (i32.const 0)))')],
    ['copies that change the sign', assign(1, '(f64.neg (local.get 0))')],
    ['a choice of which one is none', assign(1, '(select (local.get 2) (local.get 0) (i32.load (i32.const 0)))')],
    ['another that is none, whichever is assigned first', assign(1, '(local.get 2)') + assign(2, LOAD)],
  ])('do not hold %s', (_, body) => {
    expect(isArithmetic(1, body)).toBe(false);
  });
});
