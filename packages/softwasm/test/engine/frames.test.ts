import { decodeModule } from '@softwasm/decoder';
import { callFunction, type FunctionInstance } from '@softwasm/runtime';
import { INSTRUCTION_ID, instructionSlots, Trap, type TrapFrame } from '@softwasm/syntax';
import { assemble } from '@softwasm/wat';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { JitOptions } from '../../src/engine/jit-engine.ts';
import { jit, tiered } from './harness.ts';

/*
 * Where a trap struck is read off the engine's own stack trace, down to the byte.
 */

const TEXT = `(module (memory 1)
  (func $inner (param i32) (result i32)
    (i32.add (i32.load (i32.const 0)) (i32.load8_u (i32.load offset=4 (local.get 0)))))
  (func $outer (export "f") (param i32) (result i32)
    (i32.store (i32.const 4) (i32.const -1))
    (drop (i32.div_u (i32.const 1) (i32.sub (local.get 0) (i32.const 7))))
    (i32.mul (call $inner (local.get 0)) (i32.const 2)))
  (func $deep (export "g") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (unreachable)))
    (call $deep (i32.sub (local.get 0) (i32.const 1)))))`;

/** The byte offset of the `n`th instruction of this name in a function. */
function offsetOf(func: number, name: keyof typeof INSTRUCTION_ID, n = 0): number {
  const { code } = decodeModule(assemble(TEXT)).funcs[func]!.body().expr;
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    if (code[pc] === INSTRUCTION_ID[name] && n-- === 0) return code[pc + 1]!;
  }
  throw new Error(`no ${name}`);
}

function frames(name: string, argument: number, options: JitOptions): readonly TrapFrame[] {
  try {
    callFunction(jit(TEXT, options).exports.get(name) as FunctionInstance, [argument]);
  } catch (error) {
    expect(error).toBeInstanceOf(Trap);
    return (error as Trap).frames;
  }
  throw new Error('no trap');
}

const CONFIGURATIONS: readonly (readonly [string, JitOptions])[] = [
  ['one unit', {}],
  ['function by function', { wholeModuleBytes: 0 }],
  ['without JIT', { tune: 'jitless' }],
  ['with comments', { compile: { comments: true } }],
];

describe.each(CONFIGURATIONS)('%s', (_, options) => {
  test('the address of one load among several, and the call', () => {
    expect(frames('f', 0, options)).toEqual([
      { func: 0, name: 'inner', offset: offsetOf(0, 'i32.load8_u') },
      { func: 1, name: 'outer', offset: offsetOf(1, 'call') },
    ]);
  });
  test('the inner load of an address', () => {
    expect(frames('f', -8, options)).toEqual([
      { func: 0, name: 'inner', offset: offsetOf(0, 'i32.load', 1) },
      { func: 1, name: 'outer', offset: offsetOf(1, 'call') },
    ]);
  });
  test('a division', () => {
    expect(frames('f', 7, options)).toEqual([{ func: 1, name: 'outer', offset: offsetOf(1, 'i32.div_u') }]);
  });
  test('recursion', () => {
    const recursive = { func: 2, name: 'deep', offset: offsetOf(2, 'call') };
    expect(frames('g', 3, options)).toEqual([
      { func: 2, name: 'deep', offset: offsetOf(2, 'unreachable') },
      recursive,
      recursive,
      recursive,
    ]);
  });
});

test('frames of functions that are interpreted, and of those that are not, in their order', () => {
  const instance = tiered(`(module
    (func $g (export "g") (param i32) (result i32)
      (if (i32.eqz (local.get 0)) (then (unreachable)))
      (call $g (i32.sub (local.get 0) (i32.const 1))))
    (func $cold (param i32) (result i32) (call $g (local.get 0)))
    (func $warm (export "warm") (param i32) (result i32)
      (if (result i32) (local.get 0) (then (call $cold (i32.const 1))) (else (i32.const 7)))))`);
  const warm = instance.exports.get('warm') as FunctionInstance;
  // Each entry of the interpreter takes several lines of the engine's stack trace.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  onTestFinished(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });
  const names = (): unknown[] => {
    try {
      callFunction(warm, [1]);
    } catch (error) {
      return (error as Trap).frames.map(({ func, name }) => `${func} ${name}`);
    }
    throw new Error('no trap');
  };
  for (let i = 0; i < 3; i++) expect(callFunction(warm, [0])).toEqual([7]);
  for (let i = 0; i < 4; i++) expect(names()).toEqual(['0 g', '0 g', '1 cold', '2 warm']);
});
